import { fail, invalid, ok, type Result } from "../result.ts";
import { checkCovariance, checkFinite } from "./checks.ts";

/** Euler split of a risk that is a multiple of the standard deviation, in the units of the exposures. */
export interface CovarianceRisk {
  readonly standardDeviation: number;
  /** multiplier * standardDeviation. */
  readonly risk: number;
  /** multiplier e_i (C e)_i / sd; they add up to `risk`. A negative component is a hedge. */
  readonly components: readonly number[];
  /** Change of risk per unit of exposure i. */
  readonly marginal: readonly number[];
  /** Risk with everything minus risk without i. Not a split: these do not add up to `risk`. */
  readonly incremental: readonly number[];
  /** Risk of i alone. */
  readonly standalone: readonly number[];
  /** 1 - risk / sum of standalone risks; null when that sum is 0. */
  readonly diversification: number | null;
}

/**
 * Volatility or Gaussian VaR (mean zero) of exposures e with covariance C, and who causes it. `multiplier` is 1 for
 * volatility or z for VaR; C must be symmetric and positive semidefinite on e, for the horizon that is meant.
 * Source: Tasche, "Capital allocation to business units and sub-portfolios: the Euler principle" (2008).
 */
export function covarianceRisk(
  exposures: readonly number[],
  covariance: readonly (readonly number[])[],
  multiplier: number,
): Result<CovarianceRisk> {
  const issues = [
    ...exposures.flatMap((e, i) => checkFinite(`exposures[${i}]`, e)),
    ...checkCovariance("covariance", covariance, exposures.length),
    ...checkFinite("multiplier", multiplier),
  ];
  if (issues.length > 0) return fail(...issues);
  const products = covariance.map((row) => row.reduce((sum, c, j) => sum + c * (exposures[j] ?? 0), 0));
  const variance = exposures.reduce((sum, e, i) => sum + e * (products[i] ?? 0), 0);
  const scale = exposures.reduce((sum, e, i) => sum + e * e * (covariance[i]?.[i] ?? 0), 0);
  // Below -1e-9 of the diagonal part it is no rounding error any more.
  if (variance < -1e-9 * scale) {
    return fail(invalid("covariance", "positive semidefinite on the exposures", `variance ${variance}`));
  }
  const standardDeviation = Math.sqrt(Math.max(0, variance));
  const risk = multiplier * standardDeviation;
  const marginal = products.map((p) => (standardDeviation > 0 ? (multiplier * p) / standardDeviation : 0));
  const standalone = exposures.map(
    (e, i) => multiplier * Math.abs(e) * Math.sqrt(Math.max(0, covariance[i]?.[i] ?? 0)),
  );
  const alone = standalone.reduce((sum, x) => sum + x, 0);
  return ok({
    standardDeviation,
    risk,
    components: exposures.map((e, i) => e * (marginal[i] ?? 0)),
    marginal,
    incremental: exposures.map((e, i) => {
      const own = covariance[i]?.[i] ?? 0;
      const rest = variance - 2 * e * (products[i] ?? 0) + e * e * own;
      return risk - multiplier * Math.sqrt(Math.max(0, rest));
    }),
    standalone,
    diversification: alone === 0 ? null : 1 - risk / alone,
  });
}
