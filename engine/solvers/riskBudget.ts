import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { type Certificate, certify } from "./certificate.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { multiplySquare, multiplySquareCompensated, type SquareMatrix, sparseRows } from "./dense.ts";
import { notConverged } from "./qp.ts";
import { dot } from "./sparse.ts";

/** Long-only weights whose shares of risk are the budgets. */
export interface RiskBudgetSolution {
  /** Sum to 1. */
  readonly weights: Float64Array;
  /** `w_i (Cw)_i / w'Cw`; sum to 1. */
  readonly riskContributions: Float64Array;
  /** Largest |risk contribution / budget - 1|. */
  readonly budgetError: number;
  readonly certificate: Certificate;
}

/** Sweeps of coordinate descent before Newton takes over: hedged books would need thousands. */
const MAX_SWEEPS = 50;
const MAX_NEWTON = 100;
const MAX_HALVINGS = 40;
const DESCENT_TOLERANCE = 1e-12;
const CLOSE = 1e-5;

/**
 * Risk budgeting by the convex problem min `v'Rv / 2 - sum(budget_i ln v_i)` over `v > 0`, in units of risk
 * (`v = w * volatility`, `R` the correlation): cyclic coordinate descent, then Newton with line search, which hedged
 * books need. Equal budgets give equal risk contributions.
 *
 * Fails with INVALID_INPUT for a covariance or budgets outside their domain, and NOT_CONVERGED when there is no
 * solution, as when a long-only portfolio without any risk exists. Sources: F. Spinu, SSRN 2297383 (2013);
 * T. Griveau-Billion, J.-C. Richard, T. Roncalli, arXiv 1311.4057 (2013).
 */
export function solveRiskBudget(covariance: SquareMatrix, budgets: Float64Array): Result<RiskBudgetSolution> {
  const issues = check(covariance, budgets);
  if (issues.length > 0) return fail(...issues);
  const { size } = covariance;
  const total = budgets.reduce((sum, value) => sum + value, 0);
  const budget = budgets.map((value) => value / total);
  const volatility = Float64Array.from({ length: size }, (_, i) =>
    Math.sqrt(covariance.values[i * size + i] as number),
  );
  const correlation = correlationOf(covariance, volatility);
  const v = budget.map(Math.sqrt);
  const descent = descend(correlation, budget, v);
  let iterations = descent.sweeps;
  let previous = Infinity;
  for (let step = 0; step < MAX_NEWTON && !descent.settled; step++) {
    const product = multiplySquareCompensated(correlation, v);
    const error = budgetError(v, product, budget);
    // Near the end Newton squares the error with each step until rounding stops it: go on for as long as it pays.
    if (error <= CLOSE && !(error < previous / 2)) break;
    previous = error;
    if (!newtonStep(correlation, budget, v, product)) break;
    iterations += 1;
  }
  return finish(correlation, budget, volatility, v, iterations);
}

function correlationOf({ size, values }: SquareMatrix, volatility: Float64Array): SquareMatrix {
  const scaled = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const at = i * size + j;
      scaled[at] =
        i === j ? 1 : (values[at] as number) / (volatility[i] as number) / (volatility[j] as number);
    }
  }
  return { size, values: scaled };
}

function check({ size, values }: SquareMatrix, budgets: Float64Array): Issue[] {
  const issues: Issue[] = [];
  if (size === 0 || !values.every(Number.isFinite))
    issues.push(invalid("covariance", "finite and not empty", size));
  for (let i = 0; i < size; i++) {
    const variance = values[i * size + i] as number;
    if (!(variance > 0)) issues.push(invalid(`covariance[${i}][${i}]`, "> 0", variance));
    const budget = budgets[i] as number;
    if (!(budget > 0 && budget < Infinity)) issues.push(invalid(`budgets[${i}]`, "finite and > 0", budget));
  }
  if (budgets.length !== size) issues.push(invalid("budgets", "one per asset", budgets.length));
  return issues;
}

/**
 * Cyclic coordinate descent in place; each coordinate solves its own quadratic equation. Settled once it is as exact as
 * rounding allows: then sweeps on products made anew no longer halve the error.
 */
function descend(
  correlation: SquareMatrix,
  budget: Float64Array,
  v: Float64Array,
): { readonly sweeps: number; readonly settled: boolean } {
  let product = multiplySquare(correlation, v);
  let finest = Infinity;
  for (let sweeps = 1; sweeps <= MAX_SWEEPS; sweeps++) {
    sweep(correlation, budget, v, product);
    if (budgetError(v, product, budget) > DESCENT_TOLERANCE) continue;
    product = multiplySquareCompensated(correlation, v);
    const error = budgetError(v, product, budget);
    if (!(error < finest / 2)) return { sweeps, settled: error <= DESCENT_TOLERANCE };
    finest = error;
  }
  return { sweeps: MAX_SWEEPS, settled: false };
}

