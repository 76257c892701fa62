import { fail, invalid, ok, type Result } from "../../result.ts";
import { certify } from "../../solvers/certificate.ts";
import { multiplySquare, type SquareMatrix, sparseRows } from "../../solvers/dense.ts";
import { notConverged } from "../../solvers/qp.ts";
import { dot } from "../../solvers/sparse.ts";
import type { Region } from "../constraints.ts";
import { type RegionSolution, solveOverRegion } from "../quadratic.ts";
import type { Choice } from "../request.ts";
import type { ReturnEllipsoid } from "./uncertainty.ts";

const MAX_STEPS = 60;
const TOLERANCE = 1e-13;

/** `sqrt(w'Ow)`, times the radius: what the worst errors of an ellipsoid take from the expected return. */
export function ellipsoidCost({ covariance, radius }: ReturnEllipsoid, weights: Float64Array): number {
  return radius * Math.sqrt(Math.max(0, dot(weights, multiplySquare(covariance, weights))));
}

/**
 * Minimises `w'Qw / 2 + c'w + radius sqrt(w'Ow)` over a region, a second-order cone programme. `sqrt(w'Ow)` is the least
 * of `(w'Ow / t + t) / 2` over `t > 0`, so for each `t` it is a quadratic programme, and the `t` that equals its own
 * `sqrt(w'Ow)` is found by a bracketed secant. The certificate is of the programme with the root in it.
 *
 * Fails with INVALID_INPUT for a budget of zero, where holding nothing has no slope; else as `solveOverRegion` does.
 * Source of the variational form: F. Bach et al., Optimization with Sparsity-Inducing Penalties (2012), section 5.
 */
export function minimiseWithEllipsoid(
  quadratic: SquareMatrix,
  linear: Float64Array,
  ellipsoid: ReturnEllipsoid,
  region: Region,
): Result<Choice> {
  if (region.budget === 0) return fail(invalid("constraints.budget", "not 0 with a return ellipsoid", 0));
  const { covariance, radius } = ellipsoid;
  const norm = (weights: Float64Array) => ellipsoidCost({ covariance, radius: 1 }, weights);
  const none = new Float64Array(region.size);
  const smallest = solveOverRegion(covariance, none, region);
  if (!smallest.ok) return smallest;
  let low = norm(smallest.value.x);
  if (!(low > 0)) return fail(notConverged("return ellipsoid", "a portfolio without any error exists"));
  let high = Infinity;
  let point = low;
  let last: { readonly point: number; readonly miss: number } | null = null;
  for (let step = 0; step < MAX_STEPS; step++) {
    const share = radius / point;
    const values = quadratic.values.map((value, at) => value + share * (covariance.values[at] as number));
    const solved = solveOverRegion({ size: region.size, values }, linear, region);
    if (!solved.ok) return solved;
    const own = norm(solved.value.x);
    const miss = own - point;
    if (Math.abs(miss) <= TOLERANCE * point || (high < Infinity && high - low <= TOLERANCE * high))
      return certified(quadratic, linear, ellipsoid, region, solved.value, step + 1);
    if (miss > 0) low = point;
    else high = point;
    const secant = last === null ? own : point - (miss * (point - last.point)) / (miss - last.miss);
    last = { point, miss };
    // Its own root is always a step in the right direction; every third step halves a known bracket.
    const middle = high === Infinity ? own : (low + high) / 2;
    point = secant > low && secant < high && step % 3 !== 2 ? secant : middle;
  }
  return fail(notConverged("return ellipsoid", "no size of the error equals its own"));
}

/** The certificate of the programme with the root, in units that make its curvature and its value 1. */
function certified(
  quadratic: SquareMatrix,
  linear: Float64Array,
  { covariance, radius }: ReturnEllipsoid,
  region: Region,
  { x, duals, penalty, certificate: free }: RegionSolution,
  iterations: number,
): Result<Choice> {
  // The region is a single point: it is optimal whatever the objective.
  if (penalty === Infinity) return ok({ weights: x, certificate: free });
  const { size } = region;
  const errors = multiplySquare(covariance, x);
  const share = radius / Math.sqrt(dot(x, errors));
  const slope = multiplySquare(quadratic, x).map(
    (value, i) => value + share * (errors[i] as number) + penalty * (x[i] as number),
  );
  const level = dot(x, slope);
  const unit = Float64Array.from({ length: size }, (_, i) => {
    const at = i * (size + 1);
    const curvature = (quadratic.values[at] as number) + share * (covariance.values[at] as number) + penalty;
    return Math.sqrt(level / curvature);
  });
  const certificate = certify(
    {
      ...sparseRows(region.rows.map((row) => row.map((value, i) => value * (unit[i] as number)))),
      rowLower: region.rowLower,
      rowUpper: region.rowUpper,
      columnLower: region.lower.map((value, i) => value / (unit[i] as number)),
      columnUpper: region.upper.map((value, i) => value / (unit[i] as number)),
    },
    {
      x: x.map((value, i) => value / (unit[i] as number)),
      gradient: slope.map((value, i) => ((value + (linear[i] as number)) * (unit[i] as number)) / level),
      duals: duals.map((value) => value / level),
      solver: "return ellipsoid",
      iterations,
    },
  );
  if (!certificate.passed)
    return fail(
      notConverged("return ellipsoid", `residual ${certificate.dualResidual}, gap ${certificate.gap}`),
    );
  return ok({ weights: x, certificate });
}
