import type { HamiltonFilter } from "./hamiltonFilter.ts";

/** What the whole sample says about the regimes. */
export interface SmoothedRegimes {
  /** P(regime at t | all observations), row by row. */
  readonly smoothed: Float64Array;
  /** Expected number of steps from i to j over the sample, at i * regimes + j. */
  readonly transitions: Float64Array;
}

/**
 * Backward pass after the Hamilton filter. Source: Kim, J. Econometrics 60 (1994) 1-22; Hamilton, "Time Series
 * Analysis", equation 22.4.14.
 *
 * @param transition P(next = j | now = i) at i * regimes + j, as the filter used it
 */
export function kimSmoother(filter: HamiltonFilter, transition: Float64Array): SmoothedRegimes {
  const { regimes, predicted, filtered } = filter;
  const count = filtered.length / regimes;
  const smoothed = Float64Array.from(filtered);
  const transitions = new Float64Array(regimes * regimes);
  for (let t = count - 2; t >= 0; t--) {
    const row = t * regimes;
    const next = row + regimes;
    for (let i = 0; i < regimes; i++) {
      let sum = 0;
      for (let j = 0; j < regimes; j++) {
        const expected = predicted[next + j] as number;
        if (expected === 0) continue;
        const ij = i * regimes + j;
        const joint =
          ((filtered[row + i] as number) * (transition[ij] as number) * (smoothed[next + j] as number)) /
          expected;
        transitions[ij] = (transitions[ij] as number) + joint;
        sum += joint;
      }
      smoothed[row + i] = sum;
    }
  }
  return { smoothed, transitions };
}
