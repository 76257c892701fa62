import type { JsonObject } from "../../ledger/json.ts";

export type Severity = "info" | "warning" | "critical";

/** What a rule found wrong. `evidence.rounds` names the exact rounds it looked at. */
export interface Finding {
  readonly severity: Severity;
  readonly message: string;
  readonly evidence: JsonObject;
}

/** A finding; null when the rule looked and all is well; undefined when it had nothing to look at. */
export type Verdict = Finding | null | undefined;

/** A fraction as people read it. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${Math.abs(value) >= 1e6 ? value.toExponential(2) : value.toFixed(2)} %`;
}
