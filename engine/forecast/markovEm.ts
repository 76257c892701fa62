import { kimSmoother } from "./kimSmoother.ts";
import { leastSquares } from "./leastSquares.ts";
import { filterMarkovSwitching, type MarkovSwitching, type RegressionData } from "./markovSwitching.ts";

/**
 * Expectation-maximisation steps of a switching regression: each raises the likelihood, whatever the start. The weight
 * of the first observation's long-run probabilities is left out, so the last digits are the polish's. Stops early when
 * a step gains less than `tolerance`; null when a regime loses all its observations or its variance.
 * Source: Hamilton, J. Econometrics 45 (1990) 39-70.
 */
export function expectationMaximisation(
  start: MarkovSwitching,
  data: RegressionData,
  isVarianceSwitching: boolean,
  maxIterations: number,
  tolerance: number,
): { readonly model: MarkovSwitching; readonly logLikelihood: number } | null {
  let model = start;
  let logLikelihood = Number.NEGATIVE_INFINITY;
  for (let iteration = 0; iteration <= maxIterations; iteration++) {
    const filter = filterMarkovSwitching(model, data);
    if (filter === null || !Number.isFinite(filter.logLikelihood)) return null;
    const gain = filter.logLikelihood - logLikelihood;
    logLikelihood = filter.logLikelihood;
    if (gain < tolerance || iteration === maxIterations) break;
    const { smoothed, transitions } = kimSmoother(filter, model.transition);
    const next = maximise(smoothed, transitions, filter.regimes, data, isVarianceSwitching);
    if (next === null) return null;
    model = next;
  }
  return { model, logLikelihood };
}

function maximise(
  smoothed: Float64Array,
  transitions: Float64Array,
  regimes: number,
  data: RegressionData,
  isVarianceSwitching: boolean,
): MarkovSwitching | null {
  const { x, y } = data;
  const coefficients: number[][] = [];
  const squares: number[] = [];
  const weights: number[] = [];
  for (let j = 0; j < regimes; j++) {
    const weight = Float64Array.from(y, (_, t) => smoothed[t * regimes + j] as number);
    const beta = leastSquares(x, y, weight);
    if (beta === null) return null;
    coefficients.push(beta);
    weights.push(weight.reduce((sum, w) => sum + w, 0));
    squares.push(
      y.reduce((sum, value, t) => {
        const fitted = beta.reduce((s, b, k) => s + b * (x[t]?.[k] as number), 0);
        return sum + (weight[t] as number) * (value - fitted) ** 2;
      }, 0),
    );
  }
  const pooled = squares.reduce((sum, s) => sum + s, 0) / y.length;
  const variances = squares.map((s, j) => (isVarianceSwitching ? s / (weights[j] as number) : pooled));
  // A regime that closes on a single point has an unbounded likelihood: not a regime.
  if (!variances.every((v) => v > 1e-6 * pooled)) return null;
  const transition = transitions.map((count, ij) => {
    const i = Math.floor(ij / regimes);
    const total = transitions.subarray(i * regimes, (i + 1) * regimes).reduce((sum, c) => sum + c, 0);
    return total > 0 ? count / total : 1 / regimes;
  });
  return { transition, coefficients, variances };
}
