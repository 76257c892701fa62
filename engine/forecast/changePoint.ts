import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkPositive } from "../risk/checks.ts";
import { logGamma } from "../risk/specialFunctions.ts";

/** What is believed before the first observation of a stretch: a normal-inverse-gamma law of its mean and variance. */
export interface ChangePointPrior {
  /** Chance that a new stretch starts at an observation, e.g. 1/250 for one a trading year. */
  readonly hazard: number;
  readonly mean: number;
  /** Observations that the prior mean is worth. */
  readonly meanWeight: number;
  /** Shape of the variance's law; its mean is scale / (shape - 1) when shape > 1. */
  readonly shape: number;
  readonly scale: number;
}

/** Beliefs about the current stretch, one entry per possible length. */
export interface ChangePointState {
  readonly prior: ChangePointPrior;
  /** Observations in the stretch, the newest included. */
  readonly runLengths: readonly number[];
  /** P(run length | observations), adding to 1. */
  readonly probabilities: readonly number[];
  /** ln p(all observations so far). */
  readonly logEvidence: number;
  readonly runs: readonly Run[];
}

/** Posterior of one stretch's mean and variance. */
interface Run {
  readonly mean: number;
  readonly weight: number;
  readonly shape: number;
  readonly scale: number;
}

/** Lengths that carry less than this are dropped: the error stays below what any decision can see. */
const NEGLIGIBLE = 1e-12;

/** Beliefs before any observation. Fails on a hazard outside (0, 1) or a prior without spread. */
export function startChangePoint(prior: ChangePointPrior): Result<ChangePointState> {
  const issues: Issue[] = [
    ...checkFinite("mean", prior.mean),
    ...checkPositive("meanWeight", prior.meanWeight),
    ...checkPositive("shape", prior.shape),
    ...checkPositive("scale", prior.scale),
  ];
  if (!(prior.hazard > 0 && prior.hazard < 1))
    issues.push(invalid("hazard", "between 0 and 1", prior.hazard));
  return issues.length > 0
    ? fail(...issues)
    : ok({ prior, runLengths: [], probabilities: [], logEvidence: 0, runs: [] });
}

/**
 * Takes in one observation: each stretch either went on, or a new one starts with it. Bayesian online change-point
 * detection with a constant hazard and Gaussian stretches of unknown mean and variance, whose predictive is a
 * Student t. One call a new price, so batch and live runs agree to the bit.
 * Source: Adams and MacKay, "Bayesian online changepoint detection", arXiv 0710.3742; K. Murphy, "Conjugate Bayesian
 * analysis of the Gaussian distribution" (2007) for the updates.
 */
export function observeChangePoint(state: ChangePointState, observation: number): Result<ChangePointState> {
  const issues = checkFinite("observation", observation);
  if (issues.length > 0) return fail(...issues);
  const { prior, runs, runLengths, probabilities } = state;
  const fresh: Run = { mean: prior.mean, weight: prior.meanWeight, shape: prior.shape, scale: prior.scale };
  const isFirst = runs.length === 0;
  const candidates = [
    { run: fresh, length: 1, log: isFirst ? 0 : Math.log(prior.hazard) },
    ...runs.map((run, i) => ({
      run,
      length: (runLengths[i] as number) + 1,
      log: Math.log1p(-prior.hazard) + Math.log(probabilities[i] as number),
    })),
  ].map((c) => ({ ...c, log: c.log + logPredictive(c.run, observation) }));
  const top = candidates.reduce((best, c) => Math.max(best, c.log), Number.NEGATIVE_INFINITY);
  const total = candidates.reduce((sum, c) => sum + Math.exp(c.log - top), 0);
  const kept = candidates.filter((c) => Math.exp(c.log - top) > NEGLIGIBLE * total);
  const mass = kept.reduce((sum, c) => sum + Math.exp(c.log - top), 0);
  return ok({
    prior,
    runLengths: kept.map((c) => c.length),
    probabilities: kept.map((c) => Math.exp(c.log - top) / mass),
    logEvidence: state.logEvidence + top + Math.log(total),
    runs: kept.map((c) => learn(c.run, observation)),
  });
}

/** P(a new stretch started within the last `window` observations); 0 before any. */
export function recentChangeProbability(state: ChangePointState, window: number): number {
  return state.probabilities.reduce(
    (sum, p, i) => ((state.runLengths[i] as number) <= window ? sum + p : sum),
    0,
  );
}

/** Length of the stretch that is most likely; 0 before any observation. */
export function likeliestRunLength(state: ChangePointState): number {
  const best = state.probabilities.reduce((top, p, i, all) => (p > (all[top] as number) ? i : top), 0);
  return state.runLengths[best] ?? 0;
}

function logPredictive({ mean, weight, shape, scale }: Run, x: number): number {
  const spread = (scale * (weight + 1)) / weight;
  return (
    logGamma(shape + 0.5) -
    logGamma(shape) -
    0.5 * Math.log(2 * Math.PI * spread) -
    (shape + 0.5) * Math.log1p((x - mean) ** 2 / (2 * spread))
  );
}

function learn({ mean, weight, shape, scale }: Run, x: number): Run {
  return {
    mean: (weight * mean + x) / (weight + 1),
    weight: weight + 1,
    shape: shape + 0.5,
    scale: scale + (weight * (x - mean) ** 2) / (2 * (weight + 1)),
  };
}
