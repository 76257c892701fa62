import type { MarginExcess } from "./balance.ts";
import type { FlatBook } from "./flatBook.ts";
import type { Plan } from "./plan.ts";
import { rowLine } from "./rowLine.ts";

/** By how much limits are held tighter to make room for lots, in the unit of each. */
export interface Reserve {
  readonly bySet: readonly number[];
  readonly total: number;
  /** One per row of the mandate's terms: above its lower and below its upper bound. */
  readonly rows: readonly { readonly lower: number; readonly upper: number }[];
}

/** Every limit as it is. */
export function noReserve(book: FlatBook): Reserve {
  const rows = book.terms?.rows ?? [];
  return { bySet: book.sets.map(() => 0), total: 0, rows: rows.map(() => ({ lower: 0, upper: 0 })) };
}

/** The reserve with a little more than a plan's misses added. */
export function tighten(book: FlatBook, reserve: Reserve, excess: MarginExcess, plan: Plan): Reserve {
  const more = (held: number, by: number | undefined) => held + 1.1 * Math.max(0, by ?? 0);
  const rows = (book.terms?.rows ?? []).map((row, r) => {
    const { miss } = rowLine(book, row, plan.trades);
    const { lower, upper } = reserve.rows[r] ?? { lower: 0, upper: 0 };
    return { lower: more(lower, -miss), upper: more(upper, miss) };
  });
  return {
    bySet: reserve.bySet.map((held, v) => more(held, excess.bySet[v])),
    total: more(reserve.total, excess.total),
    rows,
  };
}
