import type { LinearProgram, LpSolution } from "../solvers/lp.ts";
import { multiply } from "../solvers/sparse.ts";
import { buyColumn, type ProgramParts, sellColumn } from "./collateralProgram.ts";
import type { FlatBook } from "./flatBook.ts";
import type { ConstraintLine } from "./proposal.ts";
import { legName } from "./wording.ts";

/** Relative distance at which a limit counts as reached. */
const BINDING = 1e-9;
/** Prices below this many USD per unit are the solver's rounding. */
const PRICE_FLOOR = 1e-9;

/**
 * The limits of the mandate at the optimum, with what one unit of each is worth. Greeks and margin limits are always
 * listed; bounds of single legs only where they bind at a price.
 */
export function constraintLines(
  book: FlatBook,
  parts: ProgramParts,
  problem: LinearProgram,
  solution: LpSolution,
): ConstraintLine[] {
  const activity = multiply(problem, solution.x);
  const lines: ConstraintLine[] = [];
  parts.meanings.forEach((meaning, row) => {
    if (meaning === null) return;
    const value = activity[row] ?? 0;
    const lower = finite(problem.rowLower[row]);
    const upper = finite(problem.rowUpper[row]);
    // The objective is cost minus benefit: relaxing an upper bound gains -dual; a greek's target has no better side.
    const gain = floor(-(solution.duals[row] ?? 0));
    const binding = reached(value, lower) || reached(value, upper);
    const { id, kind, unit } = meaning;
    lines.push({ id, kind, value, lower, upper, binding, shadowPrice: gain, unit });
  });
  book.legs.forEach((leg, i) => {
    const bounds = parts.bounds[i];
    if (bounds === undefined) return;
    const buy = floor(-(solution.reducedCosts[buyColumn(i)] ?? 0));
    const sell = floor(-(solution.reducedCosts[sellColumn(i)] ?? 0));
    const value = (solution.x[buyColumn(i)] ?? 0) - (solution.x[sellColumn(i)] ?? 0);
    const line = (kind: ConstraintLine["kind"], shadowPrice: number) => {
      const lower = finite(bounds.lower);
      const upper = finite(bounds.upper);
      const id = `${kind}:${legName(leg)}`;
      lines.push({ id, kind, value, lower, upper, binding: true, shadowPrice, unit: "units traded" });
    };
    if (buy > 0 && reached(value, finite(bounds.upper))) line(bounds.upperKind, buy);
    else if (sell > 0 && reached(value, finite(bounds.lower))) line(bounds.lowerKind, sell);
  });
  return lines;
}

function finite(bound: number | undefined): number | null {
  return bound !== undefined && Number.isFinite(bound) ? bound : null;
}

function floor(price: number): number {
  return Math.abs(price) < PRICE_FLOOR ? 0 : price;
}

function reached(value: number, bound: number | null): boolean {
  return bound !== null && Math.abs(value - bound) <= BINDING * (1 + Math.abs(bound));
}
