import { fail, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { centred, type Returns, readReturns } from "./returns.ts";

export interface GerberOptions {
  /** A move counts beyond this multiple of the standard deviation; default 0.5. */
  readonly threshold?: number;
  /**
   * `quiet` divides by the periods in which either asset moved, the published statistic, which may be indefinite;
   * `own` divides by the root of each asset's own count of moves, which is positive semidefinite. Default `own`.
   */
  readonly normalisation?: "quiet" | "own";
  /** What the standard deviation divides by: `T` (default) or `T - 1`. */
  readonly divisor?: "T" | "T-1";
}

/**
 * Gerber covariance: co-movement counted rather than multiplied, so that neither noise below the threshold nor a
 * single crash decides. `g_ij = (together - opposite) / normalisation`, times the two standard deviations.
 * Fails with INVALID_INPUT for a threshold that is not positive or an asset that never moves beyond it.
 * Source: S. Gerber, H. Markowitz, P. Ernst et al., J. Portfolio Management 48 (2022).
 */
export function gerberCovariance(returns: Returns, options: GerberOptions = {}): Result<SquareMatrix> {
  const { threshold = 0.5, normalisation = "own", divisor = "T" } = options;
  if (!(threshold > 0 && threshold < Infinity)) return fail(invalid("threshold", "> 0", threshold));
  const table = readReturns(returns);
  if (!table.ok) return table;
  const { count, size, columns } = table.value;
  const deviation = centred(columns).map((column) => {
    const squares = column.reduce((sum, value) => sum + value * value, 0);
    return Math.sqrt(squares / (divisor === "T" ? count : count - 1));
  });
  const moves = columns.map((column, i) => {
    const limit = threshold * (deviation[i] as number);
    return Int8Array.from(column, (value) => (value >= limit ? 1 : value <= -limit ? -1 : 0));
  });
  const active = moves.map((signs) => signs.reduce((sum, sign) => sum + sign * sign, 0));
  const still = deviation.findIndex((value, i) => value === 0 || active[i] === 0);
  if (still >= 0) return fail(invalid(`returns[*][${still}]`, "beyond the threshold at least once", "none"));
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const a = moves[i] as Int8Array;
    for (let j = 0; j <= i; j++) {
      const b = moves[j] as Int8Array;
      let agreement = 0;
      let quiet = 0;
      for (let t = 0; t < count; t++) {
        agreement += (a[t] as number) * (b[t] as number);
        if (a[t] === 0 && b[t] === 0) quiet += 1;
      }
      const base =
        normalisation === "quiet" ? count - quiet : Math.sqrt((active[i] as number) * (active[j] as number));
      const value = (agreement / base) * (deviation[i] as number) * (deviation[j] as number);
      values[i * size + j] = value;
      values[j * size + i] = value;
    }
  }
  return ok({ size, values });
}
