import type { Highs } from "highs";
import { certify, reducedCosts } from "../certificate.ts";
import { DEFAULT_TIME_LIMIT_MS, type LinearProgram, type LpLimits, type LpResult, lpFailure } from "../lp.ts";
import { solveBounds } from "../lpBounds.ts";
import { type ScaledProgram, scaleLinearProgram, unscaleColumns, unscaleDuals } from "../lpScale.ts";
import { dot } from "../sparse.ts";
import { proveInfeasible, proveUnbounded } from "./prove.ts";
import { type HighsOptions, type HighsRun, runHighs } from "./run.ts";

/** Asked of HiGHS on each optimality condition; ten times tighter than the certificate. */
const FEASIBILITY_TOLERANCE = 1e-10;
const MIP_RELATIVE_GAP = 1e-6;

/** Tried in order until an answer proves itself: what defeats one algorithm rarely defeats the next. */
const ATTEMPTS: readonly HighsOptions[] = [
  {},
  { presolve: "off", simplex_strategy: 4 },
  { solver: "ipm", run_crossover: "on" },
];

/**
 * Solves a linear or mixed-integer programme with a loaded HiGHS and checks the answer: an optimum carries a passed
 * certificate, `infeasible` a verified Farkas ray, `unbounded` a verified ray. Numbers go in and out as binary
 * doubles, never through a text format. Synchronous and deterministic as long as no time limit strikes; throws only
 * when the WebAssembly instance itself traps, after which it must be loaded anew.
 */
export function solveLp(problem: LinearProgram, highs: Highs, limits: LpLimits = {}): LpResult {
  const crossing = crossingBounds(problem);
  if (crossing !== null) return crossing;
  if (problem.rowLower.length === 0) return solveBounds(problem);
  let budgetMs = limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  const scaled = scaleLinearProgram(problem);
  const iterations = limits.iterationLimit ?? 10_000 + 20 * (problem.cost.length + problem.rowLower.length);
  let last: LpResult = lpFailure("limit", "no time was left to solve the programme");
  for (const attempt of ATTEMPTS) {
    if (!(budgetMs > 0)) break;
    const options: HighsOptions = {
      output_flag: false,
      time_limit: budgetMs / 1000,
      simplex_iteration_limit: iterations,
      ipm_iteration_limit: Math.min(iterations, 1_000),
      primal_feasibility_tolerance: FEASIBILITY_TOLERANCE,
      dual_feasibility_tolerance: FEASIBILITY_TOLERANCE,
      small_matrix_value: 1e-12,
      mip_rel_gap: limits.relativeGap ?? MIP_RELATIVE_GAP,
      mip_abs_gap: 1e-9,
      ...attempt,
    };
    const run = runHighs(scaled.problem, highs, options);
    budgetMs -= run.seconds * 1000;
    const result = judge(problem, scaled, highs, run, options);
    if (result.ok || result.failure === "infeasible" || result.failure === "unbounded") return result;
    last = result;
  }
  return last;
}

/** Turns a run into a result, believing nothing that it cannot check: a ray that holds outweighs the status word. */
function judge(
  problem: LinearProgram,
  scaled: ScaledProgram,
  highs: Highs,
  run: HighsRun,
  options: HighsOptions,
): LpResult {
  const { modelStatus } = highs.constants;
  if (run.status === modelStatus.optimal) {
    return problem.integer === null
      ? checkOptimum(problem, scaled, run)
      : fixIntegers(problem, problem.integer, scaled, highs, run, options);
  }
  const conflict = proveInfeasible(scaled.problem, highs, run, options);
  if (conflict !== null) return lpFailure("infeasible", "no point satisfies every bound", conflict);
  if (proveUnbounded(scaled.problem, highs, run, options)) {
    return lpFailure("unbounded", "the objective falls without end: a bound is missing");
  }
  switch (run.status) {
    case modelStatus.infeasible:
      return problem.integer === null
        ? lpFailure("not-certified", "called infeasible, but the proof does not hold")
        : lpFailure("infeasible", "no whole-number point satisfies every bound (by search, without a proof)");
    case modelStatus.timeLimit:
      return lpFailure("limit", "stopped at its time limit");
    case modelStatus.iterationLimit:
      return lpFailure("limit", "stopped at its iteration limit");
    default:
      return lpFailure("not-certified", `the solver ended with status ${run.status} and without a proof`);
  }
}

function checkOptimum(
  problem: LinearProgram,
  scaled: ScaledProgram,
  run: HighsRun,
  integerGap = 0,
): LpResult {
  const certificate = certify(scaled.problem, {
    x: run.x,
    gradient: scaled.problem.cost,
    duals: run.duals,
    solver: "highs",
    iterations: run.iterations,
    integerGap,
  });
  if (!certificate.passed) {
    const { primalResidual, dualResidual, complementarity, gap } = certificate;
    return lpFailure(
      "not-certified",
      `called optimal, but primal ${primalResidual}, dual ${dualResidual}, slackness ${complementarity}, gap ${gap}`,
    );
  }
  const x = unscaleColumns(scaled, run.x);
  const duals = unscaleDuals(scaled, run.duals);
  const value = {
    x,
    objective: dot(problem.cost, x),
    duals,
    reducedCosts: reducedCosts(problem, problem.cost, duals),
    certificate,
  };
  return { ok: true, value };
}

/** Rounds and fixes the integer columns and solves what is left, which yields exact integers, duals and a check. */
function fixIntegers(
  problem: LinearProgram,
  integer: Uint8Array,
  scaled: ScaledProgram,
  highs: Highs,
  run: HighsRun,
  options: HighsOptions,
): LpResult {
  const pinned = (bound: number, j: number) => (integer[j] === 1 ? Math.round(run.x[j] ?? 0) : bound);
  const fixed: ScaledProgram = {
    ...scaled,
    problem: {
      ...scaled.problem,
      integer: null,
      columnLower: scaled.problem.columnLower.map(pinned),
      columnUpper: scaled.problem.columnUpper.map(pinned),
    },
  };
  const rest = runHighs(fixed.problem, highs, options);
  if (rest.status !== highs.constants.modelStatus.optimal) {
    return lpFailure(
      "not-certified",
      `the integer point failed its own programme with status ${rest.status}`,
    );
  }
  return checkOptimum(problem, fixed, { ...rest, iterations: run.iterations + rest.iterations }, run.mipGap);
}

function crossingBounds(problem: LinearProgram): LpResult | null {
  const row = problem.rowLower.findIndex((lower, i) => lower > (problem.rowUpper[i] ?? Infinity));
  if (row >= 0) return lpFailure("infeasible", `row ${row} has a lower bound above its upper bound`, [row]);
  const column = problem.columnLower.findIndex((lower, j) => lower > (problem.columnUpper[j] ?? Infinity));
  if (column >= 0)
    return lpFailure("infeasible", `column ${column} has a lower bound above its upper bound`, []);
  return null;
}
