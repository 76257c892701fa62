import type { ProgramOptions } from "./collateralProgram.ts";
import { formAfter } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { FlatRisk, FlatRow, FlatTerms, LegForm } from "./flatTerms.ts";
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
    const entries = [...tradeEntries(row.perUnit), ...shortfallEntries(book, row, parts)];
    addRow(parts, { lower, upper, entries }, meaning);
  });
  for (const { perUnit } of terms.rewards) {
    for (const [column, value] of tradeEntries(perUnit)) {
      const own = parts.columns[column];
      if (own !== undefined) parts.columns[column] = { ...own, cost: own.cost - value };
    }
  }
  if (terms.risk !== null) addRisk(book, terms.risk, parts);
}

/**
 * What a row's shortfall takes off it: z + sum_s u_s / ((1 - confidence) S) with u_s >= -pnl_s - z, u >= 0, which is least,
 * and so the shortfall, at the best z. Source: Rockafellar and Uryasev, J. Risk 2 (2000).
 */
function shortfallEntries(
  book: FlatBook,
  { shortfall }: FlatRow,
  parts: Pick<ProgramParts, "columns" | "rows" | "meanings">,
): [number, number][] {
  if (shortfall === null) return [];
  const quantile = parts.columns.length;
  parts.columns.push({ cost: 0, lower: -Infinity });
  const share = 1 / ((1 - shortfall.confidence) * shortfall.scenarios.length);
  const beyond = shortfall.scenarios.map((form): [number, number] => {
    const column = parts.columns.length;
    parts.columns.push({ cost: 0 });
    const entries: [number, number][] = [[column, 1], [quantile, 1], ...tradeEntries(form)];
    addRow(parts, { lower: -heldOf(book, form, 0), entries }, null);
    return [column, -share];
  });
  return [[quantile, -1], ...beyond];
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
