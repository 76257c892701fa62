import type { JsonObject } from "../../ledger/json.ts";
import type { Severity } from "../checks/verdict.ts";
import type { AnomalyChange, Rejection } from "./anomaly.ts";
import type { ListedProfile } from "./listedProfile.ts";
import { isName, timeOf } from "./parseUpdate.ts";
import type { ParameterOverrides } from "./rules.ts";
import { createWatch, type WatchResult } from "./watch.ts";

/** One line out: an anomaly that opened, changed its severity or closed; the last line of a key is its present state. */
export interface DetectedLine {
  readonly feed: string;
  readonly chainId: number;
  readonly source?: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly openedAt: number;
  readonly closedAt?: number;
  readonly message: string;
  readonly evidence: JsonObject;
}

/** A line that was not looked at: malformed, of a wrong shape, or of a feed that no profile names. */
export interface RejectedLine {
  readonly feed: string | null;
  readonly rule: "rejected";
  readonly severity: "warning";
  readonly openedAt: number | null;
  readonly message: string;
  readonly evidence: {
    /** The line's number, from 1. */
    readonly line: number;
    readonly code: Rejection["code"] | "NOT_JSON";
    readonly field: string | null;
  };
}

export interface DetectOptions {
  readonly parameters?: ParameterOverrides;
}

/**
 * Finds anomalies in updates, line by line, as they come: JSON lines in, JSON lines out, without newlines. An input line is
 * an update (PriceInput), a configuration change (ConfigInput: has `config`) or a clock tick (`{ "tick": seconds }`); blank
 * lines are skipped. A bad line gives a rejected line and nothing else: the lines after it are looked at as if it were not
 * there. Pure: no clock, no files.
 *
 * @param profiles the feeds' promises; null to assume feeds without promises
 */
export function* detect(
  lines: Iterable<string>,
  profiles: readonly ListedProfile[] | null,
  options: DetectOptions = {},
): Generator<string> {
  const detector = createDetector(profiles, options);
  for (const line of lines) yield* detector(line);
}

/** The same for a stream that comes in pieces: call it with every line, in order. */
export function createDetector(
  profiles: readonly ListedProfile[] | null,
  options: DetectOptions = {},
): (line: string) => string[] {
  const watch = createWatch(profiles, options);
  let number = 0;
  return (line) => {
    number += 1;
    if (line.trim() === "") return [];
    const parsed = parseLine(line);
    if (!parsed.ok) return [JSON.stringify(rejectedLine(number, null, "NOT_JSON", null, parsed.message))];
    const { changes, rejection } = dispatch(watch, parsed.value);
    const out = changes.map((change) => JSON.stringify(detectedLine(change)));
    if (rejection !== null) {
      const { code, field, message } = rejection;
      out.push(JSON.stringify(rejectedLine(number, parsed.value, code, field, message)));
    }
    return out;
  };
}

function dispatch(watch: ReturnType<typeof createWatch>, value: unknown): WatchResult {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const fields: Readonly<Record<string, unknown>> = { ...value };
    if (fields.config !== undefined) return watch.configure(value);
    if (typeof fields.tick === "number") return watch.tick(fields.tick);
  }
  return watch.update(value);
}

function detectedLine({ anomaly }: AnomalyChange): DetectedLine {
  const { feed, chainId, source, rule, severity, openedAt, closedAt, message, evidence } = anomaly;
  return {
    feed,
    chainId,
    ...(source === null ? {} : { source }),
    rule,
    severity,
    openedAt,
    ...(closedAt === null ? {} : { closedAt }),
    message,
    evidence,
  };
}

function rejectedLine(
  line: number,
  value: unknown,
  code: RejectedLine["evidence"]["code"],
  field: string | null,
  message: string,
): RejectedLine {
  const given: Readonly<Record<string, unknown>> = typeof value === "object" ? { ...value } : {};
  return {
    feed: isName(given.feed) ? given.feed : null,
    rule: "rejected",
    severity: "warning",
    openedAt: timeOf(given.time),
    message,
    evidence: { line, code, field },
  };
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** A proxy's round number is beyond 2^53: as a JSON number it has to be read from its text. */
function parseLine(line: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(line.replace(/("round"\s*:\s*)(\d{16,})/, '$1"$2"')) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `the line is not JSON: ${message}` };
  }
}
