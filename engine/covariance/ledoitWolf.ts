import { ok, type Result } from "../result.ts";
import { crossProducts } from "./crossProducts.ts";
import { centred, type Returns, readReturns } from "./returns.ts";
import { type ShrunkCovariance, shrinkToIdentity, squaredNorm, trace } from "./shrinkage.ts";

/**
 * Ledoit-Wolf shrinkage of the covariance (divisor `T`) towards a multiple of the identity. The weight is
 * `min(b, d) / d` with `d = |S - mI|^2 / n` the dispersion of the sample and `b` the part of it that is estimation
 * error: `(sum_t |x_t|^4 / T - |S|^2) / (n T)`.
 * Source: O. Ledoit, M. Wolf, J. Multivariate Analysis 88 (2004) 365-411.
 */
export function ledoitWolfCovariance(returns: Returns): Result<ShrunkCovariance> {
  const table = readReturns(returns);
  if (!table.ok) return table;
  const { count, size } = table.value;
  const columns = centred(table.value.columns);
  const sample = crossProducts(columns, count);
  const level = trace(sample) / size;
  const norm = squaredNorm(sample);
  let fourth = 0;
  for (let t = 0; t < count; t++) {
    const length = columns.reduce((sum, column) => sum + (column[t] as number) ** 2, 0);
    fourth += length * length;
  }
  const error = (fourth / count - norm) / (size * count);
  const dispersion = norm / size - level * level;
  const shrinkage = dispersion > 0 ? Math.max(0, Math.min(error, dispersion)) / dispersion : 0;
  return ok(shrinkToIdentity(sample, shrinkage));
}
