import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";

/** Prices at the very times they changed: an oracle's rounds or a market's trades, never filled forward. */
export interface TickSeries {
  /** Seconds, or any unit; strictly rising. */
  readonly times: readonly number[];
  /** Log prices, one per time. */
  readonly logPrices: readonly number[];
}

/**
 * Covariance of asynchronous series over their whole span: the sum of `r_i r_j` over all pairs of intervals
 * `(t_(i-1), t_i]` that overlap. Unbiased where sampling on a common grid loses the correlation (Epps effect), but
 * noisy: average over days and shrink. A diagonal entry is the realised variance; the matrix may be indefinite, see
 * `repairCovariance`.
 * Fails with INVALID_INPUT for times that do not rise, values that are not finite, or lengths that differ.
 * Source: T. Hayashi, N. Yoshida, Bernoulli 11 (2005) 359-379.
 */
export function hayashiYoshidaCovariance(series: readonly TickSeries[]): Result<SquareMatrix> {
  const issues = series.flatMap(check);
  if (series.length === 0) issues.push(invalid("series", "not empty", 0));
  if (issues.length > 0) return fail(...issues.slice(0, 10));
  const size = series.length;
  const values = new Float64Array(size * size);
  series.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const covariance = overlapping(a, series[j] as TickSeries);
      values[i * size + j] = covariance;
      values[j * size + i] = covariance;
    }
  });
  return ok({ size, values });
}

function check({ times, logPrices }: TickSeries, index: number): Issue[] {
  if (times.length !== logPrices.length)
    return [invalid(`series[${index}].logPrices`, "one per time", logPrices.length)];
  const rises = times.every(
    (time, k) => Number.isFinite(time) && (k === 0 || time > (times[k - 1] as number)),
  );
  const issues: Issue[] = [];
  if (!rises) issues.push(invalid(`series[${index}].times`, "finite and strictly rising", "another order"));
  if (!logPrices.every(Number.isFinite)) issues.push(invalid(`series[${index}].logPrices`, "finite", "NaN"));
  return issues;
}

/** Walks both series at once: each step ends the interval that ends first. */
function overlapping(a: TickSeries, b: TickSeries): number {
  let sum = 0;
  let i = 1;
  let j = 1;
  while (i < a.times.length && j < b.times.length) {
    const endA = a.times[i] as number;
    const endB = b.times[j] as number;
    if (Math.max(a.times[i - 1] as number, b.times[j - 1] as number) < Math.min(endA, endB))
      sum += step(a, i) * step(b, j);
    if (endA <= endB) i += 1;
    if (endB <= endA) j += 1;
  }
  return sum;
}

function step({ logPrices }: TickSeries, k: number): number {
  return (logPrices[k] as number) - (logPrices[k - 1] as number);
}
