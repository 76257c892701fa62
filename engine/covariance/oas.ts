import { ok, type Result } from "../result.ts";
import { crossProducts } from "./crossProducts.ts";
import { centred, type Returns, readReturns } from "./returns.ts";
import { type ShrunkCovariance, shrinkToIdentity, squaredNorm, trace } from "./shrinkage.ts";

/**
 * Oracle approximating shrinkage of the covariance (divisor `T`) towards a multiple of the identity: with `a` the mean
 * squared entry and `m` the mean variance, the weight is `min(1, (a + m^2) / ((T + 1)(a - m^2 / n)))`.
 * Source: Y. Chen, A. Wiesel, Y. Eldar, A. Hero, IEEE Trans. Signal Processing 58 (2010), in scikit-learn's form.
 */
export function oasCovariance(returns: Returns): Result<ShrunkCovariance> {
  const table = readReturns(returns);
  if (!table.ok) return table;
  const { count, size } = table.value;
  const sample = crossProducts(centred(table.value.columns), count);
  const level = trace(sample) / size;
  const spread = squaredNorm(sample) / (size * size);
  const denominator = (count + 1) * (spread - (level * level) / size);
  const shrinkage = denominator > 0 ? Math.min(1, (spread + level * level) / denominator) : 1;
  return ok(shrinkToIdentity(sample, shrinkage));
}
