import { greekLine } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { exactMultiple } from "./lots.ts";
import { type Plan, standStill } from "./plan.ts";
import { buyColumn, type ProgramParts, sellColumn } from "./programParts.ts";

/** Share of a tolerance that is left to the rounding of sums. */
const ROUNDING = 1e-9;

/** A programme to be solved in whole lots. */
export interface LotsProgram {
  readonly parts: ProgramParts;
  /** One per column; 0 for what is no trade, may be any amount, or is pinned. */
  readonly lots: readonly number[];
  /** Legs that are pinned to closing. */
  readonly closed: ReadonlySet<number>;
}

/**
 * The programme as venues take it: kept greeks are free inside their tolerance, and a trade is 0 or at least its minimum
 * size, by columns of 0 or 1 where the largest trade is known. A leg that `rounded` closes at an amount which is no
 * acceptable trade otherwise (a full close always is) is pinned to that.
 */
export function lotsProgram(book: FlatBook, parts: ProgramParts, rounded: Plan): LotsProgram {
  const closed = new Set([...book.legs.keys()].filter((i) => isOddClose(book, rounded, i)));
  const columns = [...parts.columns];
  const rows = inTolerance(book, parts);
  const meanings = [...parts.meanings];
  const lots = columns.map((_, column) => (closed.has(column >> 1) ? 0 : (book.legs[column >> 1]?.lot ?? 0)));
  book.legs.forEach(({ quantity, lot, minimumTrade }, i) => {
    const [buy, sell] = [buyColumn(i), sellColumn(i)];
    if (closed.has(i)) {
      for (const [column, amount] of [
        [buy, -quantity],
        [sell, quantity],
      ] as const) {
        const pinned = Math.max(0, amount);
        columns[column] = { cost: columns[column]?.cost ?? 0, lower: pinned, upper: pinned };
      }
      return;
    }
    const { lower = 0, upper = 0 } = parts.bounds[i] ?? {};
    if (minimumTrade <= lot || !Number.isFinite(upper - lower)) return;
    // One column a side: on the sum of both, buying and selling at once would pass for a large trade.
    const sides = [
      [buy, upper],
      [sell, -lower],
    ] as const;
    const first = columns.length;
    sides.forEach(([column, most], side) => {
      columns.push({ cost: 0, upper: 1, integer: true });
      rows.push({ lower: 0, entries: [[column, 1] as const, [first + side, -minimumTrade] as const] });
      rows.push({ upper: 0, entries: [[column, 1] as const, [first + side, -Math.max(0, most)] as const] });
      meanings.push(null, null);
      lots.push(0);
    });
    rows.push({ upper: 1, entries: sides.map((_, side) => [first + side, 1] as const) });
    meanings.push(null);
  });
  return { parts: { ...parts, columns, rows, meanings }, lots, closed };
}

function isOddClose(book: FlatBook, { trades }: Plan, i: number): boolean {
  const { quantity, lot, minimumTrade } = book.legs[i] ?? { quantity: 0, lot: 0, minimumTrade: 0 };
  if (quantity === 0 || trades[i] !== -quantity) return false;
  const isMultiple = lot === 0 || exactMultiple(lot, Math.round(quantity / lot)) === quantity;
  return !isMultiple || Math.abs(quantity) < minimumTrade;
}

function inTolerance(book: FlatBook, { rows, meanings }: ProgramParts): ProgramParts["rows"] {
  const none = standStill(book).trades;
  const tolerances = new Map(
    book.greeks.map((kept) => [
      `greek:${kept.greek}:${kept.underlying}`,
      greekLine(book, kept, none).tolerance,
    ]),
  );
  return rows.map((row, r) => {
    const meaning = meanings[r] ?? null;
    const tolerance = meaning === null || meaning.isOfTerms ? undefined : tolerances.get(meaning.id);
    if (tolerance === undefined) return row;
    const most = tolerance * (1 - ROUNDING);
    return { ...row, lower: -most, upper: most };
  });
}
