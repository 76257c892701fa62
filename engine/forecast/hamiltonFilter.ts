/** Regime probabilities of each observation, row by row: `count` rows of `regimes` numbers that add to 1. */
export interface HamiltonFilter {
  readonly regimes: number;
  /** P(regime at t | observations before t). */
  readonly predicted: Float64Array;
  /** P(regime at t | observations up to t). */
  readonly filtered: Float64Array;
  readonly logLikelihood: number;
}

/**
 * Filter of a hidden Markov chain. Works on log densities, so an observation that no regime expects does not
 * underflow. Source: Hamilton, Econometrica 57 (1989) 357-384; Hamilton, "Time Series Analysis", section 22.4.
 *
 * @param logDensities ln f(observation t | regime j), row by row, `regimes` a row
 * @param transition P(next = j | now = i) at i * regimes + j
 * @param initial P(regime of the first observation), before it is seen
 */
export function hamiltonFilter(
  logDensities: Float64Array,
  transition: Float64Array,
  initial: Float64Array,
): HamiltonFilter {
  const regimes = initial.length;
  const count = logDensities.length / regimes;
  const predicted = new Float64Array(logDensities.length);
  const filtered = new Float64Array(logDensities.length);
  let logLikelihood = 0;
  for (let t = 0; t < count; t++) {
    const row = t * regimes;
    let top = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < regimes; j++) {
      let p = t === 0 ? (initial[j] as number) : 0;
      if (t > 0) {
        for (let i = 0; i < regimes; i++)
          p += (filtered[row - regimes + i] as number) * (transition[i * regimes + j] as number);
      }
      predicted[row + j] = p;
      if (p > 0) top = Math.max(top, logDensities[row + j] as number);
    }
    let total = 0;
    for (let j = 0; j < regimes; j++) {
      const p = predicted[row + j] as number;
      const joint = p > 0 ? p * Math.exp((logDensities[row + j] as number) - top) : 0;
      filtered[row + j] = joint;
      total += joint;
    }
    for (let j = 0; j < regimes; j++) filtered[row + j] = (filtered[row + j] as number) / total;
    logLikelihood += Math.log(total) + top;
  }
  return { regimes, predicted, filtered, logLikelihood };
}
