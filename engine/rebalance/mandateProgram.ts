import type { ProgramOptions } from "./collateralProgram.ts";
import { formAfter } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { FlatRisk, FlatTerms, LegForm } from "./flatTerms.ts";
import { standStill } from "./plan.ts";
import { addRow, buyColumn, type ProgramParts, sellColumn, tradeEntries } from "./programParts.ts";

/**
 * Adds a mandate's terms to the programme: its rows, `lower <= form(q + b - s) <= upper`; its rewards, off the cost
 * of the trades that earn them; and its risk, `aversion / 2 * horizon * exposure' covariance exposure`, as one free
 * column a factor and one square a row of the covariance's root, with a square more for every doubted price.
 */
export function addTerms(
  book: FlatBook,
  terms: FlatTerms,
  { reserve }: ProgramOptions,
  parts: Pick<ProgramParts, "columns" | "rows" | "meanings" | "convex">,
): void {
  terms.rows.forEach((row, r) => {
    const held = heldOf(book, row.perUnit, row.constant);
    const lower = row.lower === null ? -Infinity : row.lower - held + (reserve?.rows[r]?.lower ?? 0);
    const upper = row.upper === null ? Infinity : row.upper - held - (reserve?.rows[r]?.upper ?? 0);
    const { id, kind, unit, usdPerUnit } = row;
    const meaning = { id, kind, unit, usdPerUnit, held, isOfTerms: true };
    addRow(parts, { lower, upper, entries: tradeEntries(row.perUnit) }, meaning);
  });
  for (const { perUnit } of terms.rewards) {
    for (const [column, value] of tradeEntries(perUnit)) {
      const own = parts.columns[column];
      if (own !== undefined) parts.columns[column] = { ...own, cost: own.cost - value };
    }
  }
  if (terms.risk !== null) addRisk(book, terms.risk, parts);
}

function addRisk(
  book: FlatBook,
  risk: FlatRisk,
  parts: Pick<ProgramParts, "columns" | "rows" | "meanings" | "convex">,
) {
  const weight = (risk.aversionPerUsd / 2) * book.mandate.horizonYears;
  if (weight === 0) return;
  const first = parts.columns.length;
  risk.factors.forEach(({ perUnit, constant }, k) => {
    parts.columns.push({ cost: 0, lower: -Infinity });
    const held = heldOf(book, perUnit, constant);
    const entries: [number, number][] = [[first + k, -1], ...tradeEntries(perUnit)];
    addRow(parts, { lower: -held, upper: -held, entries }, null);
  });
  for (const row of risk.root) {
    const entries = row.flatMap((value, k): [number, number][] => (value === 0 ? [] : [[first + k, value]]));
    parts.convex.push({ kind: "quadratic", column: parts.columns.length, weight, entries, constant: 0 });
    parts.columns.push({ cost: 1 });
  }
  for (const { leg, addedVariance } of risk.widened) {
    const entries: [number, number][] = [
      [buyColumn(leg), 1],
      [sellColumn(leg), -1],
    ];
    const constant = book.legs[leg]?.quantity ?? 0;
    const column = parts.columns.length;
    parts.convex.push({ kind: "quadratic", column, weight: weight * addedVariance, entries, constant });
    parts.columns.push({ cost: 1 });
  }
}

function heldOf(book: FlatBook, form: LegForm, constant: number): number {
  return formAfter(book, form, constant, standStill(book).trades);
}
