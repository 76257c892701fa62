import { fail, invalid, ok, type Result } from "../result.ts";
import { solveQuadraticProgram } from "../solvers/activeSet.ts";
import { certify } from "../solvers/certificate.ts";
import { multiplySquare, type SquareMatrix, sparseRows } from "../solvers/dense.ts";
import { notConverged } from "../solvers/qp.ts";
import type { Region } from "./constraints.ts";
import { nearestAllowed } from "./nearest.ts";
import type { Choice } from "./request.ts";

const MAX_SEARCH = 80;
const MAX_NEWTON = 60;
/** A Newton step may shrink a weight to this share of itself, so that logarithms stay defined. */
const SHRINK = 0.1;
const SUM_TOLERANCE = 1e-12;

/**
 * Risk budgeting within bounds and groups: min `w'Cw / 2 - p sum(b_i ln w_i)` over the limits without the budget row,
 * with the `p` at which the weights sum to the budget. Assets that no limit holds keep risk contributions in the
 * proportions of their budgets. Newton's method, each step a quadratic programme over the limits.
 * Fails with INVALID_INPUT for a budget that is not positive, INFEASIBLE for limits that contradict each other.
 * Source: J.-C. Richard, T. Roncalli, Constrained Risk Budgeting Portfolios, arXiv 1902.05710 (2019).
 */
export function boundedRiskBudget(
  covariance: SquareMatrix,
  shares: Float64Array,
  region: Region,
): Result<Choice> {
  const { size } = region;
  if (!(region.budget > 0)) return fail(invalid("constraints.budget", "> 0 for risk budgets", region.budget));
  const total = shares.reduce((sum, value) => sum + value, 0);
  const budgets = shares.map((value) => value / total);
  const start = nearestAllowed(new Float64Array(size).fill(1 / size), { ...region, maximumHhi: Infinity });
  if (!start.ok) return start;
  const floor = region.budget / (1000 * size);
  let weights: Float64Array = start.value.weights.map((value) => Math.max(value, floor));
  const variance = sumProduct(weights, multiplySquare(covariance, weights));
  let low: Point | null = null;
  let high: Point | null = null;
  let log = Math.log(variance);
  for (let step = 0; step < MAX_SEARCH; step++) {
    const solved = minimise(covariance, budgets, region, Math.exp(log), weights);
    if (!solved.ok) return solved;
    weights = solved.value.weights;
    const miss = Math.log(weights.reduce((sum, value) => sum + value, 0) / region.budget);
    const settled = Math.abs(miss) <= SUM_TOLERANCE;
    if (settled || (low !== null && high !== null && high.log - low.log < 1e-14 * Math.abs(log)))
      return checked(covariance, budgets, region, Math.exp(log), solved.value, step + 1);
    if (miss < 0) low = { log, miss };
    else high = { log, miss };
    // Unlimited weights grow like the root of p, held ones more slowly: widen until both sides are known.
    if (low === null || high === null) log -= 2 * miss * 2 ** step;
    else if (step % 4 === 3) log = (low.log + high.log) / 2;
    else log = low.log - (low.miss * (high.log - low.log)) / (high.miss - low.miss);
  }
  return fail(notConverged("bounded risk budget", "no multiplier reaches the budget"));
}

interface Point {
  readonly log: number;
  readonly miss: number;
}

interface Minimum {
  readonly weights: Float64Array;
  /** Of the rows after the budget's. */
  readonly duals: Float64Array;
}

function minimise(
  covariance: SquareMatrix,
  budgets: Float64Array,
  region: Region,
  p: number,
  start: Float64Array,
): Result<Minimum> {
  const { size } = region;
  let weights = start;
  for (let step = 0; step < MAX_NEWTON; step++) {
    const here = weights;
    const hessian = Float64Array.from(covariance.values);
    for (let i = 0; i < size; i++) {
      const at = i * (size + 1);
      hessian[at] = (hessian[at] as number) + (p * (budgets[i] as number)) / (here[i] as number) ** 2;
    }
    // Gradient minus Hessian times the point: the covariance's part cancels.
    const linear = budgets.map((share, i) => (-2 * p * share) / (here[i] as number));
    const solved = solveQuadraticProgram({
      quadratic: { size, values: hessian },
      linear,
      rows: region.rows.slice(1),
      rowLower: region.rowLower.slice(1),
      rowUpper: region.rowUpper.slice(1),
      columnLower: region.lower.map((value, i) =>
        Math.max(value, Math.min(SHRINK * (here[i] as number), region.upper[i] as number)),
      ),
      columnUpper: region.upper,
    });
    if (!solved.ok) return solved;
    const next = solved.value.x;
    const change = next.reduce(
      (most, value, i) => Math.max(most, Math.abs(value / (here[i] as number) - 1)),
      0,
    );
    // The damped step of a self-concordant barrier keeps far starts from bouncing.
    const length = change > 1 && step > 0 ? 1 / change : 1;
    weights = here.map((value, i) => value + length * ((next[i] as number) - value));
    if (change <= 1e-13 || (change <= 1e-10 && step > 20))
      return ok({ weights: next, duals: solved.value.duals });
  }
  return fail(notConverged("bounded risk budget", "Newton's method did not settle"));
}

/** The certificate, in units of each asset's own risk over the portfolio's. */
function checked(
  covariance: SquareMatrix,
  budgets: Float64Array,
  region: Region,
  p: number,
  { weights, duals }: Minimum,
  iterations: number,
): Result<Choice> {
  const { size } = region;
  const product = multiplySquare(covariance, weights);
  const risk = Math.sqrt(sumProduct(weights, product));
  const unit = Float64Array.from(
    { length: size },
    (_, i) => risk / Math.sqrt(covariance.values[i * (size + 1)] as number),
  );
  const rows = region.rows.map((row) => row.map((value, i) => value * (unit[i] as number)));
  const certificate = certify(
    {
      ...sparseRows(rows),
      rowLower: region.rowLower,
      rowUpper: region.rowUpper,
      columnLower: region.lower.map((value, i) => value / (unit[i] as number)),
      columnUpper: region.upper.map((value, i) => value / (unit[i] as number)),
    },
    {
      x: weights.map((value, i) => value / (unit[i] as number)),
      gradient: product.map((value, i) => {
        const slope = value - (p * (budgets[i] as number)) / (weights[i] as number);
        return (slope * (unit[i] as number)) / (risk * risk);
      }),
      duals: Float64Array.from([0, ...duals], (value) => value / (risk * risk)),
      solver: "bounded risk budget",
      iterations,
    },
  );
  if (!certificate.passed)
    return fail(
      notConverged("bounded risk budget", `residual ${certificate.dualResidual}, gap ${certificate.gap}`),
    );
  return ok({ weights, certificate });
}

function sumProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
