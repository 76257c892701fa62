import { certify, reducedCosts } from "./certificate.ts";
import { type LinearProgram, type LpResult, lpFailure } from "./lp.ts";
import { dot } from "./sparse.ts";

/** Solves a programme without rows: each column goes to the bound that its cost points to, or nearest to 0. */
export function solveBounds(problem: LinearProgram): LpResult {
  const whole = (j: number) => problem.integer?.[j] === 1;
  const lower = problem.columnLower.map((bound, j) => (whole(j) ? Math.ceil(bound) : bound));
  const upper = problem.columnUpper.map((bound, j) => (whole(j) ? Math.floor(bound) : bound));
  const x = problem.cost.map((cost, j) => {
    const low = lower[j] ?? 0;
    const high = upper[j] ?? 0;
    if (low > high) return Number.NaN;
    return cost > 0 ? low : cost < 0 ? high : Math.max(low, Math.min(high, 0));
  });
  if (x.some(Number.isNaN))
    return lpFailure("infeasible", "an integer column has no whole number in its bounds", []);
  if (!x.every(Number.isFinite)) {
    return lpFailure("unbounded", "the objective falls without end: a bound is missing");
  }
  const duals = new Float64Array(0);
  const region = { ...problem, columnLower: lower, columnUpper: upper };
  const claim = { x, gradient: problem.cost, duals, solver: "bounds", iterations: 0 };
  const value = {
    x,
    objective: dot(problem.cost, x),
    duals,
    reducedCosts: reducedCosts(problem, problem.cost, duals),
    certificate: certify(region, claim),
  };
  return { ok: true, value };
}
