/** A value and its weight, more than 0. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * The value at which half of the weight lies on either side; the mean of two values when the half falls exactly between
 * them. NaN for none. A source with less than half of the weight cannot move it beyond the others, however wrong it is.
 */
export function weightedMedian(items: readonly Weighted[]): number {
  const sorted = items.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    below += weight;
    if (below > half * (1 + 1e-12)) return value;
    if (below >= half * (1 - 1e-12)) return (value + (sorted[i + 1]?.value ?? value)) / 2;
  }
  return Number.NaN;
}

/**
 * The weights with the largest cut to the second largest: then, of three or more, none has half of them, and no source alone
 * can move the median beyond the others. Two become equal.
 */
export function withoutMajority(weights: readonly number[]): number[] {
  const [largest = 0, second = largest] = weights.toSorted((a, b) => b - a);
  return weights.map((weight) => (weight === largest ? second : weight));
}
