import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { cholesky, choleskySolve } from "../solvers/cholesky.ts";
import { multiplySquare, type SquareMatrix } from "../solvers/dense.ts";
import { dot } from "../solvers/sparse.ts";
import type { Region } from "./constraints.ts";
import { meanVarianceWeights } from "./meanVariance.ts";
import type { AllocationInput, AllocationOptions, Choice, View } from "./request.ts";

/** Returns and covariance after the views, both per period. */
export interface Posterior {
  readonly expectedReturns: Float64Array;
  /** The covariance plus the uncertainty that is left about the means. */
  readonly covariance: SquareMatrix;
}

/**
 * Black-Litterman returns: the prior `p` moved towards the views,
 * `p + tC P' (P tC P' + V)^-1 (q - P p)`, and the covariance `C + tC - tC P' (P tC P' + V)^-1 P tC`, with `t` = `tau`.
 * A view's variance is its own, or `t P C P' (1 - c) / c` for Idzorek's confidence `c`, or `t P C P'`.
 * Fails with INVALID_INPUT for views outside their domain or that repeat each other with certainty.
 * Sources: F. Black, R. Litterman, Financial Analysts J. 48 (1992); T. Idzorek (2005).
 */
export function blackLittermanPosterior(
  covariance: SquareMatrix,
  prior: Float64Array,
  views: readonly View[],
  tau = 0.05,
): Result<Posterior> {
  const { size } = covariance;
  const issues = checkViews(views, size);
  if (!(tau > 0 && tau < Infinity)) issues.push(invalid("options.tau", "> 0", tau));
  if (issues.length > 0) return fail(...issues);
  const picks = views.map(({ pick }) => Float64Array.from(pick));
  const reach = picks.map((pick) => multiplySquare(covariance, pick).map((value) => tau * value));
  const count = views.length;
  const values = new Float64Array(count * count);
  reach.forEach((row, a) => {
    picks.forEach((pick, b) => {
      values[a * count + b] = dot(pick, row);
    });
  });
  const gap = Float64Array.from(
    views,
    (view, k) => view.expectedReturn - dot(picks[k] as Float64Array, prior),
  );
  views.forEach((view, k) => {
    const own = values[k * (count + 1)] as number;
    const idzorek = view.confidence === undefined ? own : (own * (1 - view.confidence)) / view.confidence;
    values[k * (count + 1)] = own + (view.variance ?? idzorek);
  });
  const factor = cholesky({ size: count, values });
  if (factor === null)
    return fail(invalid("options.views", "independent of each other where certain", count));
  const expectedReturns = Float64Array.from(prior);
  choleskySolve(factor, gap).forEach((pull, k) => {
    reach[k]?.forEach((value, i) => {
      expectedReturns[i] = (expectedReturns[i] as number) + pull * value;
    });
  });
  const left = covariance.values.map((value) => (1 + tau) * value);
  for (let j = 0; j < size; j++) {
    const solved = choleskySolve(
      factor,
      Float64Array.from(reach, (row) => row[j] as number),
    );
    for (let i = 0; i < size; i++) {
      const taken = solved.reduce((sum, value, k) => sum + value * (reach[k]?.[i] as number), 0);
      left[i * size + j] = (left[i * size + j] as number) - taken;
    }
  }
  return ok({ expectedReturns, covariance: { size, values: left } });
}

/**
 * Mean-variance weights on the Black-Litterman posterior. The prior is `options.expectedReturns`, or the returns at
 * which the market portfolio of `options.capitalisations` would be optimal, `riskAversion * C w`. Without views that
 * gives the market portfolio back up to cash.
 * Fails with INVALID_INPUT when neither prior is given, and as `blackLittermanPosterior` and `meanVarianceWeights` do.
 */
export function blackLittermanWeights(
  input: AllocationInput,
  region: Region,
  options: AllocationOptions,
): Result<Choice> {
  const { capitalisations, expectedReturns, riskAversion = 1, tau, views = [] } = options;
  const { covariance, size } = input;
  let prior: Float64Array;
  if (expectedReturns !== undefined) {
    prior = Float64Array.from(expectedReturns);
  } else {
    if (capitalisations?.length !== size || !capitalisations.every((value) => value >= 0 && value < Infinity))
      return fail(invalid("options.capitalisations", "one per asset, finite and >= 0", capitalisations));
    const total = capitalisations.reduce((sum, value) => sum + value, 0);
    if (!(total > 0)) return fail(invalid("options.capitalisations", "> 0 in sum", total));
    const market = Float64Array.from(capitalisations, (value) => value / total);
    prior = multiplySquare(covariance, market).map((value) => riskAversion * value);
  }
  const posterior = blackLittermanPosterior(covariance, prior, views, tau);
  if (!posterior.ok) return posterior;
  return meanVarianceWeights({ ...input, ...posterior.value }, region, options);
}

function checkViews(views: readonly View[], size: number): Issue[] {
  return views.flatMap(({ pick, expectedReturn, variance, confidence }, k) => {
    const path = `options.views[${k}]`;
    const issues: Issue[] = [];
    if (pick.length !== size || !pick.every(Number.isFinite) || pick.every((value) => value === 0))
      issues.push(invalid(`${path}.pick`, `${size} finite numbers, not all zero`, pick));
    if (!Number.isFinite(expectedReturn))
      issues.push(invalid(`${path}.expectedReturn`, "finite", expectedReturn));
    if (variance !== undefined && !(variance >= 0 && variance < Infinity))
      issues.push(invalid(`${path}.variance`, "finite and >= 0", variance));
    if (confidence !== undefined && !(confidence > 0 && confidence <= 1))
      issues.push(invalid(`${path}.confidence`, "in (0, 1]", confidence));
    return issues;
  });
}
