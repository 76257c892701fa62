import { ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { crossProducts } from "./crossProducts.ts";
import { centred, type Returns, readReturns } from "./returns.ts";

/**
 * Sample covariance `sum((r - mean)(r - mean)') / (T - 1)`, in squared returns per period.
 * Fails with INVALID_INPUT as `readReturns` does.
 */
export function sampleCovariance(returns: Returns): Result<SquareMatrix> {
  const table = readReturns(returns);
  if (!table.ok) return table;
  return ok(crossProducts(centred(table.value.columns), table.value.count - 1));
}
