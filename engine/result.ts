/** Why a number is missing or must be read with care. The code is stable; the message is for people. */
export type IssueCode =
  | "INVALID_INPUT" // a field is outside its domain
  | "UNPRICED" // no price, volatility or forward for an instrument
  | "STALE" // the input is older than its own heartbeat allows
  | "UNSUPPORTED" // the venue, model or instrument is not modelled
  | "MISSING_PARAMETER" // a venue's risk parameter has not been indexed
  | "INTEGRITY" // facts contradict each other
  | "INFEASIBLE" // no solution satisfies the constraints
  | "NOT_CONVERGED"; // a solver stopped before its certificate held

/** One typed finding about one subject. `subject` names the position, instrument, feed or market it is about. */
export interface Issue {
  readonly code: IssueCode;
  readonly message: string;
  /** The input field at fault, as a path like `legs[2].strike`. */
  readonly field?: string;
  readonly subject?: string;
}

/** A value, or the reasons why there is none. Engine functions return this instead of throwing. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Wraps a value as a successful result. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps one or more issues as a failed result. */
export function fail<T = never>(...issues: Issue[]): Result<T> {
  return { ok: false, issues };
}

/** The failure for an input outside its domain: names the field, the rule and the value that broke it. */
export function invalid(field: string, rule: string, value: unknown): Issue {
  return { code: "INVALID_INPUT", field, message: `${field} must be ${rule}, got ${String(value)}` };
}
