import type { Issue } from "../result.ts";
import type { Certificate } from "./certificate.ts";

/**
 * A linear (or mixed-integer) programme:
 * minimise `cost . x` subject to `rowLower <= A x <= rowUpper` and `columnLower <= x <= columnUpper`.
 * A missing bound is +-Infinity; an equality has equal bounds. `A` is stored by rows: row `i` owns the entries
 * `starts[i] .. starts[i + 1]` of `columns` (column index) and `values`.
 */
export interface LinearProgram {
  /** One per column. */
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  /** One per row. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row count + 1 entries, from 0 to the number of entries of `A`. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** 1 where the column takes whole numbers only; null when every column is continuous. */
  readonly integer: Uint8Array | null;
}

/** An optimum that has passed its certificate. Arrays are in the programme's own units and order. */
export interface LpSolution {
  readonly x: Float64Array;
  readonly objective: number;
  /**
   * One per row: change of the optimal objective per unit that the active bound rises (>= 0 on a lower bound, <= 0 on
   * an upper one). Of an integer programme: the duals with its integer columns fixed at their optimum.
   */
  readonly duals: Float64Array;
  /** One per column: `cost - A' duals`, the same derivative for the column's active bound. */
  readonly reducedCosts: Float64Array;
  readonly certificate: Certificate;
}

/**
 * Why there is no solution.
 * `infeasible` and `unbounded` carry a verified proof; `limit` is a time or iteration limit; `not-certified` means
 * that a solver claimed an answer which failed its check; `invalid` is malformed input; `crashed` is a lost worker.
 */
export type LpFailure = "infeasible" | "unbounded" | "limit" | "not-certified" | "invalid" | "crashed";

/** A certified optimum or a typed failure. Assignable to `Result<LpSolution>`. */
export type LpResult = { readonly ok: true; readonly value: LpSolution } | LpFailed;

/** Why there is no certified optimum. */
export interface LpFailed {
  readonly ok: false;
  readonly failure: LpFailure;
  readonly issues: readonly Issue[];
  /** Of `infeasible`: rows whose combination, with the column bounds, proves it. */
  readonly conflictRows?: readonly number[];
}

/** Limits of one solve; there is no way to ask for none. */
export interface LpLimits {
  /** Wall time in ms from the call to the answer. */
  readonly timeLimitMs?: number;
  /** Simplex or interior-point iterations per attempt. */
  readonly iterationLimit?: number;
  /** Share of the objective by which an integer answer may miss the solver's bound; 1e-6 when absent. */
  readonly relativeGap?: number;
}

export const DEFAULT_TIME_LIMIT_MS = 5_000;

/** Something that solves linear programmes and can be shut down. Never rejects: failures are typed results. */
export interface LpSolver {
  solve(problem: LinearProgram, limits?: LpLimits): Promise<LpResult>;
  close(): Promise<void>;
}

const ISSUE_CODE: Readonly<Record<LpFailure, Issue["code"]>> = {
  infeasible: "INFEASIBLE",
  unbounded: "INVALID_INPUT",
  limit: "NOT_CONVERGED",
  "not-certified": "NOT_CONVERGED",
  invalid: "INVALID_INPUT",
  crashed: "NOT_CONVERGED",
};

/** A typed failure with one issue; the issue's subject is the failure word, so it survives inside a list of issues. */
export function lpFailure(failure: LpFailure, message: string, conflictRows?: readonly number[]): LpFailed {
  const issues: readonly Issue[] = [{ code: ISSUE_CODE[failure], message, subject: `lp:${failure}` }];
  return conflictRows === undefined
    ? { ok: false, failure, issues }
    : { ok: false, failure, issues, conflictRows };
}
