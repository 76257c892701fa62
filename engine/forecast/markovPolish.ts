import { bfgs } from "./bfgs.ts";
import { filterMarkovSwitching, type MarkovSwitching, type RegressionData } from "./markovSwitching.ts";

/**
 * Climbs from the end of expectation-maximisation to the maximum of the exact likelihood: BFGS with central
 * differences in unconstrained coordinates (log odds of the transitions, coefficients in units of y's error, log
 * variances).
 */
export function polishMarkovSwitching(
  start: MarkovSwitching,
  data: RegressionData,
  isVarianceSwitching: boolean,
): { readonly model: MarkovSwitching; readonly logLikelihood: number; readonly gradientNorm: number } {
  const loss = (point: Float64Array): number => {
    const filter = filterMarkovSwitching(unpack(point, start, isVarianceSwitching), data);
    const value = filter === null ? Number.NaN : -filter.logLikelihood / data.y.length;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const best = bfgs(
    (point, gradient) => {
      const probe = Float64Array.from(point);
      for (let i = 0; i < point.length; i++) {
        const x = point[i] as number;
        probe[i] = x + STEP;
        const above = loss(probe);
        probe[i] = x - STEP;
        gradient[i] = (above - loss(probe)) / (2 * STEP);
        probe[i] = x;
      }
      return loss(point);
    },
    pack(start, isVarianceSwitching),
    1e-9,
    200,
  );
  return {
    model: unpack(best.point, start, isVarianceSwitching),
    logLikelihood: -best.value * data.y.length,
    gradientNorm: best.gradientNorm,
  };
}

/** Balances truncation (step^2) against rounding (1e-16 / step). */
const STEP = 5e-6;
/** A transition that EM drove to 0 starts here: at minus infinity nothing could move it. */
const LEAST_PROBABILITY = 1e-12;

/** Log odds of each transition against staying, then coefficients over the start's deviation, then ln variance. */
function pack(model: MarkovSwitching, isVarianceSwitching: boolean): number[] {
  const { transition, coefficients, variances } = model;
  const regimes = variances.length;
  const odds: number[] = [];
  for (let i = 0; i < regimes; i++) {
    const stay = Math.max(LEAST_PROBABILITY, transition[i * regimes + i] as number);
    for (let j = 0; j < regimes; j++) {
      if (j !== i)
        odds.push(Math.log(Math.max(LEAST_PROBABILITY, transition[i * regimes + j] as number) / stay));
    }
  }
  const scaled = coefficients.flatMap((row, j) => row.map((b) => b / Math.sqrt(variances[j] as number)));
  const logs = (isVarianceSwitching ? variances : variances.slice(0, 1)).map((v) => Math.log(v));
  return [...odds, ...scaled, ...logs];
}

function unpack(point: Float64Array, start: MarkovSwitching, isVarianceSwitching: boolean): MarkovSwitching {
  const regimes = start.variances.length;
  let next = 0;
  const take = () => point[next++] as number;
  const transition = new Float64Array(regimes * regimes);
  for (let i = 0; i < regimes; i++) {
    const row = transition.subarray(i * regimes, (i + 1) * regimes);
    for (let j = 0; j < regimes; j++) row[j] = j === i ? 0 : take();
    const top = row.reduce((a, b) => Math.max(a, b), 0);
    const total = row.reduce((sum, logit) => sum + Math.exp(logit - top), 0);
    for (let j = 0; j < regimes; j++) row[j] = Math.exp((row[j] as number) - top) / total;
  }
  const coefficients = start.coefficients.map((row, j) =>
    row.map(() => take() * Math.sqrt(start.variances[j] as number)),
  );
  const first = Math.exp(take());
  const variances = start.variances.map((_, j) => (isVarianceSwitching && j > 0 ? Math.exp(take()) : first));
  return { transition, coefficients, variances };
}
