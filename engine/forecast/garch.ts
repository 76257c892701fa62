import { fail, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";
import { notConverged } from "../solvers/qp.ts";
import { bfgs } from "./bfgs.ts";
import { type GarchParameters, garchLoss, garchPersistence, garchVariances } from "./garchLikelihood.ts";

/** A fitted GARCH or GJR model. */
export interface GarchModel extends GarchParameters {
  readonly negativeLogLikelihood: number;
  /** Largest derivative of the mean log likelihood at the optimum, in standardised returns. */
  readonly gradientNorm: number;
}

/** Which variance recursion: symmetric, or with a separate weight for falls. */
export type GarchKind = "garch" | "gjr";

/** A gradient above this is no optimum; a million observations would move their likelihood by less than one unit. */
const GRADIENT_LIMIT = 1e-6;
const MAX_ITERATIONS = 500;
const SHORTEST_SAMPLE = 50;

/**
 * Gaussian maximum likelihood of GARCH(1,1) or GJR(1,1). The bounds omega > 0, alpha >= 0, alpha + gamma >= 0,
 * beta >= 0 and persistence < 1 hold by construction: omega is an exponential, and alpha/2, (alpha + gamma)/2, beta
 * and what is left to 1 are shares (softmax). Deterministic: fixed starts, analytic gradient, BFGS.
 * Sources: Bollerslev (1986); Glosten, Jagannathan and Runkle, J. Finance 48 (1993) 1779-1801.
 *
 * @param returns in any unit, oldest first, 50 or more, not all equal
 */
export function fitGarch(returns: readonly number[], kind: GarchKind = "garch"): Result<GarchModel> {
  const issues = checkSample("returns", returns, SHORTEST_SAMPLE);
  if (issues.length > 0) return fail(...issues);
  const average = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  const scale = Math.sqrt(returns.reduce((sum, r) => sum + (r - average) ** 2, 0) / returns.length);
  if (!(scale > 1e-14 * Math.abs(average))) return fail(invalid("returns", "not all equal", average));
  const standard = returns.map((r) => (r - average) / scale);

  const isSymmetric = kind === "garch";
  const natural = new Float64Array(5);
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    const parameters = fromPoint(point, isSymmetric);
    const loss = garchLoss(standard, parameters, natural);
    toPointGradient(parameters, natural, isSymmetric, gradient);
    return loss;
  };
  const climb = (start: ArrayLike<number>) => bfgs(objective, start, 1e-10, MAX_ITERATIONS);
  const [best] = STARTS.map(([alpha, beta]) => {
    const end = climb(toPoint(alpha, beta, isSymmetric));
    // A single wild return can spoil the Hessian's estimate: a fresh one gets further.
    return end.gradientNorm <= GRADIENT_LIMIT ? end : climb(end.point);
  }).sort((a, b) => a.value - b.value);
  if (best === undefined || !(best.gradientNorm <= GRADIENT_LIMIT)) {
    return fail(notConverged(kind, `gradient ${best?.gradientNorm} above ${GRADIENT_LIMIT}`));
  }
  const found = fromPoint(best.point, isSymmetric);
  return ok({
    ...found,
    mean: average + scale * found.mean,
    omega: scale * scale * found.omega,
    negativeLogLikelihood: returns.length * (best.value + Math.log(scale)),
    gradientNorm: best.gradientNorm,
  });
}

/**
 * Variances of the next `horizon` periods: h after the last return, then omega + persistence h. For the mean variance
 * over the horizon, average them.
 */
export function forecastGarch(
  parameters: GarchParameters,
  returns: readonly number[],
  horizon = 1,
): Result<number[]> {
  const issues = checkSample("returns", returns, 1);
  if (!(Number.isInteger(horizon) && horizon >= 1))
    issues.push(invalid("horizon", "a whole number >= 1", horizon));
  if (issues.length > 0) return fail(...issues);
  let h = garchVariances(returns, parameters)[returns.length] as number;
  const persistence = garchPersistence(parameters);
  return ok(
    Array.from({ length: horizon }, (_, k) => {
      if (k > 0) h = parameters.omega + persistence * h;
      return h;
    }),
  );
}

/** (alpha, beta) to start from: slow and quick decay; the likelihood of short samples can have a peak near each. */
const STARTS = [
  [0.06, 0.9],
  [0.15, 0.7],
] as const;

/** Unconstrained coordinates: mean, ln omega, log shares over the remainder. */
function toPoint(alpha: number, beta: number, isSymmetric: boolean): number[] {
  const rest = 1 - alpha - beta;
  const shares = isSymmetric ? [alpha, beta] : [alpha / 2, alpha / 2, beta];
  return [0, Math.log(rest), ...shares.map((share) => Math.log(share / rest))];
}

function fromPoint(point: Float64Array, isSymmetric: boolean): GarchParameters {
  const mean = point[0] as number;
  const omega = Math.exp(point[1] as number);
  const logits = point.subarray(2);
  const top = logits.reduce((a, b) => Math.max(a, b), 0);
  const weights = logits.map((x) => Math.exp(x - top));
  const total = weights.reduce((a, b) => a + b, Math.exp(-top));
  const share = (i: number) => (weights[i] as number) / total;
  if (isSymmetric) return { mean, omega, alpha: share(0), gamma: 0, beta: share(1) };
  return { mean, omega, alpha: 2 * share(0), gamma: 2 * (share(1) - share(0)), beta: share(2) };
}

/** Chain rule through `fromPoint`: d share_i / d logit_j = share_i ([i = j] - share_j). */
function toPointGradient(
  { omega, alpha, gamma, beta }: GarchParameters,
  natural: Float64Array,
  isSymmetric: boolean,
  gradient: Float64Array,
): void {
  const [mean = 0, byOmega = 0, byAlpha = 0, byGamma = 0, byBeta = 0] = natural;
  gradient[0] = mean;
  gradient[1] = byOmega * omega;
  const shares = isSymmetric ? [alpha, beta] : [alpha / 2, (alpha + gamma) / 2, beta];
  const slopes = isSymmetric ? [byAlpha, byBeta] : [2 * (byAlpha - byGamma), 2 * byGamma, byBeta];
  const inner = shares.reduce((sum, share, i) => sum + share * (slopes[i] as number), 0);
  shares.forEach((share, i) => {
    gradient[2 + i] = share * ((slopes[i] as number) - inner);
  });
}
