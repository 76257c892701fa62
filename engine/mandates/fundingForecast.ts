import { fail, invalid, ok, type Result } from "../result.ts";
import { checkPositive, checkSample } from "../risk/checks.ts";

/** What funding is expected to be on average over a horizon. */
export interface FundingForecast {
  /** Per year, in the sign of the history. */
  readonly ratePerYear: number;
  /** Standard deviation of the realised average around it: the shocks to come and the estimate of the mean. */
  readonly standardDeviation: number;
  /** Weight of the latest rate; the rest is the long-run mean. 1 believes the screen, 0 forgets it. */
  readonly weight: number;
  readonly mean: number;
  /** First-order autocorrelation, in [0, 0.999]. */
  readonly persistence: number;
}

const MINIMUM_HISTORY = 8;
/** A unit root would never come back to a mean. */
const MOST_PERSISTENT = 0.999;

/**
 * Average of an AR(1) over the next n intervals, given the latest rate: mean + w (latest - mean),
 * w = phi (1 - phi^n) / (n (1 - phi)). Its variance is s^2 / n^2 sum_j ((1 - phi^j) / (1 - phi))^2 for shocks of
 * variance s^2, plus (1 - w)^2 s^2 / (1 - phi)^2 / T for the mean that T observations left uncertain. The least-squares
 * phi is too low in short histories, which shrinks more, and below 0 it counts as 0.
 * Source: Hamilton, Time Series Analysis (1994), sections 3.4 and 4.2.
 *
 * @param rates per year, one an interval, oldest first, at least 8
 */
export function forecastFunding(
  rates: readonly number[],
  intervalYears: number,
  horizonYears: number,
): Result<FundingForecast> {
  const issues = [
    ...checkSample("rates", rates, MINIMUM_HISTORY),
    ...checkPositive("intervalYears", intervalYears),
    ...checkPositive("horizonYears", horizonYears),
  ];
  if (horizonYears < intervalYears) issues.push(invalid("horizonYears", ">= intervalYears", horizonYears));
  if (issues.length > 0) return fail(...issues);
  const count = rates.length;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / count;
  let product = 0;
  let square = 0;
  for (let t = 1; t < count; t++) {
    const before = (rates[t - 1] as number) - mean;
    product += before * ((rates[t] as number) - mean);
    square += before * before;
  }
  const persistence = square > 0 ? Math.min(MOST_PERSISTENT, Math.max(0, product / square)) : 0;
  let residual = 0;
  for (let t = 1; t < count; t++) {
    residual += ((rates[t] as number) - mean - persistence * ((rates[t - 1] as number) - mean)) ** 2;
  }
  // Two numbers, mean and persistence, were taken from the sample.
  const shock = residual / (count - 3);
  const steps = Math.max(1, Math.round(horizonYears / intervalYears));
  const gap = 1 - persistence;
  const weight = (persistence * (1 - persistence ** steps)) / (steps * gap);
  let spread = 0;
  for (let j = 1; j <= steps; j++) spread += ((1 - persistence ** j) / gap) ** 2;
  const variance = (shock * spread) / steps ** 2 + ((1 - weight) ** 2 * shock) / gap ** 2 / count;
  const latest = rates[count - 1] as number;
  return ok({
    ratePerYear: mean + weight * (latest - mean),
    standardDeviation: Math.sqrt(variance),
    weight,
    mean,
    persistence,
  });
}
