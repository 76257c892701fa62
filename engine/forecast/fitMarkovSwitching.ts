import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";
import { notConverged } from "../solvers/qp.ts";
import { leastSquares } from "./leastSquares.ts";
import { expectationMaximisation } from "./markovEm.ts";
import { polishMarkovSwitching } from "./markovPolish.ts";
import type { MarkovSwitching, RegressionData } from "./markovSwitching.ts";

/** What to fit. */
export interface MarkovOptions {
  readonly regimes: number;
  /** Whether the variance differs between regimes; the coefficients always do. */
  readonly isVarianceSwitching: boolean;
}

/** A fitted switching regression, in no order of regimes: sort by what the caller means by them. */
export interface MarkovFit extends MarkovSwitching {
  readonly logLikelihood: number;
  /** Largest derivative of the mean log likelihood at the optimum. */
  readonly gradientNorm: number;
}

const GRADIENT_LIMIT = 1e-6;
const EM_STEPS = 500;
const EM_GAIN = 1e-6;

/**
 * Maximum likelihood of a Gaussian switching regression: expectation-maximisation from fixed starts, then the best one
 * is polished on the exact likelihood. The starts sort the observations by y, by the regression's error, by its size
 * and by time. Deterministic; a likelihood with many peaks may hide a higher one.
 *
 * @param data y and regressors; at least 5 observations a regime, regressors not collinear
 */
export function fitMarkovSwitching(data: RegressionData, options: MarkovOptions): Result<MarkovFit> {
  const { regimes, isVarianceSwitching } = options;
  const issues: Issue[] = [];
  if (!(Number.isInteger(regimes) && regimes >= 2 && regimes <= 5))
    issues.push(invalid("regimes", "2, 3, 4 or 5", regimes));
  else issues.push(...checkSample("y", data.y, 5 * regimes));
  if (data.x.length !== data.y.length) issues.push(invalid("x.length", `${data.y.length}`, data.x.length));
  data.x.forEach((row, t) => {
    if (row.length !== data.x[0]?.length || !row.every(Number.isFinite))
      issues.push(invalid(`x[${t}]`, `${data.x[0]?.length} finite numbers`, row.length));
  });
  if (issues.length > 0) return fail(...issues);

  const plain = leastSquares(data.x, data.y);
  if (plain === null) return fail(invalid("x", "of independent columns", data.x[0]?.length));
  const errors = data.y.map((y, t) => y - plain.reduce((s, b, k) => s + b * (data.x[t]?.[k] as number), 0));
  const orders = [data.y, errors, errors.map(Math.abs), errors.map((_, t) => t)];
  const candidates = orders.flatMap((key) => {
    const start = startFrom(key, data, regimes, isVarianceSwitching);
    const end = start && expectationMaximisation(start, data, isVarianceSwitching, EM_STEPS, EM_GAIN);
    return end === null ? [] : [end];
  });
  const best = candidates.sort((a, b) => b.logLikelihood - a.logLikelihood)[0];
  if (best === undefined) return fail(notConverged("markov switching", "every start lost a regime"));
  const polished = polishMarkovSwitching(best.model, data, isVarianceSwitching);
  if (!(polished.gradientNorm <= GRADIENT_LIMIT))
    return fail(notConverged("markov switching", `gradient ${polished.gradientNorm}`));
  const { model, logLikelihood, gradientNorm } = polished;
  return ok({ ...model, logLikelihood, gradientNorm });
}

/** Regimes as equal shares of the observations in the order of `key`; null when one cannot be regressed. */
function startFrom(
  key: readonly number[],
  { x, y }: RegressionData,
  regimes: number,
  isVarianceSwitching: boolean,
): MarkovSwitching | null {
  const order = key.map((_, t) => t).sort((a, b) => (key[a] as number) - (key[b] as number) || a - b);
  const coefficients: number[][] = [];
  const variances: number[] = [];
  for (let j = 0; j < regimes; j++) {
    const from = Math.floor((j * order.length) / regimes);
    const members = order.slice(from, Math.floor(((j + 1) * order.length) / regimes));
    const rows = members.map((t) => x[t] as readonly number[]);
    const target = members.map((t) => y[t] as number);
    const beta = leastSquares(rows, target);
    if (beta === null) return null;
    coefficients.push(beta);
    const squares = target.map((value, i) => {
      const fitted = beta.reduce((s, b, k) => s + b * (rows[i]?.[k] as number), 0);
      return (value - fitted) ** 2;
    });
    variances.push(squares.reduce((sum, s) => sum + s, 0) / squares.length);
  }
  const pooled = variances.reduce((sum, v) => sum + v, 0) / regimes;
  if (!(pooled > 0)) return null;
  const stay = 0.9;
  const transition = Float64Array.from({ length: regimes * regimes }, (_, ij) =>
    ij % (regimes + 1) === 0 ? stay : (1 - stay) / (regimes - 1),
  );
  // Sorted by y, a share's own spread is far too small: never start from less than a tenth of the pooled variance.
  const floored = variances.map((v) => (isVarianceSwitching ? Math.max(v, pooled / 10) : pooled));
  return { transition, coefficients, variances: floored };
}
