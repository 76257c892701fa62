import type { FlatBook } from "./flatBook.ts";
import { toLot } from "./lots.ts";
import { repair } from "./repair.ts";
import type { TradeBounds } from "./tradeBounds.ts";

/** Share of the book's gross notional below which a trade is the solver's rounding. */
const DUST = 1e-12;

/**
 * Brings the optimum to what venues accept: dust away, trades on lots and above the minimum size (or a full close),
 * then single steps until every kept greek is within its tolerance and every row of the mandate in its bounds, or no
 * step helps: first in legs that trade anyway, then, if they are too coarse, in any leg. The result may still miss a tolerance or a margin limit: the caller checks.
 */
export function roundTrades(
  book: FlatBook,
  bounds: readonly TradeBounds[],
  trades: Float64Array,
): Float64Array {
  const gross = book.legs.reduce(
    (sum, leg, i) =>
      sum + leg.notionalUsdPerUnit * Math.max(Math.abs(leg.quantity), Math.abs(trades[i] ?? 0)),
    0,
  );
  const rounded = trades.map((trade, i) => {
    const leg = book.legs[i];
    const bound = bounds[i];
    if (leg === undefined || bound === undefined) return 0;
    return Math.abs(trade) * leg.notionalUsdPerUnit <= DUST * gross ? 0 : toLot(leg, bound, trade);
  });
  // A full close is worth more than a rounding: it leaves no crumb behind.
  const closes = (i: number) => rounded[i] === -(book.legs[i]?.quantity ?? 0);
  repair(book, bounds, rounded, (i) => rounded[i] !== 0 && !closes(i));
  repair(book, bounds, rounded, (i) => rounded[i] === 0 || !closes(i));
  return rounded;
}
