import type { LinearProgram, LpSolution } from "../solvers/lp.ts";
import { multiply } from "../solvers/sparse.ts";
import type { FlatBook } from "./flatBook.ts";
import { buyColumn, type ProgramParts, planOf, sellColumn } from "./programParts.ts";
import type { ConstraintLine } from "./proposal.ts";
import { rowLine } from "./rowLine.ts";
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
  const { trades } = planOf(book, parts, solution.x);
  const lines: ConstraintLine[] = [];
  parts.meanings.forEach((meaning, row) => {
    if (meaning === null) return;
    const { id, kind, unit, held } = meaning;
    const own = meaning.isOfTerms ? book.terms?.rows.find((one) => one.id === id) : undefined;
    // The columns of a shortfall say how large it is at most; only where the row binds they are exact.
    const isBound = own !== undefined && own.shortfall !== null;
    const value = isBound ? rowLine(book, own, trades).value : held + (activity[row] ?? 0);
    const lower = shifted(held, problem.rowLower[row]);
    const upper = shifted(held, problem.rowUpper[row]);
    // The objective is cost minus benefit: relaxing a bound gains the size of its dual; a target has no better side.
    const dual = solution.duals[row] ?? 0;
    const shadowPrice = floor(lower === upper || dual <= 0 ? -dual : dual);
    const binding = reached(value, lower) || reached(value, upper);
    lines.push({ id, kind, value, lower, upper, binding, shadowPrice, unit });
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
  book.transfers.forEach(({ id, maxUsd }, k) => {
    const column = parts.firstTransfer + k;
    const value = solution.x[column] ?? 0;
    const shadowPrice = floor(-(solution.reducedCosts[column] ?? 0));
    if (!(shadowPrice > 0 && reached(value, maxUsd))) return;
    lines.push({
      id: `transfer:${id}`,
      kind: "transfer",
      value,
      lower: 0,
      upper: maxUsd,
      binding: true,
      shadowPrice,
      unit: "USD",
    });
  });
  return lines;
}

function shifted(held: number, bound: number | undefined): number | null {
  const own = finite(bound);
  return own === null ? null : held + own;
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
