import { dot, multiply, multiplyTransposed, type SparseRows } from "./sparse.ts";

/**
 * Largest residual that a result may carry, in scaled units. HiGHS is asked for 1e-10 on each condition; the rest is
 * left for the rounding of sums over thousands of entries.
 */
export const CERTIFICATE_TOLERANCE = 1e-9;

/** Multipliers this small are what is left of sums that cancel in float64. */
const ROUNDING_FLOOR = 1e-12;

/** What was checked about an answer, in scaled units (coefficients near 1). No answer is used unless `passed`. */
export interface Certificate {
  readonly solver: string;
  readonly iterations: number;
  /** Largest violation of a row or column bound, over 1 + |bound|. */
  readonly primalResidual: number;
  /** Largest multiplier of the wrong sign or on a bound that does not exist, over 1 + |gradient|. */
  readonly dualResidual: number;
  /** Largest slack * multiplier, over 1 + the objective's magnitude. */
  readonly complementarity: number;
  /** |primal - dual objective| over 1 + their magnitudes; of a convex problem an upper bound of the true gap. */
  readonly gap: number;
  /** Of an integer programme: distance to the solver's own bound, which no dual can prove; else 0. */
  readonly integerGap: number;
  readonly tolerance: number;
  readonly passed: boolean;
}

/** Feasible set of a convex problem: rows `rowLower <= A x <= rowUpper` and bounds on `x`. */
export interface Polyhedron extends SparseRows {
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
}

/** A claimed optimum: the point, the objective's gradient there (the cost vector of an LP) and the row duals. */
export interface Claim {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly duals: Float64Array;
  readonly solver: string;
  readonly iterations: number;
  readonly integerGap?: number;
}

/** Reduced costs `gradient - A' duals`: the multipliers of the column bounds. */
export function reducedCosts(region: SparseRows, gradient: Float64Array, duals: Float64Array): Float64Array {
  const product = multiplyTransposed(region, duals, gradient.length);
  return gradient.map((value, j) => value - (product[j] ?? 0));
}

/**
 * Checks the Karush-Kuhn-Tucker conditions of `min f(x)` over a polyhedron, from the point and the row duals alone:
 * column multipliers are recomputed, so stationarity holds by construction and every error shows as a wrong sign, a
 * slack with a multiplier or a gap. Necessary and sufficient for convex `f`; one check for LP, QP and budget solvers.
 * NaN anywhere fails. Source: Boyd and Vandenberghe, Convex Optimization, section 5.5.3.
 */
export function certify(region: Polyhedron, claim: Claim, tolerance = CERTIFICATE_TOLERANCE): Certificate {
  const { x, gradient, duals } = claim;
  const rows = side(multiply(region, x), duals, region.rowLower, region.rowUpper, null);
  const multipliers = reducedCosts(region, gradient, duals);
  const columns = side(x, multipliers, region.columnLower, region.columnUpper, gradient);
  const primal = dot(gradient, x);
  const dual = rows.dualObjective + columns.dualObjective;
  const magnitude = 1 + Math.abs(primal) + Math.abs(dual);
  const residuals = {
    primalResidual: Math.max(rows.primal, columns.primal),
    dualResidual: Math.max(rows.dual, columns.dual),
    complementarity: Math.max(rows.slackness, columns.slackness) / magnitude,
    gap: Math.abs(primal - dual) / magnitude,
  };
  const integerGap = claim.integerGap ?? 0;
  return {
    solver: claim.solver,
    iterations: claim.iterations,
    ...residuals,
    integerGap,
    tolerance,
    // Written so that NaN fails.
    passed:
      Object.values(residuals).every((residual) => residual <= tolerance) && Number.isFinite(integerGap),
  };
}

interface Side {
  primal: number;
  dual: number;
  slackness: number;
  dualObjective: number;
}

/** Residuals of one family of bounds `lower <= value <= upper` with multipliers (> 0 pushes off the lower bound). */
function side(
  value: Float64Array,
  multiplier: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  gradient: Float64Array | null,
): Side {
  const result: Side = { primal: 0, dual: 0, slackness: 0, dualObjective: 0 };
  for (let i = 0; i < lower.length; i++) {
    const v = value[i] ?? Number.NaN;
    const m = multiplier[i] ?? Number.NaN;
    const lo = lower[i] ?? -Infinity;
    const hi = upper[i] ?? Infinity;
    if (lo > -Infinity) result.primal = Math.max(result.primal, (lo - v) / (1 + Math.abs(lo)));
    if (hi < Infinity) result.primal = Math.max(result.primal, (v - hi) / (1 + Math.abs(hi)));
    if (Number.isNaN(v)) result.primal = Number.NaN;
    if (m === 0) continue;
    const relative = Math.abs(m) / (1 + Math.abs(gradient?.[i] ?? 0));
    const bound = m > 0 ? lo : hi;
    // Rounding noise times a remote bound would look like a gap: below the floor it is a dual residual.
    if (Number.isFinite(bound) && !(relative <= ROUNDING_FLOOR)) {
      result.slackness = Math.max(result.slackness, Math.abs(m * (v - bound)));
      result.dualObjective += m * bound;
    } else {
      result.dual = Math.max(result.dual, relative);
    }
  }
  return result;
}
