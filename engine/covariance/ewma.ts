import { fail, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { crossProducts } from "./crossProducts.ts";
import { type Returns, readReturns } from "./returns.ts";

/**
 * Exponentially weighted covariance around a mean of zero: `sum(d^(T-t) r r') / sum(d^(T-t))` with decay `d`; the last
 * row weighs most. A half-life of `h` periods is `d = 2 ** (-1 / h)`.
 * Fails with INVALID_INPUT for a decay outside (0, 1], else as `readReturns` does.
 * Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996), section 5.2.
 */
export function ewmaCovariance(returns: Returns, decay = 0.94): Result<SquareMatrix> {
  if (!(decay > 0 && decay <= 1)) return fail(invalid("decay", "in (0, 1]", decay));
  const table = readReturns(returns);
  if (!table.ok) return table;
  const { count, columns } = table.value;
  const root = Float64Array.from({ length: count }, (_, t) => decay ** ((count - 1 - t) / 2));
  const total = root.reduce((sum, value) => sum + value * value, 0);
  const weighted = columns.map((column) => column.map((value, t) => value * (root[t] as number)));
  return ok(crossProducts(weighted, total));
}
