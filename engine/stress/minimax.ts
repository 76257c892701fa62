import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";
import type { Certificate } from "../solvers/certificate.ts";
import type { LinearProgram, LpSolution } from "../solvers/lp.ts";
import { buildLinearProgram } from "../solvers/lpBuild.ts";
import { solveSmallLp } from "./smallSimplex.ts";

/** Slacks on the game's value that the tie-breaker may use, relative to the largest return, tried in turn. */
const TIE_SLACKS = [1e-12, 1e-9, 1e-7] as const;

/** A game against the scenarios: which mix of legs loses least in its worst one. */
export interface MinimaxInput {
  /** Return or P&L per unit of weight, by scenario, then by leg. */
  readonly returns: readonly (readonly number[])[];
  /** Weights to stay close to where the optimum is not unique, such as the present ones; equal weights if absent. */
  readonly reference?: readonly number[];
}

/** The safest mix, and the blend of scenarios that it fears. */
export interface MinimaxSolution {
  /** Non-negative, adding up to 1. */
  readonly weights: readonly number[];
  /** Loss in the worst scenario: the value of the game. */
  readonly value: number;
  /** Least favourable mix: non-negative, adding up to 1; no weights do better than `value` against it. */
  readonly scenarioMix: readonly number[];
  /** False when returns are so nearly alike that no nearest optimum could be certified: then any optimum is given. */
  readonly tieBroken: boolean;
  /** Checks of the game and, if it passed, of the tie-breaker. */
  readonly certificates: readonly Certificate[];
}

/** Solves a linear programme now, or says why not. */
export type SolveLp = (problem: LinearProgram) => Result<LpSolution>;

/**
 * min_w max_s -returns_s . w over the simplex, by linear programming; the duals are the least favourable scenario mix
 * (von Neumann). A scenario that hits all legs alike leaves the optimum open, so among optimal weights those nearest
 * to the reference (least turnover, sum |w - reference|) are taken. `solve` may be any solver that certifies.
 */
export function minimaxWeights(input: MinimaxInput, solve: SolveLp = solveSmallLp): Result<MinimaxSolution> {
  const { returns } = input;
  const legs = returns[0]?.length ?? 0;
  const reference = input.reference ?? Array.from({ length: legs }, () => 1 / legs);
  const issues = returns.flatMap((row, s) => [
    ...(row.length === legs
      ? []
      : [invalid(`returns[${s}].length`, `${legs}, like that of returns[0]`, row.length)]),
    ...row.flatMap((r, j) => checkFinite(`returns[${s}][${j}]`, r)),
  ]);
  if (legs === 0) issues.push(invalid("returns", "at least one scenario with one leg", returns.length));
  if (reference.length !== legs)
    issues.push(invalid("reference.length", `${legs}, the number of legs`, reference.length));
  issues.push(...reference.flatMap((w, j) => checkNonNegative(`reference[${j}]`, w)));
  if (issues.length > 0) return fail(...issues);

  // Solved for returns of size 1, so that the certificate's tolerances mean the same for basis points and dollars.
  const scale = returns.flat().reduce((most, r) => Math.max(most, Math.abs(r)), 0) || 1;
  // Losses are shifted into [1, 3], which leaves the optimal weights alone and spares the solver tiny pivots.
  const losses = returns.map((row) => row.map((r) => 2 - r / scale));
  const game = solved(gameProgram(losses, legs), solve);
  if (!game.ok) return game;
  const tie = TIE_SLACKS.reduce<Result<LpSolution> | null>(
    (done, slack) =>
      done?.ok ? done : solved(tieProgram(losses, reference, game.value.objective + slack), solve),
    null,
  );
  const chosen = reference.map((w, j) =>
    tie?.ok ? w + (tie.value.x[j] ?? 0) - (tie.value.x[legs + j] ?? 0) : (game.value.x[j] ?? 0),
  );
  const weights = normalised(chosen);
  const worst = returns.reduce(
    (most, row) => Math.max(most, 0 - row.reduce((sum, r, j) => sum + r * (weights[j] ?? 0), 0)),
    Number.NEGATIVE_INFINITY,
  );
  return ok({
    weights,
    value: worst,
    scenarioMix: normalised([...game.value.duals.subarray(0, returns.length)].map((dual) => 0 - dual)),
    tieBroken: tie?.ok === true,
    certificates: tie?.ok ? [game.value.certificate, tie.value.certificate] : [game.value.certificate],
  });
}

function solved(program: Result<LinearProgram>, solve: SolveLp): Result<LpSolution> {
  return program.ok ? solve(program.value) : program;
}

/** Rounding at the edge of the simplex taken off. */
function normalised(weights: readonly number[]): number[] {
  const clipped = weights.map((w) => Math.max(0, w));
  const total = clipped.reduce((sum, w) => sum + w, 0);
  return clipped.map((w) => w / total);
}

/** Columns: the weights, then t. min t with losses_s . w - t <= 0 and sum w = 1; t >= 0 as losses are positive. */
function gameProgram(losses: readonly (readonly number[])[], legs: number): Result<LinearProgram> {
  return buildLinearProgram(
    [...Array.from({ length: legs }, () => ({ cost: 0 })), { cost: 1 }],
    [
      ...losses.map((row) => ({
        upper: 0,
        entries: [...row.map((loss, j) => [j, loss] as const), [legs, -1] as const],
      })),
      { lower: 1, upper: 1, entries: Array.from({ length: legs }, (_, j) => [j, 1] as const) },
    ],
  );
}

/** Columns: bought p_j, then sold m_j <= reference_j, of w = reference + p - m. min sum p + m, every loss <= `value`. */
function tieProgram(
  losses: readonly (readonly number[])[],
  reference: readonly number[],
  value: number,
): Result<LinearProgram> {
  const legs = reference.length;
  const traded = (coefficients: readonly number[]) => [
    ...coefficients.map((c, j) => [j, c] as const),
    ...coefficients.map((c, j) => [legs + j, -c] as const),
  ];
  const held = reference.reduce((sum, w) => sum + w, 0);
  return buildLinearProgram(
    [...reference.map(() => ({ cost: 1 })), ...reference.map((w) => ({ cost: 1, upper: w }))],
    [
      ...losses.map((row) => ({
        upper: value - row.reduce((sum, loss, j) => sum + loss * (reference[j] ?? 0), 0),
        entries: traded(row),
      })),
      { lower: 1 - held, upper: 1 - held, entries: traded(reference.map(() => 1)) },
    ],
  );
}