function sweep(
  { size, values }: SquareMatrix,
  budget: Float64Array,
  v: Float64Array,
  product: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    const old = v[i] as number;
    const rest = (product[i] as number) - old;
    const root = Math.sqrt(rest * rest + 4 * (budget[i] as number));
    // The positive root, written without cancellation for either sign of the rest.
    const next = rest > 0 ? (2 * (budget[i] as number)) / (rest + root) : (root - rest) / 2;
    const change = next - old;
    v[i] = next;
    if (change === 0) continue;
    const row = i * size;
    for (let k = 0; k < size; k++) product[k] = (product[k] as number) + change * (values[row + k] as number);
  }
}

/** One Newton step with line search, in place; false when the Hessian cannot be factored or no step descends. */
function newtonStep(
  correlation: SquareMatrix,
  budget: Float64Array,
  v: Float64Array,
  product: Float64Array,
): boolean {
  const { size } = correlation;
  // In the variables of relative change, v (1 + y), the Hessian is V R V + B: well scaled wherever v is.
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      values[i * size + k] =
        (correlation.values[i * size + k] as number) * (v[i] as number) * (v[k] as number);
    }
    values[i * size + i] = (values[i * size + i] as number) + (budget[i] as number);
  }
  const gradient = v.map((value, i) => value * (product[i] as number) - (budget[i] as number));
  const factor = cholesky({ size, values });
  if (factor === null) return false;
  const step = choleskySolve(factor, gradient).map((value) => -value);
  const moved = v.map((value, i) => value * (step[i] as number));
  const slope = dot(step, gradient);
  const curvature = dot(moved, multiplySquare(correlation, moved));
  const deepest = step.reduce((most, value) => Math.max(most, -value), 0);
  let length = deepest < 0.95 ? 1 : 0.95 / deepest;
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    // The change of the objective, without the cancellation of subtracting two values of it.
    let change = length * dot(product, moved) + (length * length * curvature) / 2;
    for (let i = 0; i < size; i++) change -= (budget[i] as number) * Math.log1p(length * (step[i] as number));
    // Below rounding, the full step is the better judge.
    if (change <= 1e-4 * length * slope || -slope < 1e-12) break;
    length /= 2;
  }
  for (let i = 0; i < size; i++) v[i] = (v[i] as number) * (1 + length * (step[i] as number));
  return v.every((value) => value > 0 && value < Infinity);
}

function budgetError(v: Float64Array, product: Float64Array, budget: Float64Array): number {
  let error = 0;
  for (let i = 0; i < v.length; i++) {
    error = Math.max(
      error,
      Math.abs(((v[i] as number) * (product[i] as number)) / (budget[i] as number) - 1),
    );
  }
  return error;
}

function finish(
  correlation: SquareMatrix,
  budget: Float64Array,
  volatility: Float64Array,
  v: Float64Array,
  iterations: number,
): Result<RiskBudgetSolution> {
  const { size } = correlation;
  const product = multiplySquareCompensated(correlation, v);
  const none = new Float64Array(0);
  const region = {
    ...sparseRows([]),
    columnLower: new Float64Array(size).fill(-Infinity),
    columnUpper: new Float64Array(size).fill(Infinity),
    rowLower: none,
    rowUpper: none,
  };
  // In variables that make the gradient the relative error of each contribution: budget_i * ln(v_i).
  const gradient = v.map((value, i) => (value * (product[i] as number)) / (budget[i] as number) - 1);
  const certificate = certify(region, {
    x: budget,
    gradient,
    duals: none,
    solver: "risk budget",
    iterations,
  });
  if (!certificate.passed) {
    const hint = "a long-only portfolio without risk may exist";
    return fail(notConverged("risk budget", `residual ${certificate.dualResidual}: ${hint}`));
  }
  const raw = v.map((value, i) => value / (volatility[i] as number));
  const sum = raw.reduce((all, value) => all + value, 0);
  const contributions = v.map((value, i) => value * (product[i] as number));
  const variance = contributions.reduce((all, value) => all + value, 0);
  const riskContributions = contributions.map((value) => value / variance);
  return ok({
    weights: raw.map((value) => value / sum),
    riskContributions,
    budgetError: riskContributions.reduce(
      (most, share, i) => Math.max(most, Math.abs(share / (budget[i] as number) - 1)),
      0,
    ),
    certificate,
  });
}
