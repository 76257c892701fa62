import { fail, invalid, ok, type Result } from "../result.ts";
import { fitMarkovSwitching } from "./fitMarkovSwitching.ts";
import { kimSmoother } from "./kimSmoother.ts";
import { filterMarkovSwitching } from "./markovSwitching.ts";

/** One state of the market. */
export interface VolatilityRegime {
  /** Mean and variance of a return in it, per period. */
  readonly mean: number;
  readonly variance: number;
  /** Periods it lasts on average once entered: 1 / (1 - P(stay)). */
  readonly expectedDuration: number;
  /** P(in it now | returns so far) and P(in it next period). */
  readonly probability: number;
  readonly nextProbability: number;
}

/** Regimes of a series of returns, the calmest first. */
export interface VolatilityRegimes {
  readonly regimes: readonly VolatilityRegime[];
  /** P(regime | all returns) at each return, one row a return. */
  readonly smoothed: readonly (readonly number[])[];
  /** Mixture variance of the next return: sum of p_j (variance_j + mean_j^2) less the mixture mean squared. */
  readonly nextVariance: number;
  readonly logLikelihood: number;
}

/**
 * Finds calm and turbulent stretches: Gaussian returns whose mean and variance follow a hidden Markov chain, by maximum
 * likelihood. The probability now is filtered, so it never looks ahead within the sample; the parameters do.
 * Source: Hamilton and Susmel, J. Econometrics 64 (1994) 307-333, without the ARCH terms.
 *
 * @param returns per period, oldest first; 10 or more, in practice hundreds
 * @param count regimes to look for
 */
export function volatilityRegimes(returns: readonly number[], count = 2): Result<VolatilityRegimes> {
  const n = returns.length;
  const average = returns.reduce((sum, r) => sum + r, 0) / n;
  const scale = Math.sqrt(returns.reduce((sum, r) => sum + (r - average) ** 2, 0) / n);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    return fail(invalid("returns", "finite and not all equal", scale));
  const data = { y: returns.map((r) => r / scale), x: returns.map(() => [1]) };
  const fit = fitMarkovSwitching(data, { regimes: count, isVarianceSwitching: true });
  if (!fit.ok) return fit;
  const filter = filterMarkovSwitching(fit.value, data);
  if (filter === null) return fail(invalid("returns", "of a chain with long-run probabilities", n));
  const { transition, variances, coefficients } = fit.value;
  const { smoothed } = kimSmoother(filter, transition);
  const order = variances
    .map((_, j) => j)
    .sort((a, b) => (variances[a] as number) - (variances[b] as number));
  const now = filter.filtered.subarray((n - 1) * count);
  const regimes = order.map((j) => ({
    mean: scale * (coefficients[j]?.[0] as number),
    variance: scale * scale * (variances[j] as number),
    expectedDuration: 1 / (1 - (transition[j * count + j] as number)),
    probability: now[j] as number,
    nextProbability: now.reduce((sum, p, i) => sum + p * (transition[i * count + j] as number), 0),
  }));
  const mean = regimes.reduce((sum, r) => sum + r.nextProbability * r.mean, 0);
  const second = regimes.reduce((sum, r) => sum + r.nextProbability * (r.variance + r.mean ** 2), 0);
  return ok({
    regimes,
    smoothed: returns.map((_, t) => order.map((j) => smoothed[t * count + j] as number)),
    nextVariance: second - mean * mean,
    logLikelihood: fit.value.logLikelihood - n * Math.log(scale),
  });
}
