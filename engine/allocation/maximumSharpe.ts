import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { solveQuadraticProgram } from "../solvers/activeSet.ts";
import { multiplySquare } from "../solvers/dense.ts";
import { notConverged } from "../solvers/qp.ts";
import { dot } from "../solvers/sparse.ts";
import { concentration, type Region } from "./constraints.ts";
import { atAversion } from "./meanVariance.ts";
import { minimumVarianceWeights } from "./minimumVariance.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";
import { ellipsoidCost } from "./robust/ellipsoid.ts";

const MAX_STEPS = 100;

/**
 * Greatest `(mu - r)'w / sqrt(w'Cw)` over the constraints, by the convex form min `y'Cy`, `(mu - r)'y = 1`, limits
 * multiplied by `1'y`, `w = y / 1'y`. With a concentration limit that binds, or an ellipsoid of errors: the mean-variance
 * optimum whose risk aversion equals its own worst excess return over its variance, which is the same point.
 *
 * When no portfolio within the constraints earns more than the risk-free rate there is no such portfolio: the minimum
 * variance weights come back instead, with an INFEASIBLE issue on `options.expectedReturns`.
 * Fails with INVALID_INPUT without expected returns or for a budget that is not positive.
 * Source: G. Cornuejols, R. Tutuncu, Optimization Methods in Finance (2007), section 8.2.
 */
export function maximumSharpeWeights(
  input: AllocationInput,
  region: Region,
  { riskFreeRate = 0 }: AllocationOptions,
): Result<Choice> {
  const { expectedReturns } = input;
  if (expectedReturns === null)
    return fail(invalid("options.expectedReturns", "given, or returns to take them from", undefined));
  if (!Number.isFinite(riskFreeRate)) return fail(invalid("options.riskFreeRate", "finite", riskFreeRate));
  if (!(region.budget > 0))
    return fail(invalid("constraints.budget", "> 0 for a Sharpe ratio", region.budget));
  const net = region.rows[0] as Float64Array;
  const excess = expectedReturns.map(
    (value, i) => value - (riskFreeRate / region.budget) * (net[i] as number),
  );
  if (input.returnEllipsoid !== null) return byAversion(input, excess, region, riskFreeRate);
  const solved = homogeneous(input, excess, region);
  if (!solved.ok)
    return solved.issues[0]?.code === "INFEASIBLE" ? quietest(input, region, riskFreeRate) : solved;
  if (concentration(solved.value.weights) <= region.maximumHhi) return solved;
  return byAversion(input, excess, region, riskFreeRate);
}

function quietest(input: AllocationInput, region: Region, riskFreeRate: number): Result<Choice> {
  const quiet = minimumVarianceWeights(input, region, {});
  return quiet.ok ? ok({ ...quiet.value, issues: [nothingToEarn(riskFreeRate)] }) : quiet;
}

function nothingToEarn(riskFreeRate: number): Issue {
  return {
    code: "INFEASIBLE",
    field: "options.expectedReturns",
    subject: "maximum-sharpe",
    message: `no portfolio within the constraints is expected to earn more than the risk-free rate of ${riskFreeRate}: these are the minimum-variance weights`,
  };
}

/** All limits but the concentration: one quadratic programme in `y`, limits turned into rows without a constant. */
function homogeneous(
  { covariance, size }: AllocationInput,
  excess: Float64Array,
  region: Region,
): Result<Choice> {
  if (!region.lower.some((value) => value < 0) && excess.every((value) => value <= 0))
    return fail({ code: "INFEASIBLE", message: "no excess return is positive" });
  const largest = excess.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const net = region.rows[0] as Float64Array;
  const rows: Float64Array[] = [excess.map((value) => value / largest), net];
  const rowLower = [1, 0];
  const rowUpper = [1, Infinity];
  const add = (row: Float64Array, bound: number, sign: 1 | -1) => {
    if (!Number.isFinite(bound)) return;
    rows.push(row.map((value, i) => sign * (value - (bound / region.budget) * (net[i] as number))));
    rowLower.push(0);
    rowUpper.push(Infinity);
  };
  region.rows.slice(1).forEach((row, r) => {
    add(row, region.rowLower[r + 1] as number, 1);
    add(row, region.rowUpper[r + 1] as number, -1);
  });
  const longOnly = region.lower.every((value) => value >= 0) && net.every((value) => value === 1);
  const columnLower = new Float64Array(size).fill(-Infinity);
  const columnUpper = new Float64Array(size).fill(Infinity);
  for (let i = 0; i < size; i++) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    if (region.lower[i] === 0) columnLower[i] = 0;
    else add(unit, region.lower[i] as number, 1);
    if (!longOnly || (region.upper[i] as number) < region.budget) add(unit, region.upper[i] as number, -1);
  }
  const solved = solveQuadraticProgram({
    quadratic: covariance,
    linear: new Float64Array(size),
    rows,
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    columnLower,
    columnUpper,
  });
  if (!solved.ok) return solved;
  const sum = dot(net, solved.value.x);
  if (!(sum > 0)) return fail(notConverged("maximum-sharpe", "the best book has a net weight of zero"));
  return ok({
    weights: solved.value.x.map((value) => (value * region.budget) / sum),
    certificate: solved.value.certificate,
  });
}

function byAversion(
  input: AllocationInput,
  excess: Float64Array,
  region: Region,
  riskFreeRate: number,
): Result<Choice> {
  const quiet = minimumVarianceWeights(input, region, {});
  if (!quiet.ok) return quiet;
  const { covariance, returnEllipsoid } = input;
  const earned = ({ weights }: Choice) =>
    dot(excess, weights) - (returnEllipsoid === null ? 0 : ellipsoidCost(returnEllipsoid, weights));
  const variance = ({ weights }: Choice) => dot(weights, multiplySquare(covariance, weights));
  const own = (choice: Choice) => earned(choice) / variance(choice);
  const largest = excess.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let low = 0;
  let high = Infinity;
  let aversion = Math.max(own(quiet.value), (1e-3 * largest) / variance(quiet.value));
  for (let step = 0; step < MAX_STEPS; step++) {
    const solved = atAversion(input, excess, region, aversion);
    if (!solved.ok) return solved;
    const implied = own(solved.value);
    if (Math.abs(implied / aversion - 1) <= 1e-9) return solved;
    if (implied > aversion) low = aversion;
    else high = aversion;
    if (high < 1e-12 * largest || (low > 0 && high / low < 1 + 1e-13))
      return earned(solved.value) > 0
        ? solved
        : ok({ ...quiet.value, issues: [nothingToEarn(riskFreeRate)] });
    const middle = high === Infinity ? low * 8 : low === 0 ? high / 8 : Math.sqrt(low * high);
    aversion = implied > low && implied < high && step % 3 !== 2 ? implied : middle;
  }
  return fail(notConverged("maximum-sharpe", "no risk aversion equals its own return over variance"));
}
