import type { JsonObject } from "../../ledger/json.ts";
import type { Severity } from "../checks/verdict.ts";

/** An anomaly of a feed under one rule, from the look that opened it to the look that closed it. */
export interface Anomaly {
  readonly feed: string;
  readonly chainId: number;
  /** Set for feeds of which every publisher is watched alone. */
  readonly source: string | null;
  readonly asset: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Unix seconds, of the oracle's and the chain's clock. */
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly message: string;
  /** `rounds` names the exact rounds behind the severity; the other fields are the rule's numbers. */
  readonly evidence: JsonObject;
}

/** `updated` is a change of severity, up at once and down after as many calm looks as would close it. */
export interface AnomalyChange {
  readonly change: "opened" | "updated" | "closed";
  readonly anomaly: Anomaly;
}

/** Why an input was not looked at. The watch stands as if it had never come. */
export interface Rejection {
  readonly code: "NOT_AN_OBJECT" | "INVALID_FIELD" | "UNKNOWN_FEED" | "TOO_MANY_FEEDS";
  /** The field at fault; null when it is the whole input. */
  readonly field: string | null;
  readonly message: string;
}
