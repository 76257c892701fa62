import type { Result } from "../result.ts";
import type { ConvexTerm } from "../solvers/convexTerm.ts";
import type { LinearProgram } from "../solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../solvers/lpBuild.ts";
import type { FlatBook } from "./flatBook.ts";
import type { LegForm } from "./flatTerms.ts";
import type { Plan } from "./plan.ts";
import type { ConstraintKind } from "./proposal.ts";
import type { TradeBounds } from "./tradeBounds.ts";

/** What a row of the programme says in the mandate's words; the rows of the margin epigraph have no such word. */
export interface RowMeaning {
  readonly id: string;
  readonly kind: ConstraintKind;
  readonly unit: string;
  /** USD that one unit of the row is worth, to weigh relaxations of different kinds. */
  readonly usdPerUnit: number;
  /** What the row counts before any trade: rows are over trades, a mandate speaks of positions. */
  readonly held: number;
  /** Whether it is a row of the mandate's terms. */
  readonly isOfTerms: boolean;
}

/** The parts of the programme before packing; the relaxation adds slack columns to them. */
export interface ProgramParts {
  readonly columns: LpColumn[];
  readonly rows: LpRow[];
  /** One per row; null for rows that only define a column. */
  readonly meanings: (RowMeaning | null)[];
  readonly bounds: readonly TradeBounds[];
  /** Summands of the objective that bend. */
  readonly convex: ConvexTerm[];
  /** Column of the first transfer; the others follow. */
  readonly firstTransfer: number;
}

/** Column of the units bought, and of the units sold, of a leg. */
export const buyColumn = (leg: number) => 2 * leg;
export const sellColumn = (leg: number) => 2 * leg + 1;

/** Coefficients of a linear form of the trades. */
export function tradeEntries(form: LegForm): [number, number][] {
  return form.flatMap(([i, value]): [number, number][] => [
    [buyColumn(i), value],
    [sellColumn(i), -value],
  ]);
}

/** Adds a row with its meaning. */
export function addRow(
  parts: Pick<ProgramParts, "rows" | "meanings">,
  row: LpRow,
  meaning: RowMeaning | null,
) {
  parts.rows.push(row);
  parts.meanings.push(meaning);
}

/** The plan in the columns of a solution. */
export function planOf(book: FlatBook, parts: ProgramParts, x: Float64Array): Plan {
  return {
    trades: Float64Array.from(book.legs, (_, i) => (x[buyColumn(i)] ?? 0) - (x[sellColumn(i)] ?? 0)),
    moves: Float64Array.from(book.transfers, (_, k) => Math.max(0, x[parts.firstTransfer + k] ?? 0)),
  };
}

/** The packed programme. Fails with INVALID_INPUT when sums of valid inputs overflow. */
export function packProgram(parts: ProgramParts): Result<LinearProgram> {
  return buildLinearProgram(parts.columns, parts.rows);
}
