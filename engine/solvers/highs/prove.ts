import type { Highs } from "highs";
import type { LinearProgram } from "../lp.ts";
import { farkasConflict, isUnboundedRay } from "../lpProof.ts";
import { type HighsOptions, type HighsRun, runHighs } from "./run.ts";

/**
 * Rows that prove the programme infeasible, or null. Takes the ray of the run when it holds; else minimises the sum of
 * row violations, whose optimal duals are such a ray when the sum is positive.
 */
export function proveInfeasible(
  problem: LinearProgram,
  highs: Highs,
  run: HighsRun,
  options: HighsOptions,
): readonly number[] | null {
  const given = run.dualRay === null ? null : farkasConflict(problem, run.dualRay);
  if (given !== null || !claims(highs, run, "infeasible")) return given;
  const elastic = runHighs(withRowSlacks(problem), highs, options);
  return elastic.status === highs.constants.modelStatus.optimal
    ? farkasConflict(problem, elastic.duals)
    : null;
}

/**
 * True when a direction of endless descent is proven. Takes the ray of the run when it holds; else looks for the
 * steepest direction inside the unit box that no bound stops.
 */
export function proveUnbounded(
  problem: LinearProgram,
  highs: Highs,
  run: HighsRun,
  options: HighsOptions,
): boolean {
  if (run.primalRay !== null && isUnboundedRay(problem, problem.cost, run.primalRay)) return true;
  if (!claims(highs, run, "unbounded")) return false;
  const steepest = runHighs(recession(problem), highs, options);
  return (
    steepest.status === highs.constants.modelStatus.optimal &&
    isUnboundedRay(problem, problem.cost, steepest.x)
  );
}

function claims(highs: Highs, run: HighsRun, what: "infeasible" | "unbounded"): boolean {
  const { modelStatus } = highs.constants;
  return run.status === modelStatus[what] || run.status === modelStatus.unboundedOrInfeasible;
}

/** Minimise the sum of slacks that let every row be violated in either direction. Always feasible and bounded. */
function withRowSlacks(problem: LinearProgram): LinearProgram {
  const columnCount = problem.cost.length;
  const rowCount = problem.rowLower.length;
  const entryCount = problem.values.length + 2 * rowCount;
  const columns = new Int32Array(entryCount);
  const values = new Float64Array(entryCount);
  const starts = problem.starts.map((start, i) => start + 2 * i);
  for (let i = 0; i < rowCount; i++) {
    const from = problem.starts[i] ?? 0;
    const end = problem.starts[i + 1] ?? 0;
    const at = starts[i] ?? 0;
    columns.set(problem.columns.subarray(from, end), at);
    values.set(problem.values.subarray(from, end), at);
    const slack = at + end - from;
    columns.set([columnCount + 2 * i, columnCount + 2 * i + 1], slack);
    values.set([1, -1], slack);
  }
  const extend = (own: Float64Array, fill: number) => {
    const longer = new Float64Array(columnCount + 2 * rowCount).fill(fill);
    longer.set(own);
    return longer;
  };
  return {
    ...problem,
    starts,
    columns,
    values,
    cost: extend(new Float64Array(columnCount), 1),
    columnLower: extend(problem.columnLower, 0),
    columnUpper: extend(problem.columnUpper, Infinity),
    integer: null,
  };
}

/** The directions, at most 1 in each column, along which no finite bound is ever reached. */
function recession(problem: LinearProgram): LinearProgram {
  const below = (bound: number) => (bound === -Infinity ? -Infinity : 0);
  const above = (bound: number) => (bound === Infinity ? Infinity : 0);
  return {
    ...problem,
    rowLower: problem.rowLower.map(below),
    rowUpper: problem.rowUpper.map(above),
    columnLower: problem.columnLower.map((bound) => Math.max(-1, below(bound))),
    columnUpper: problem.columnUpper.map((bound) => Math.min(1, above(bound))),
    integer: null,
  };
}
