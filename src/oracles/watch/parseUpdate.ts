import { isPrice } from "../checks/invalid.ts";
import type { Update } from "../checks/reading.ts";
import type { Rejection } from "./anomaly.ts";

/** One update as it comes in. Prices in units of the quote; numbers may be decimal strings, times are Unix seconds. */
export interface PriceInput {
  readonly feed: string;
  readonly chainId: number;
  readonly time: number;
  readonly price: number | string;
  readonly confidence?: number | string | null;
  /** Rounds past 2^53 (a proxy's) as strings or bigints: a number cannot tell them apart. */
  readonly round?: number | string | bigint | null;
  readonly observations?: readonly (number | string)[] | null;
  /** The aggregator, or the publisher where several report under one feed name. */
  readonly source?: string | null;
  readonly marketPrice?: number | string | null;
  readonly seenAt?: number | null;
  readonly windowSeconds?: number | null;
  readonly depth?: number | string | null;
}

/** Milliseconds of any date after 1973 are beyond this; seconds are not before the year 5138. */
const LATEST_SECONDS = 1e11;
const MOST_OBSERVATIONS = 64;
const LONGEST_NAME = 128;
const PHASE_BITS = 64n;
/** Hexadecimal and the like are a raw answer that was not scaled, no price. */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** Checks the shape of an update. What the numbers mean is for the rules: a negative price passes, NaN does not. */
export function parseUpdate(input: unknown): Update | Rejection {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return reject("NOT_AN_OBJECT", null, "an update must be an object with feed, chainId, time and price");
  }
  const fields = input as Readonly<Record<string, unknown>>;
  const { feed, chainId, source } = fields;
  if (!isName(feed)) return invalidField("feed", "a name", feed);
  if (typeof chainId !== "number" || !Number.isSafeInteger(chainId) || chainId < 0) {
    return invalidField("chainId", "a whole number from 0", chainId);
  }
  const time = timeOf(fields.time);
  if (time === null) return invalidField("time", "Unix seconds (not milliseconds)", fields.time);
  const price = numberOf(fields.price);
  if (price === null) return invalidField("price", "a finite number", fields.price);
  const round = roundPartsOf(fields.round);
  if (round === null) return invalidField("round", "a whole number, past 2^53 as a string", fields.round);
  if (isGiven(source) && !isName(source)) return invalidField("source", "a name", source);
  const observations = isGiven(fields.observations) ? observationsOf(fields.observations) : null;
  if (observations === undefined) {
    return invalidField(
      "observations",
      `up to ${MOST_OBSERVATIONS} finite numbers`,
      typeof fields.observations,
    );
  }
  const confidence = amountOf(fields.confidence);
  if (confidence === undefined) return badAmount("confidence", fields);
  const marketPrice = amountOf(fields.marketPrice);
  if (marketPrice === undefined || (marketPrice !== null && !isPrice(marketPrice))) {
    return badAmount("marketPrice", fields);
  }
  const windowSeconds = amountOf(fields.windowSeconds);
  if (windowSeconds === undefined) return badAmount("windowSeconds", fields);
  const depth = amountOf(fields.depth);
  if (depth === undefined) return badAmount("depth", fields);
  const seenAt = isGiven(fields.seenAt) ? timeOf(fields.seenAt) : null;
  if (isGiven(fields.seenAt) && seenAt === null) return invalidField("seenAt", "Unix seconds", fields.seenAt);
  return {
    feed,
    chainId,
    time,
    seenAt,
    price,
    confidence,
    round: round.round,
    phase: round.phase,
    order: round.order,
    observations,
    source: isName(source) ? source : null,
    marketPrice,
    windowSeconds,
    depth,
  };
}

export function isRejection(parsed: object): parsed is Rejection {
  return "code" in parsed;
}

export function reject(code: Rejection["code"], field: string | null, message: string): Rejection {
  return { code, field, message };
}

export function invalidField(field: string, rule: string, value: unknown): Rejection {
  // An object may not know how to say what it is.
  const got = typeof value === "object" && value !== null ? "an object" : String(value).slice(0, 64);
  return reject("INVALID_FIELD", field, `${field} must be ${rule}, got ${got}`);
}

export function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST_NAME;
}

export function timeOf(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value < LATEST_SECONDS ? value : null;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.length > LONGEST_NAME || !DECIMAL.test(value)) return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** An amount from 0; null when absent, undefined when it is something else. */
function amountOf(value: unknown): number | null | undefined {
  if (!isGiven(value)) return null;
  const amount = numberOf(value);
  return amount === null || amount < 0 ? undefined : amount;
}

function badAmount(field: string, fields: Readonly<Record<string, unknown>>): Rejection {
  const rule = field === "marketPrice" ? "a believable price" : "a finite number from 0";
  return invalidField(field, rule, fields[field]);
}

function observationsOf(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_OBSERVATIONS) return undefined;
  const numbers = value.map(numberOf).filter((number) => number !== null);
  return numbers.length === value.length ? numbers : undefined;
}

/** Round, phase and the aggregator's own count; a round that is no number (a hash) is kept but never compared. */
function roundPartsOf(value: unknown): Pick<Update, "round" | "phase" | "order"> | null {
  if (value === undefined || value === null) return { round: null, phase: 0, order: null };
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0
      ? { round: String(value), phase: 0, order: value }
      : null;
  }
  if (typeof value !== "string" && typeof value !== "bigint") return null;
  const round = String(value);
  if (!isName(round) || round.startsWith("-")) return null;
  if (!/^\d+$/.test(round)) return { round, phase: 0, order: null };
  if (round.length <= 15) return { round, phase: 0, order: Number(round) };
  const whole = BigInt(round);
  const phase = Number(whole >> PHASE_BITS);
  const order = Number(BigInt.asUintN(64, whole));
  return { round, phase, order: Number.isSafeInteger(order) ? order : null };
}
