import { conditionalValueAtRisk } from "../allocation/conditionalValueAtRisk.ts";
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
  const value = formAfter(book, row.perUnit, row.constant, trades) - shortfallAfter(book, row, trades);
  const gross = row.perUnit.reduce(
    (sum, [i, perUnit]) => sum + Math.abs(perUnit * ((book.legs[i]?.quantity ?? 0) + (trades[i] ?? 0))),
    Math.abs(row.constant) + (row.shortfall === null ? 0 : Math.abs(value)),
  );
  const above = value - (row.upper ?? Infinity);
  const below = value - (row.lower ?? -Infinity);
  const miss = above > 0 ? above : Math.min(0, below);
  return { value, miss: Math.abs(miss) <= ROUNDING * (1 + gross) ? 0 : miss };
}

/** Mean loss in the worst of a row's scenarios with the trades done, USD; 0 for a row without. */
function shortfallAfter(book: FlatBook, { shortfall }: FlatRow, trades: Float64Array): number {
  if (shortfall === null) return 0;
  const outcomes = shortfall.scenarios.map((form) => [formAfter(book, form, 0, trades)]);
  return conditionalValueAtRisk(outcomes, [1], shortfall.confidence);
}
