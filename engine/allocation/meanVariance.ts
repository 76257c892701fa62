import { fail, invalid, ok, type Result } from "../result.ts";
import { multiplySquare } from "../solvers/dense.ts";
import { notConverged } from "../solvers/qp.ts";
import { dot } from "../solvers/sparse.ts";
import { type Region, withRow } from "./constraints.ts";
import { minimumVarianceWeights } from "./minimumVariance.ts";
import { solveOverRegion } from "./quadratic.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";
import { minimiseWithEllipsoid } from "./robust/ellipsoid.ts";

const MAX_STEPS = 120;
const VOLATILITY_TOLERANCE = 1e-10;
/** Of the natural unit, return over variance: below it curvature drowns in rounding and the limit counts as slack. */
const LEAST_AVERSION = 1e-6;

/**
 * Greatest `mu'w - riskAversion / 2 w'Cw` over the constraints. With `options.maximumVolatility` instead: the greatest
 * expected return at no more than that volatility, by a search over the risk aversion that attains it.
 * `options.minimumReturn` adds a row either way.
 * Fails with INVALID_INPUT without expected returns, and INFEASIBLE when no portfolio is as quiet as asked.
 * Source: H. Markowitz, J. Finance 7 (1952).
 */
export function meanVarianceWeights(
  input: AllocationInput,
  region: Region,
  options: AllocationOptions,
): Result<Choice> {
  const { expectedReturns } = input;
  const { riskAversion = 1, minimumReturn, maximumVolatility } = options;
  if (expectedReturns === null)
    return fail(invalid("options.expectedReturns", "given, or returns to take them from", undefined));
  if (!(riskAversion >= 0 && riskAversion < Infinity))
    return fail(invalid("options.riskAversion", "finite and >= 0", riskAversion));
  const limits =
    minimumReturn === undefined ? region : withRow(region, expectedReturns, minimumReturn, Infinity);
  if (maximumVolatility !== undefined) return atVolatility(input, expectedReturns, limits, maximumVolatility);
  return atAversion(input, expectedReturns, limits, riskAversion);
}

/** The mean-variance optimum of one risk aversion, on the worst returns of the ellipsoid where there is one. */
export function atAversion(
  { covariance, returnEllipsoid }: AllocationInput,
  expectedReturns: Float64Array,
  region: Region,
  riskAversion: number,
): Result<Choice> {
  const quadratic = { size: covariance.size, values: covariance.values.map((value) => riskAversion * value) };
  const linear = expectedReturns.map((value) => -value);
  if (returnEllipsoid !== null) return minimiseWithEllipsoid(quadratic, linear, returnEllipsoid, region);
  const solved = solveOverRegion(quadratic, linear, region);
  return solved.ok ? ok({ weights: solved.value.x, certificate: solved.value.certificate }) : solved;
}

function atVolatility(
  input: AllocationInput,
  expectedReturns: Float64Array,
  region: Region,
  limit: number,
): Result<Choice> {
  if (!(limit > 0)) return fail(invalid("options.maximumVolatility", "> 0", limit));
  const risk = ({ weights }: Choice) => Math.sqrt(dot(weights, multiplySquare(input.covariance, weights)));
  const quietest = minimumVarianceWeights(input, region, {});
  if (!quietest.ok) return quietest;
  const least = risk(quietest.value);
  if (least > limit * (1 + VOLATILITY_TOLERANCE))
    return fail({
      code: "INFEASIBLE",
      subject: "options.maximumVolatility",
      message: `no portfolio within the constraints is quieter than ${least} per period`,
    });
  const largest = expectedReturns.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = largest / (limit * limit) || 1;
  let low = 0;
  let high = Infinity;
  let aversion = unit;
  for (let step = 0; step < MAX_STEPS; step++) {
    const solved = atAversion(input, expectedReturns, region, aversion);
    if (!solved.ok) return solved;
    const volatility = risk(solved.value);
    if (volatility <= limit * (1 + VOLATILITY_TOLERANCE)) {
      // At next to no aversion the limit does not bind at all.
      if (volatility >= limit * (1 - VOLATILITY_TOLERANCE) || aversion < LEAST_AVERSION * unit) return solved;
      high = aversion;
    } else {
      low = aversion;
    }
    // Volatility falls like 1 / aversion while the active set stays: a good first guess inside the bracket.
    const guess = (aversion * volatility) / limit;
    const inside = guess > low && guess < high && step % 3 !== 2;
    const middle = low === 0 ? high / 16 : high === Infinity ? low * 16 : Math.sqrt(low * high);
    if (low > 0 && high / low < 1 + 1e-13) return solved;
    aversion = inside ? guess : middle;
  }
  return fail(notConverged("mean-variance", "no risk aversion attains the volatility"));
}
