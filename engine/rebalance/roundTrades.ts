import { greekLine } from "./evaluate.ts";
import type { FlatBook, FlatLeg } from "./flatBook.ts";
import type { GreekLine } from "./proposal.ts";
import type { TradeBounds } from "./tradeBounds.ts";

/** Share of the book's gross notional below which a trade is the solver's rounding. */
const DUST = 1e-12;
const MAX_REPAIRS = 200;

/**
 * Brings the optimum to what venues accept: dust away, trades on lots and above the minimum size (or a full close),
 * then single steps until every kept greek is within its tolerance or no step helps: first in legs that trade anyway,
 * then, if they are too coarse, in any leg. The result may still miss a tolerance or a margin limit: the caller checks.
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
  repairGreeks(book, bounds, rounded, (i) => rounded[i] !== 0 && !closes(i));
  repairGreeks(book, bounds, rounded, (i) => rounded[i] === 0 || !closes(i));
  return rounded;
}

/** The acceptable trade nearest to the wanted one. */
function toLot(leg: FlatLeg, bound: TradeBounds, trade: number): number {
  const size = Math.max(1, Math.abs(leg.quantity));
  if (Math.abs(trade + leg.quantity) <= 1e-9 * size && inside(bound, -leg.quantity)) return -leg.quantity;
  const wanted = Math.abs(trade) < leg.minimumTrade / 2 ? 0 : Math.max(Math.abs(trade), leg.minimumTrade);
  const limit = trade > 0 ? bound.upper : -bound.lower;
  let lots = leg.lot === 0 ? Math.min(wanted, limit) : Math.round(wanted / leg.lot);
  if (leg.lot > 0 && lots * leg.lot > limit * (1 + 1e-12)) lots = Math.floor(limit / leg.lot);
  const amount = leg.lot === 0 ? lots : exactMultiple(leg.lot, lots);
  return amount < leg.minimumTrade * (1 - 1e-12) ? 0 : Math.sign(trade) * amount;
}

/** `lots * lot` without the dust of binary fractions: 3 lots of 0.1 are 0.3. */
function exactMultiple(lot: number, lots: number): number {
  return Number((lot * lots).toPrecision(15));
}

function inside(bound: TradeBounds, trade: number): boolean {
  const slack = 1e-12 * (1 + Math.abs(trade));
  return trade >= bound.lower - slack && trade <= bound.upper + slack;
}

interface Step {
  readonly leg: number;
  readonly trade: number;
  readonly miss: number;
}

/** Steepest descent on the sum of squared misses, one leg at a time; ties go to the first leg in canonical order. */
function repairGreeks(
  book: FlatBook,
  bounds: readonly TradeBounds[],
  trades: Float64Array,
  mayStep: (leg: number) => boolean,
): void {
  const perLeg = new Map<number, [line: number, value: number][]>();
  book.greeks.forEach((kept, g) => {
    for (const [i, value] of kept.perUnit) {
      if (mayStep(i)) perLeg.set(i, [...(perLeg.get(i) ?? []), [g, value]]);
    }
  });
  for (let repair = 0; repair < MAX_REPAIRS; repair++) {
    const lines = book.greeks.map((kept) => greekLine(book, kept, trades));
    if (lines.every(withinTolerance)) return;
    const weights = lines.map(
      (line) => 1 / Math.max(line.tolerance, 1e-12 * (1 + Math.abs(line.before))) ** 2,
    );
    const miss = lines.reduce((sum, line, g) => sum + line.residual ** 2 * (weights[g] ?? 0), 0);
    let best: Step | null = null;
    for (const [i, effects] of perLeg) {
      const step = bestStep(book, bounds, trades, i, effects, lines, weights, miss);
      if (step !== null && step.miss < (best?.miss ?? miss) * (1 - 1e-9)) best = step;
    }
    if (best === null) return;
    trades[best.leg] = best.trade;
  }
}

/** The trade of one leg, among those its venue accepts, that lowers the weighted miss the most; null if none does. */
function bestStep(
  book: FlatBook,
  bounds: readonly TradeBounds[],
  trades: Float64Array,
  i: number,
  effects: readonly (readonly [number, number])[],
  lines: readonly GreekLine[],
  weights: readonly number[],
  miss: number,
): Step | null {
  const leg = book.legs[i];
  const bound = bounds[i];
  if (leg === undefined || bound === undefined) return null;
  const now = trades[i] ?? 0;
  let slope = 0;
  let curvature = 0;
  for (const [g, value] of effects) {
    slope += value * (lines[g]?.residual ?? 0) * (weights[g] ?? 0);
    curvature += value * value * (weights[g] ?? 0);
  }
  if (!(curvature > 0)) return null;
  const wanted = now - slope / curvature;
  const trade = leg.lot === 0 ? wanted : exactMultiple(leg.lot, Math.round(wanted / leg.lot));
  const accepted = inside(bound, trade) && (trade === 0 || Math.abs(trade) >= leg.minimumTrade * (1 - 1e-12));
  if (trade === now || !accepted) return null;
  const moved = trade - now;
  return { leg: i, trade, miss: miss + 2 * moved * slope + moved * moved * curvature };
}

/** Whether lots left no more of a greek than the mandate tolerates; float64 dust always passes. */
export function withinTolerance(line: GreekLine): boolean {
  return Math.abs(line.residual) <= Math.max(line.tolerance, 1e-9 * (1 + Math.abs(line.before)));
}
