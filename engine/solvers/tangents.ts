import { type ConvexTerm, termSlope, termValue } from "./convexTerm.ts";
import type { LinearProgram } from "./lp.ts";

/** Where the tangents of each term touch it, ascending. */
export type TouchPoints = readonly (readonly number[])[];

/** Share of the way to the neighbouring touch points at which a refinement adds two more. */
const BESIDE = [1 / 2, 1 / 16];

/** Touch points with those added that sharpen one term around `u`: there, and beside it on both sides. */
export function refine(points: readonly number[], u: number): number[] {
  const above = points.find((point) => point > u);
  const below = points.findLast((point) => point < u);
  const added = [u];
  for (const share of BESIDE) {
    // Beyond the outermost tangent there is no neighbour: look as far as the point itself lies from 0.
    added.push(u + share * ((above ?? u + Math.abs(u)) - u), u - share * (u - (below ?? u - Math.abs(u))));
  }
  return [...new Set([...points, ...added.filter(Number.isFinite)])].sort((a, b) => a - b);
}

/** Neighbours kept on either side of a settled point. */
const KEPT_BESIDE = 3;

/** The touch points that matter where a term has settled at `u`: those around it, and the outermost. */
export function settled(points: readonly number[], u: number): number[] {
  const after = points.findIndex((point) => point > u);
  const at = after < 0 ? points.length : after;
  const isOuter = (i: number) => i === 0 || i === points.length - 1;
  return points.filter((_, i) => isOuter(i) || (i >= at - KEPT_BESIDE && i < at + KEPT_BESIDE));
}

/**
 * The programme with every term replaced by its tangents: its column is at least every one of them. A tangent lies
 * below its convex term, so the optimum of this programme is a lower bound of the true one.
 */
export function tangentProgram(
  problem: LinearProgram,
  terms: readonly ConvexTerm[],
  touching: TouchPoints,
): LinearProgram {
  const starts = [...problem.starts];
  const columns = [...problem.columns];
  const values = [...problem.values];
  const rowLower = [...problem.rowLower];
  terms.forEach((term, j) => {
    for (const point of touching[j] ?? []) {
      const slope = termSlope(term, point);
      columns.push(term.column);
      values.push(1);
      for (const [column, value] of term.entries) {
        if (slope * value === 0) continue;
        columns.push(column);
        values.push(-slope * value);
      }
      starts.push(values.length);
      rowLower.push(termValue(term, point) + slope * (term.constant - point));
    }
  });
  const rowUpper = new Float64Array(rowLower.length).fill(Infinity);
  rowUpper.set(problem.rowUpper);
  return {
    ...problem,
    rowLower: Float64Array.from(rowLower),
    rowUpper,
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}
