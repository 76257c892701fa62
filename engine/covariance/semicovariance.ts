import { ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { crossProducts } from "./crossProducts.ts";
import { type Returns, readReturns } from "./returns.ts";

/**
 * Downside covariance: the mean over all periods of `min(r - benchmark, 0) min(r - benchmark, 0)'`, in squared returns
 * per period. Positive semidefinite by construction. The benchmark is a return per period.
 * Source: J. Estrada, J. Applied Finance 18 (2008).
 */
export function semicovariance(returns: Returns, benchmark = 0): Result<SquareMatrix> {
  const table = readReturns(returns);
  if (!table.ok) return table;
  const shortfalls = table.value.columns.map((column) =>
    column.map((value) => Math.min(value - benchmark, 0)),
  );
  return ok(crossProducts(shortfalls, table.value.count));
}
