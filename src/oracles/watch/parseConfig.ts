import type { JsonObject, JsonValue } from "../../ledger/json.ts";
import type { FeedProfile, RateBound } from "../checks/profile.ts";
import type { Rejection } from "./anomaly.ts";
import { invalidField, isName, reject, timeOf } from "./parseUpdate.ts";

/**
 * A change of what is behind a feed. Fields that the profile has (heartbeatSeconds, deviation, minAnswer, maxAnswer,
 * rateBound) take effect; others (aggregator, decimals, signers, phaseId, version) are recorded.
 */
export interface ConfigInput {
  readonly feed: string;
  readonly chainId: number;
  readonly time: number;
  readonly source?: string | null;
  readonly config: { readonly [field: string]: JsonValue | RateBound };
}

export interface ConfigUpdate {
  readonly feed: string;
  readonly chainId: number;
  readonly time: number;
  readonly source: string | null;
  /** The fields that change the profile. */
  readonly profile: Partial<FeedProfile>;
  readonly fields: JsonObject;
}

const MOST_FIELDS = 32;
const LONGEST_VALUE = 4096;
const NUMBERS = ["heartbeatSeconds", "deviation", "minAnswer", "maxAnswer"] as const;

/** Checks the shape of a configuration change. */
export function parseConfig(input: unknown): ConfigUpdate | Rejection {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return reject("NOT_AN_OBJECT", null, "a change must be an object with feed, chainId, time and config");
  }
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const { feed, chainId, source, config } = fields;
  const time = timeOf(fields.time);
  if (!isName(feed)) return invalidField("feed", "a name", feed);
  if (typeof chainId !== "number" || !Number.isSafeInteger(chainId) || chainId < 0) {
    return invalidField("chainId", "a whole number from 0", chainId);
  }
  if (time === null) return invalidField("time", "Unix seconds (not milliseconds)", fields.time);
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return invalidField("config", "an object of changed fields", config);
  }
  const changed: Readonly<Record<string, unknown>> = { ...config };
  const names = Object.keys(changed);
  const text = safeJson(changed);
  if (names.length === 0 || names.length > MOST_FIELDS || text === null || text.length > LONGEST_VALUE) {
    return invalidField("config", `JSON of 1 to ${MOST_FIELDS} fields and ${LONGEST_VALUE} characters`, "it");
  }
  const profile = profileOf(changed);
  if (typeof profile === "string")
    return invalidField(`config.${profile}`, "a number from 0", changed[profile]);
  const parsed: JsonObject = JSON.parse(text);
  return { feed, chainId, time, source: isName(source) ? source : null, profile, fields: parsed };
}

/** What of a change the profile has, or the name of a field that is wrong. */
function profileOf(changed: Readonly<Record<string, unknown>>): Partial<FeedProfile> | string {
  const profile: { -readonly [Field in keyof FeedProfile]?: FeedProfile[Field] } = {};
  for (const field of NUMBERS) {
    const value = changed[field];
    if (value === undefined) continue;
    if (!isAmount(value)) return field;
    profile[field] = value;
  }
  const { rateBound } = changed;
  if (rateBound === undefined) return profile;
  if (typeof rateBound !== "object" || rateBound === null) return "rateBound";
  const bound: Readonly<Record<string, unknown>> = { ...rateBound };
  const { maxYearlyGrowth, snapshotRatio, snapshotTime } = bound;
  if (!isAmount(maxYearlyGrowth) || !isAmount(snapshotRatio) || !isAmount(snapshotTime)) return "rateBound";
  profile.rateBound = { maxYearlyGrowth, snapshotRatio, snapshotTime };
  return profile;
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function safeJson(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
