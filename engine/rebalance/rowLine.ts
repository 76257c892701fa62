import { formAfter } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { FlatRow } from "./flatTerms.ts";

/** Relative size of the rounding of sums over a book. */
const ROUNDING = 1e-9;

/** A row of the mandate's terms at a plan. */
export interface RowLine {
  readonly value: number;
  /** How far the value lies above the upper bound (> 0) or below the lower one (< 0); 0 inside, or by mere rounding. */
  readonly miss: number;
}

/** A row with the trades done, straight from the input. */
export function rowLine(book: FlatBook, row: FlatRow, trades: Float64Array): RowLine {
  const value = formAfter(book, row.perUnit, row.constant, trades);
  const gross = row.perUnit.reduce(
    (sum, [i, perUnit]) => sum + Math.abs(perUnit * ((book.legs[i]?.quantity ?? 0) + (trades[i] ?? 0))),
    Math.abs(row.constant),
  );
  const above = value - (row.upper ?? Infinity);
  const below = value - (row.lower ?? -Infinity);
  const miss = above > 0 ? above : Math.min(0, below);
  return { value, miss: Math.abs(miss) <= ROUNDING * (1 + gross) ? 0 : miss };
}
