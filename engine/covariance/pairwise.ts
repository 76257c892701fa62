import { fail, type Issue, invalid, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { type RepairedCovariance, type RepairMethod, repairCovariance } from "./psdRepair.ts";

/** Returns with holes: null or NaN where an asset has no price for the period. */
export type GappyReturns = readonly (readonly (number | null)[])[];

/**
 * Sample covariance from the rows that both assets of a pair have, each pair with its own means and divisor, then made
 * positive semidefinite, because entries from different rows need not fit together. A missing return is never taken
 * for zero.
 * Fails with INVALID_INPUT when rows differ in length, a value is infinite, or a pair shares fewer than `leastShared`
 * rows (default 2).
 */
export function pairwiseCovariance(
  returns: GappyReturns,
  options: { readonly repair?: RepairMethod; readonly leastShared?: number } = {},
): Result<RepairedCovariance> {
  const { repair = "clip", leastShared = 2 } = options;
  const size = returns[0]?.length ?? 0;
  const issues: Issue[] = [];
  if (size === 0) issues.push(invalid("returns", "not empty", returns.length));
  returns.forEach((row, t) => {
    if (row.length !== size) issues.push(invalid(`returns[${t}]`, `of ${size} columns`, row.length));
    const infinite = row.findIndex((value) => value === Infinity || value === -Infinity);
    if (infinite >= 0) issues.push(invalid(`returns[${t}][${infinite}]`, "finite or missing", "infinite"));
  });
  if (issues.length > 0) return fail(...issues.slice(0, 10));
  const columns = Array.from({ length: size }, (_, i) =>
    Float64Array.from(returns, (row) => row[i] ?? Number.NaN),
  );
  const values = new Float64Array(size * size);
  columns.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const { covariance, shared } = pair(a, columns[j] as Float64Array);
      if (shared < Math.max(2, leastShared))
        issues.push(invalid(`returns[*][${i}]`, `shared with column ${j} in ${leastShared} rows`, shared));
      values[i * size + j] = covariance;
      values[j * size + i] = covariance;
    }
  });
  if (issues.length > 0) return fail(...issues.slice(0, 10));
  const matrix: SquareMatrix = { size, values };
  return repairCovariance(matrix, repair);
}

function pair(a: Float64Array, b: Float64Array): { covariance: number; shared: number } {
  let shared = 0;
  let sumA = 0;
  let sumB = 0;
  const both = (t: number) => !Number.isNaN(a[t] as number) && !Number.isNaN(b[t] as number);
  for (let t = 0; t < a.length; t++) {
    if (!both(t)) continue;
    shared += 1;
    sumA += a[t] as number;
    sumB += b[t] as number;
  }
  let product = 0;
  for (let t = 0; t < a.length; t++) {
    if (both(t)) product += ((a[t] as number) - sumA / shared) * ((b[t] as number) - sumB / shared);
  }
  return { covariance: product / (shared - 1), shared };
}

/** The rows that have no hole: what complete-case estimators may use. */
export function completeRows(returns: GappyReturns): number[][] {
  return returns.flatMap((row) => {
    const full = row.filter((value): value is number => value !== null && Number.isFinite(value));
    return full.length === row.length ? [full] : [];
  });
}
