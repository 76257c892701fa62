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

/** The weights with the largest cut to the sum of the others, so that no source alone decides. Two become equal. */
export function withoutMajority(weights: readonly number[]): number[] {
  if (weights.length < 2) return [...weights];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.min(weight, total - weight));
}
