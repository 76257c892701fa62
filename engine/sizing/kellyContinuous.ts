import { fail, invalid, ok, type Result } from "../result.ts";
import { checkCovariance, checkFinite, checkSample } from "../risk/checks.ts";
import { cholesky, choleskySolve } from "../solvers/cholesky.ts";
import { DEFAULT_KELLY_FRACTION, fractionIssues } from "./kellyFraction.ts";

/** Leverage in each asset that maximises the growth of diffusions. */
export interface ContinuousKelly {
  /** Growth-optimal exposure over wealth, signed, one per asset. */
  readonly full: readonly number[];
  /** The full exposure times the fraction. */
  readonly exposure: readonly number[];
  /** Expected log growth per period at that exposure: r + f'(mu - r) - f'Sf/2. */
  readonly growth: number;
}

/**
 * Kelly exposure of jointly lognormal assets, rebalanced continuously: f = S^-1 (mu - r). One asset is a list of one.
 * No bounds: jumps can ruin any leverage, so use `kellyScenario` where tails matter.
 * Source: Merton, Rev. Economics and Statistics 51 (1969) 247-257; Thorp, "The Kelly criterion" (2006), section 7.
 *
 * @param mean expected return per period, one per asset
 * @param covariance of returns over the same period
 * @param rate riskless return per period
 */
export function kellyContinuous(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  rate: number,
  fraction = DEFAULT_KELLY_FRACTION,
): Result<ContinuousKelly> {
  const size = mean.length;
  const issues = [
    ...checkSample("mean", mean, 1),
    ...checkCovariance("covariance", covariance, size),
    ...checkFinite("rate", rate),
    ...fractionIssues(fraction),
  ];
  if (issues.length > 0) return fail(...issues);
  const factor = cholesky({ size, values: Float64Array.from(covariance.flat()) });
  if (factor === null) return fail(invalid("covariance", "positive definite", "a singular matrix"));
  const excess = mean.map((m) => m - rate);
  const full = [...choleskySolve(factor, Float64Array.from(excess))];
  // With S f = excess, f'Sf is f'excess.
  const edge = full.reduce((sum, f, i) => sum + f * (excess[i] as number), 0);
  return ok({
    full,
    exposure: full.map((f) => fraction * f),
    growth: rate + fraction * edge * (1 - fraction / 2),
  });
}
