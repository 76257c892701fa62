import { type HamiltonFilter, hamiltonFilter } from "./hamiltonFilter.ts";
import { stationaryDistribution } from "./stationaryDistribution.ts";

/** Observations of a regression: y[t] on x[t], all rows of one length. */
export interface RegressionData {
  readonly y: readonly number[];
  readonly x: readonly (readonly number[])[];
}

/** Parameters of a regression whose coefficients and variance follow a hidden Markov chain. */
export interface MarkovSwitching {
  /** P(next = j | now = i) at i * regimes + j. */
  readonly transition: Float64Array;
  /** One row of coefficients a regime. */
  readonly coefficients: readonly (readonly number[])[];
  /** Variance of the error a regime, in squared units of y. */
  readonly variances: readonly number[];
}

/**
 * Hamilton filter of a Gaussian switching regression, started from the chain's long-run probabilities; null when the
 * chain has none. Source: Hamilton, "Time Series Analysis", chapter 22.
 */
export function filterMarkovSwitching(model: MarkovSwitching, data: RegressionData): HamiltonFilter | null {
  const initial = stationaryDistribution(model.transition, model.variances.length);
  return initial === null ? null : hamiltonFilter(logDensities(model, data), model.transition, initial);
}

function logDensities({ coefficients, variances }: MarkovSwitching, { y, x }: RegressionData): Float64Array {
  const regimes = variances.length;
  const densities = new Float64Array(y.length * regimes);
  const constants = variances.map((variance) => -0.5 * Math.log(2 * Math.PI * variance));
  for (let t = 0; t < y.length; t++) {
    const row = x[t] as readonly number[];
    for (let j = 0; j < regimes; j++) {
      const beta = coefficients[j] as readonly number[];
      let error = y[t] as number;
      for (let k = 0; k < beta.length; k++) error -= (beta[k] as number) * (row[k] as number);
      densities[t * regimes + j] =
        (constants[j] as number) - (error * error) / (2 * (variances[j] as number));
    }
  }
  return densities;
}
