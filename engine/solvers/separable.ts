import { type ConvexTerm, formAt, termValue, usableTerms } from "./convexTerm.ts";
import {
  type LinearProgram,
  type LpFailed,
  type LpLimits,
  type LpSolution,
  type LpSolver,
  lpFailure,
} from "./lp.ts";
import { dot, multiply } from "./sparse.ts";
import { refine, settled, type TouchPoints, tangentProgram } from "./tangents.ts";

/** How far a point can be from the optimum of a programme with convex terms, proven by a linear programme. */
export interface OuterGap {
  /** (objective - lower bound) / sum of the magnitudes of the objective's parts. */
  readonly gap: number;
  /** Optimum of the last linear programme: no point has a lower objective. */
  readonly lowerBound: number;
  /** Largest miss of a row by the true value of its terms, over 1 + |bound|; 0 where no row has a term's column. */
  readonly rowMiss: number;
  /** Linear programmes solved. */
  readonly rounds: number;
  readonly tolerance: number;
  /** Gap and row miss are within the tolerance; false when the rounds or the time ran out first. */
  readonly closed: boolean;
}

/**
 * The best point found, the terms' columns at the true value of their terms. Arrays cover the programme's own rows and
 * columns; duals and certificate are the last LP's.
 */
export interface SeparableSolution extends LpSolution {
  readonly outer: OuterGap;
  /** Where tangents should touch to begin with when the same terms are minimised under other rows or costs. */
  readonly touching: TouchPoints;
}

export type SeparableResult = { readonly ok: true; readonly value: SeparableSolution } | LpFailed;

export interface SeparableLimits extends LpLimits {
  /** Linear programmes solved at most, each under the other limits. */
  readonly roundLimit?: number;
  /** Gap at which to stop; 1e-8 by default. */
  readonly gapTolerance?: number;
}

const DEFAULT_ROUND_LIMIT = 30;
/** Relative distance between objective and lower bound, and miss of a row, at which a point counts as optimal. */
const GAP_TOLERANCE = 1e-8;
/** Where to stop looking for a slope that bounds the programme, in units of the forms. */
const FARTHEST = 1e12;

/**
 * Minimises a linear programme with convex terms by outer linearisation: solve with tangents in place of the terms,
 * add tangents where the point lies above them, repeat. Every linear programme bounds the optimum from below, so the
 * reported gap is proven, closed or not. Continuous columns only; without terms it is one linear programme.
 * Fails as the first linear programme fails; a failure later on leaves the best point so far with its gap.
 *
 * @param start touch points of an earlier solution with the same terms
 * Source: Kelley, "The cutting-plane method for solving convex programs", J. SIAM 8 (1960), with a cut for every term.
 */
export async function solveSeparable(
  problem: LinearProgram,
  convexTerms: readonly ConvexTerm[],
  lp: LpSolver,
  limits: SeparableLimits = {},
  start?: TouchPoints,
): Promise<SeparableResult> {
  const usable = usableTerms(convexTerms, problem.cost.length);
  if (!usable.ok) return { ...lpFailure("invalid", ""), issues: usable.issues };
  const terms = usable.value;
  const { roundLimit = DEFAULT_ROUND_LIMIT, gapTolerance = GAP_TOLERANCE, ...lpLimits } = limits;
  let touching: TouchPoints = terms.map((_, j) => start?.[j] ?? []);
  let best: SeparableSolution | null = null;
  let reach = 1;
  for (let round = 1; ; round++) {
    const result = await lp.solve(tangentProgram(problem, terms, touching), lpLimits);
    if (!result.ok) {
      // With fewer tangents a programme has more points: none here means none at all.
      if (result.failure === "infeasible") return result;
      if (best !== null) return { ok: true, value: best };
      if (result.failure !== "unbounded" || terms.length === 0 || reach > FARTHEST) return result;
      // Without tangents far out nothing holds what only a growing cost can hold.
      touching = touching.map((points) => [...points, -reach, reach]);
      reach *= 1e3;
      continue;
    }
    const found = judge(problem, terms, result.value, { round, gapTolerance, touching, before: best });
    best = found.best;
    if (best.outer.closed || round >= roundLimit) return { ok: true, value: best };
    touching = touching.map((points, j) => (found.isLow(j) ? refine(points, found.forms[j] ?? 0) : points));
  }
}

interface Judged {
  readonly best: SeparableSolution;
  /** One per term: its form at the new point. */
  readonly forms: readonly number[];
  /** Whether the tangents of a term lie so far below it there that it matters. */
  readonly isLow: (term: number) => boolean;
}

interface Progress {
  readonly round: number;
  readonly gapTolerance: number;
  readonly touching: TouchPoints;
  readonly before: SeparableSolution | null;
}

/** The true objective of the new point, and the better of it and the best so far against the new bound. */
function judge(
  problem: LinearProgram,
  terms: readonly ConvexTerm[],
  solution: LpSolution,
  { round, gapTolerance, touching, before }: Progress,
): Judged {
  const x = solution.x.slice();
  const forms = terms.map((term) => formAt(term, solution.x));
  terms.forEach((term, j) => {
    x[term.column] = termValue(term, forms[j] ?? Number.NaN);
  });
  const objective = dot(problem.cost, x);
  const magnitude = dot(problem.cost.map(Math.abs), x.map(Math.abs));
  const rowMiss = terms.length === 0 ? 0 : largestMiss(problem, x);
  const isBetter =
    before === null ||
    (rowMiss <= GAP_TOLERANCE ? before.outer.rowMiss > GAP_TOLERANCE : rowMiss < before.outer.rowMiss) ||
    (Math.max(rowMiss, before.outer.rowMiss) <= GAP_TOLERANCE && objective <= before.objective);
  const point = isBetter ? { x, objective, rowMiss } : { ...before, rowMiss: before.outer.rowMiss };
  const lowerBound = Math.max(solution.objective, before?.outer.lowerBound ?? -Infinity);
  const gap = Math.max(0, point.objective - lowerBound) / (magnitude || 1);
  const closed = gap <= gapTolerance && point.rowMiss <= GAP_TOLERANCE;
  const best: SeparableSolution = {
    ...solution,
    x: point.x,
    objective: point.objective,
    duals: solution.duals.slice(0, problem.rowLower.length),
    outer: { gap, lowerBound, rowMiss: point.rowMiss, rounds: round, tolerance: gapTolerance, closed },
    touching: touching.map((points, j) => settled(points, forms[j] ?? 0)),
  };
  const negligible = (gapTolerance * magnitude) / (4 * terms.length);
  const isLow = (j: number) => {
    const column = terms[j]?.column ?? 0;
    const value = x[column] ?? 0;
    const miss = value - (solution.x[column] ?? 0);
    const breaksRows = rowMiss > GAP_TOLERANCE && miss > (GAP_TOLERANCE / 4) * value;
    return breaksRows || (problem.cost[column] ?? 0) * miss > negligible;
  };
  return { best, forms, isLow };
}

/** Largest relative miss of a row. */
function largestMiss({ rowLower, rowUpper, ...matrix }: LinearProgram, x: Float64Array): number {
  return multiply(matrix, x).reduce((worst, value, i) => {
    const [lower, upper] = [rowLower[i] ?? -Infinity, rowUpper[i] ?? Infinity];
    const below = Number.isFinite(lower) ? (lower - value) / (1 + Math.abs(lower)) : 0;
    const above = Number.isFinite(upper) ? (value - upper) / (1 + Math.abs(upper)) : 0;
    return Math.max(worst, below, above);
  }, 0);
}
