import { DEFAULT_TIME_LIMIT_MS, type LpSolver, lpFailure } from "../lp.ts";

/**
 * A view of a solver whose solves share one budget of wall time, counted from this call: each gets what is left, at
 * most its own limit, and none starts when it is used up. Closing it closes the solver.
 */
export function withinBudget(lp: LpSolver, budgetMs: number): LpSolver {
  const deadline = performance.now() + budgetMs;
  return {
    async solve(problem, limits = {}) {
      const leftMs = deadline - performance.now();
      if (!(leftMs > 0)) return lpFailure("limit", `the budget of ${budgetMs} ms is used up`);
      const timeLimitMs = Math.min(limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS, leftMs);
      return lp.solve(problem, { ...limits, timeLimitMs });
    },
    close: () => lp.close(),
  };
}
