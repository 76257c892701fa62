import type { LinearProgram, LpLimits, LpResult, LpSolver } from "./lp.ts";

/** Keeps a bound that is a whole number of lots, but for rounding, from losing one. */
const DUST = 1e-9;

/**
 * Solves a programme whose columns come in lots, by branch and bound over counts of lots; a lot of 0 leaves its column
 * continuous. Bounds are moved inwards to whole lots. The answer is in the programme's own units, its duals are those with
 * the counts fixed. The last thousandth of the objective takes far longer than the rest: state a `relativeGap`.
 *
 * @param lots one per column, >= 0, in the column's unit
 */
export async function solveInLots(
  problem: LinearProgram,
  lots: readonly number[],
  solver: LpSolver,
  limits: LpLimits = {},
): Promise<LpResult> {
  const unit = (j: number) => lots[j] || 1;
  const isWhole = (j: number) => (lots[j] ?? 0) > 0;
  const integer = problem.integer ?? new Uint8Array(problem.cost.length);
  const result = await solver.solve(
    {
      ...problem,
      cost: problem.cost.map((cost, j) => cost * unit(j)),
      values: problem.values.map((value, k) => value * unit(problem.columns[k] ?? 0)),
      columnLower: problem.columnLower.map((bound, j) =>
        isWhole(j) ? Math.ceil(bound / unit(j) - DUST) : bound,
      ),
      columnUpper: problem.columnUpper.map((bound, j) =>
        isWhole(j) ? Math.floor(bound / unit(j) + DUST) : bound,
      ),
      integer: integer.map((already, j) => (isWhole(j) ? 1 : already)),
    },
    limits,
  );
  if (!result.ok) return result;
  const { x, reducedCosts } = result.value;
  return {
    ok: true,
    value: {
      ...result.value,
      // Counts are whole but for the solver's tolerance.
      x: x.map((value, j) => (isWhole(j) ? Math.round(value) * unit(j) : value)),
      reducedCosts: reducedCosts.map((value, j) => value / unit(j)),
    },
  };
}
