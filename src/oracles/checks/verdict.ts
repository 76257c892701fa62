import type { JsonObject } from "../../ledger/json.ts";

export type Severity = "info" | "warning" | "critical";

/** What a rule found wrong. `evidence.rounds` names the exact rounds it looked at. */
export interface Finding {
  readonly severity: Severity;
  readonly message: string;
  readonly evidence: JsonObject;
}

/**
 * A finding; null when there is nothing wrong that the update shows, also when it does not state what the rule is about;
 * undefined when the rule cannot judge now (no history, nobody to compare with), which leaves an open anomaly open.
 */
export type Verdict = Finding | null | undefined;

/** A fraction as people read it. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  return `${Math.abs(value) >= 1e6 ? value.toExponential(2) : value.toFixed(2)} %`;
}
