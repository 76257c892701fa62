import { certify } from "../solvers/certificate.ts";
import { type LinearProgram, type LpResult, lpFailure } from "../solvers/lp.ts";
import { standardForm } from "./standardForm.ts";
import {
  costOf,
  driveOut,
  type Outcome,
  optimise,
  reinverted,
  restoreFeasibility,
  type Tableau,
} from "./tableau.ts";

/** Cells of the tableau above which this method is the wrong one. */
const MAX_CELLS = 4_000_000;

/** Rounding builds up over pivots; after so many fresh inversions the answer is checked as it is. */
const MAX_ROUNDS = 5;

const STALLED = lpFailure("limit", "pivots go in circles where rounding decides");

/**
 * Solves a small continuous linear programme at once and in this thread: two-phase dense simplex.
 * For the matrix games of a stress test (tens of scenarios, hundreds of legs); larger programmes
 * belong to the solver in `engine/solvers`. The answer carries the same certificate and is refused without it.
 * Source: Chvatal, "Linear Programming" (1983), chapters 2, 3 and 8.
 */
export function solveSmallLp(problem: LinearProgram): LpResult {
  if (problem.integer !== null) return lpFailure("invalid", "this solver knows no whole-number columns");
  const form = standardForm(problem);
  const { rows, right, cost, rowOf } = form;
  const m = rows.length;
  const n = cost.length;
  // Columns: the variables, then one artificial per row, then the right-hand side.
  const width = n + m + 1;
  if (m * width > MAX_CELLS) return lpFailure("limit", `${m} x ${width} is too large for the small solver`);
  const signs = right.map((b) => (b < 0 ? -1 : 1));
  const start = rows.map((row, i) => {
    const line = new Float64Array(width);
    for (const [j, value] of row) line[j] = (signs[i] ?? 1) * value;
    line[n + i] = 1;
    line[width - 1] = (signs[i] ?? 1) * (right[i] ?? 0);
    return line;
  });

  const artificial = new Float64Array(width);
  artificial.fill(1, n, n + m);
  const first = { lines: start.map((line) => line.slice()), basis: rows.map((_, i) => n + i), pivots: 0 };
  const { outcome: search, tableau: feasible } = settle(start, first, artificial, n);
  if (search === "stalled") return STALLED;
  const residue = costOf(feasible, artificial);
  const scale = right.reduce((most, b) => Math.max(most, Math.abs(b)), 1);
  if (residue > 1e-9 * scale) return lpFailure("infeasible", "no point satisfies every constraint");
  driveOut(feasible, n);

  const costs = new Float64Array(width);
  costs.set(cost);
  const { outcome, tableau } = settle(start, feasible, costs, n);
  if (outcome === "stalled") return STALLED;
  if (outcome === "unbounded") return lpFailure("unbounded", "the objective has no lower bound");

  const y = new Float64Array(n);
  tableau.basis.forEach((column, i) => {
    if (column < n) y[column] = tableau.lines[i]?.[width - 1] ?? 0;
  });
  // Dual of row i: cost of the basis times the artificial's column, which is a column of the inverse of the basis.
  const duals = new Float64Array(problem.rowLower.length);
  rowOf.forEach((own, i) => {
    if (own < 0) return;
    const dual = tableau.basis.reduce(
      (sum, column, k) => sum + (costs[column] ?? 0) * (tableau.lines[k]?.[n + i] ?? 0),
      0,
    );
    duals[own] = (duals[own] ?? 0) + (signs[i] ?? 1) * dual;
  });
  const x = Float64Array.from(form.columns, ({ offset, parts }) =>
    parts.reduce((sum, { index, scale: s }) => sum + s * (y[index] ?? 0), offset),
  );
  return certified(problem, x, duals, tableau.pivots);
}

/** Optimises, inverting the final basis anew from the first rows until that shows nothing left to mend. */
function settle(
  start: readonly Float64Array[],
  first: Tableau,
  costs: Float64Array,
  enterable: number,
): { readonly outcome: Outcome; readonly tableau: Tableau } {
  let tableau = first;
  let outcome = optimise(tableau, costs, enterable);
  for (let round = 0; round < MAX_ROUNDS && outcome === "optimal"; round++) {
    tableau = reinverted(start, tableau);
    const before = tableau.pivots;
    restoreFeasibility(tableau, costs, enterable);
    outcome = optimise(tableau, costs, enterable);
    if (tableau.pivots === before) break;
  }
  return { outcome, tableau };
}

function certified(
  problem: LinearProgram,
  x: Float64Array,
  duals: Float64Array,
  iterations: number,
): LpResult {
  const { cost, starts, columns, values } = problem;
  const reducedCosts = cost.slice();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
      const j = columns[k] ?? 0;
      reducedCosts[j] = (reducedCosts[j] ?? 0) - (duals[i] ?? 0) * (values[k] ?? 0);
    }
  }
  const certificate = certify(problem, { x, gradient: cost, duals, solver: "small-simplex", iterations });
  if (!certificate.passed) return lpFailure("not-certified", "the small solver's answer failed its check");
  const objective = cost.reduce((sum, c, j) => sum + c * (x[j] ?? 0), 0);
  return { ok: true, value: { x, objective, duals, reducedCosts, certificate } };
}
