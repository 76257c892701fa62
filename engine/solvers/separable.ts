import { type ConvexTerm, formAt, termValue, usableTerms } from "./convexTerm.ts";
import {
  type LinearProgram,
  type LpFailed,
  type LpLimits,
  type LpSolution,
  type LpSolver,
  lpFailure,
} from "./lp.ts";
import { dot } from "./sparse.ts";
import { refine, type TouchPoints, tangentProgram } from "./tangents.ts";

/** How far a point can be from the optimum of a programme with convex terms, proven by a linear programme. */
export interface OuterGap {
  /** (objective - lower bound) / sum of the magnitudes of the objective's parts. */
  readonly gap: number;
  /** Optimum of the last linear programme: no point has a lower objective. */
  readonly lowerBound: number;
  /** Linear programmes solved. */
  readonly rounds: number;
  readonly tolerance: number;
  /** False when the rounds or the time ran out first: the gap is what it is, and still proven. */
  readonly closed: boolean;
}

/** The best point found. Arrays cover the programme's own rows and columns; duals and certificate are the last LP's. */
export interface SeparableSolution extends LpSolution {
  readonly outer: OuterGap;
}

export type SeparableResult = { readonly ok: true; readonly value: SeparableSolution } | LpFailed;

export interface SeparableLimits extends LpLimits {
  /** Linear programmes solved at most, each under the other limits. */
  readonly roundLimit?: number;
}

const DEFAULT_ROUND_LIMIT = 30;
/** Relative distance between objective and lower bound at which a point counts as optimal. */
const GAP_TOLERANCE = 1e-8;

/** Where to stop looking for a slope that bounds the programme, in units of the forms. */
const FARTHEST = 1e12;

/**
 * Minimises a linear programme plus convex terms by outer linearisation: solve with tangents in place of the terms,
 * add tangents where the point lies above them, repeat. Every linear programme bounds the optimum from below, so the
 * reported gap is proven, closed or not. Continuous columns only; without terms it is one linear programme.
 * Fails as the first linear programme fails; a failure later on leaves the best point so far with its gap.
 * Source: Kelley, "The cutting-plane method for solving convex programs", J. SIAM 8 (1960), with a cut for every term.
 */
export async function solveSeparable(
  problem: LinearProgram,
  convexTerms: readonly ConvexTerm[],
  lp: LpSolver,
  limits: SeparableLimits = {},
): Promise<SeparableResult> {
  const usable = usableTerms(convexTerms, problem.cost.length);
  if (!usable.ok) return { ...lpFailure("invalid", ""), issues: usable.issues };
  const terms = usable.value;
  const { roundLimit = DEFAULT_ROUND_LIMIT, ...lpLimits } = limits;
  let touching: TouchPoints = terms.map(() => []);
  let best: SeparableSolution | null = null;
  let reach = 1;
  for (let round = 1; ; round++) {
    const result = await lp.solve(tangentProgram(problem, terms, touching), lpLimits);
    if (!result.ok) {
      if (best !== null) return { ok: true, value: best };
      if (result.failure !== "unbounded" || terms.length === 0 || reach > FARTHEST) return result;
      // Without tangents far out nothing holds what only a growing cost can hold.
      touching = touching.map((points) => [...points, -reach, reach]);
      reach *= 1e3;
      continue;
    }
    const found = judge(problem, terms, result.value, round, best);
    best = found.best;
    if (best.outer.closed || round >= roundLimit) return { ok: true, value: best };
    touching = touching.map((points, j) => {
      const form = found.forms[j] ?? 0;
      return (found.misses[j] ?? 0) > found.negligible ? refine(points, form) : points;
    });
  }
}

interface Judged {
  readonly best: SeparableSolution;
  /** One per term: its form at the new point, and how far the tangents lie below it there. */
  readonly forms: readonly number[];
  readonly misses: readonly number[];
  /** A miss that no longer matters. */
  readonly negligible: number;
}

/** The true objective of the new point, and the better of it and the best so far against the new bound. */
function judge(
  problem: LinearProgram,
  terms: readonly ConvexTerm[],
  solution: LpSolution,
  rounds: number,
  before: SeparableSolution | null,
): Judged {
  const columnCount = problem.cost.length;
  const rowCount = problem.rowLower.length;
  const x = solution.x.slice(0, columnCount);
  const forms = terms.map((term) => formAt(term, x));
  const values = terms.map((term, j) => termValue(term, forms[j] ?? Number.NaN));
  const misses = values.map((value, j) => value - (solution.x[columnCount + j] ?? Number.NaN));
  const convex = values.reduce((sum, value) => sum + value, 0);
  const objective = dot(problem.cost, x) + convex;
  const magnitude = dot(problem.cost.map(Math.abs), x.map(Math.abs)) + convex;
  const isBetter = before === null || objective <= before.objective;
  const lowerBound = solution.objective;
  const gap = Math.max(0, (isBetter ? objective : before.objective) - lowerBound) / (magnitude || 1);
  const best: SeparableSolution = {
    ...solution,
    x: isBetter ? x : before.x,
    objective: isBetter ? objective : before.objective,
    duals: solution.duals.slice(0, rowCount),
    reducedCosts: solution.reducedCosts.slice(0, columnCount),
    outer: { gap, lowerBound, rounds, tolerance: GAP_TOLERANCE, closed: gap <= GAP_TOLERANCE },
  };
  return { best, forms, misses, negligible: (GAP_TOLERANCE * magnitude) / (4 * terms.length || 1) };
}
