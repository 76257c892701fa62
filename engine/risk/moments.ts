/** Moments of a sample with divisor n. */
export interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
}

/** Population moments (divisor n) of a sample; a constant sample has skewness and excess kurtosis 0. */
export function momentsOf(sample: readonly number[]): Moments {
  const n = sample.length;
  const mean = sample.reduce((sum, x) => sum + x, 0) / n;
  const central = (power: number) => sample.reduce((sum, x) => sum + (x - mean) ** power, 0) / n;
  const variance = central(2);
  const flat = variance === 0;
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    skewness: flat ? 0 : central(3) / variance ** 1.5,
    excessKurtosis: flat ? 0 : central(4) / variance ** 2 - 3,
  };
}

/** Quantile with linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
export function quantile(sample: readonly number[], probability: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}

/** Sample covariance matrix (divisor n - 1) of observations in rows. */
export function covarianceOf(observations: readonly (readonly number[])[]): number[][] {
  const n = observations.length;
  const width = observations[0]?.length ?? 0;
  const means = Array.from(
    { length: width },
    (_, j) => observations.reduce((sum, row) => sum + (row[j] ?? 0), 0) / n,
  );
  return means.map((mi, i) =>
    means.map(
      (mj, j) =>
        observations.reduce((sum, row) => sum + ((row[i] ?? 0) - mi) * ((row[j] ?? 0) - mj), 0) / (n - 1),
    ),
  );
}
