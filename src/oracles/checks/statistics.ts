/** By which rates and volatilities a year are told. */
export const SECONDS_A_YEAR = 365 * 86_400;

/** Makes the median absolute deviation of a normal sample estimate its standard deviation: 1 / Phi^-1(3/4). */
export const MAD_TO_SIGMA = 1.4826;

/** The middle value; the mean of the two middle ones for an even count. NaN for none. */
export function median(values: readonly number[]): number {
  return medianOfSorted(Float64Array.from(values).sort());
}

/** Median of absolute distances from `centre`. */
export function medianAbsoluteDeviation(values: readonly number[], centre: number): number {
  return medianOfSorted(Float64Array.from(values, (value) => Math.abs(value - centre)).sort());
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

function medianOfSorted(sorted: ArrayLike<number>): number {
  return quantileOfSorted(sorted, 0.5);
}
