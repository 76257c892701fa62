import { greekLine } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type { FlatRow } from "./flatTerms.ts";
import { exactMultiple, meetsMinimum } from "./lots.ts";
import type { GreekLine } from "./proposal.ts";
import { rowLine } from "./rowLine.ts";
import { type TradeBounds, within } from "./tradeBounds.ts";

const MAX_REPAIRS = 200;

/** One thing to be brought right: how far off it is, and how much a squared unit of that weighs. */
interface Fault {
  readonly residual: number;
  readonly weight: number;
  readonly isRight: boolean;
  /** How far off it would be, moved by so much: a row is right anywhere between its bounds. */
  readonly after: (moved: number) => number;
}

interface Step {
  readonly leg: number;
  readonly trade: number;
  readonly miss: number;
}

/**
 * Steepest descent on the sum of squared misses of kept greeks and the mandate's rows, one leg at a time, in steps
 * that its venue accepts; ties go to the first leg in canonical order. Changes `trades`.
 */
export function repair(
  book: FlatBook,
  bounds: readonly TradeBounds[],
  trades: Float64Array,
  mayStep: (leg: number) => boolean,
): void {
  const rows = book.terms?.rows ?? [];
  const perLeg = new Map<number, [line: number, value: number][]>();
  [...book.greeks, ...rows].forEach(({ perUnit }, line) => {
    for (const [i, value] of perUnit) {
      if (mayStep(i)) perLeg.set(i, [...(perLeg.get(i) ?? []), [line, value]]);
    }
  });
  for (let step = 0; step < MAX_REPAIRS; step++) {
    const faults = [
      ...book.greeks.map((kept) => greekFault(greekLine(book, kept, trades))),
      ...rows.map((row) => rowFault(book, row, trades)),
    ];
    if (faults.every(({ isRight }) => isRight)) return;
    const miss = faults.reduce((sum, { residual, weight }) => sum + residual ** 2 * weight, 0);
    let best: Step | null = null;
    for (const [i, effects] of perLeg) {
      const found = bestStep(book, bounds, trades, i, effects, faults, miss);
      if (found !== null && found.miss < (best?.miss ?? miss) * (1 - 1e-9)) best = found;
    }
    if (best === null) return;
    trades[best.leg] = best.trade;
  }
}

function greekFault(line: GreekLine): Fault {
  const { residual } = line;
  const scale = Math.max(line.tolerance, 1e-12 * (1 + Math.abs(line.before)));
  const after = (moved: number) => residual + moved;
  return { residual, weight: 1 / scale ** 2, isRight: withinTolerance(line), after };
}

function rowFault(book: FlatBook, row: FlatRow, trades: Float64Array): Fault {
  const { value, miss } = rowLine(book, row, trades);
  const [lower, upper] = [row.lower ?? -Infinity, row.upper ?? Infinity];
  const width = Number.isFinite(upper - lower) ? upper - lower : 0;
  const scale = Math.max(width / 2, 1e-6 * (1 + Math.abs(value)));
  const after = (moved: number) => value + moved - Math.max(lower, Math.min(upper, value + moved));
  return { residual: miss, weight: 1 / scale ** 2, isRight: miss === 0, after };
}

/** The trade of one leg, among those its venue accepts, that lowers the weighted miss the most; null if none does. */
function bestStep(
  book: FlatBook,
  bounds: readonly TradeBounds[],
  trades: Float64Array,
  i: number,
  effects: readonly (readonly [number, number])[],
  faults: readonly Fault[],
  miss: number,
): Step | null {
  const leg = book.legs[i];
  const bound = bounds[i];
  if (leg === undefined || bound === undefined) return null;
  const now = trades[i] ?? 0;
  let slope = 0;
  let curvature = 0;
  for (const [line, value] of effects) {
    const fault = faults[line];
    if (fault === undefined || (line >= book.greeks.length && fault.isRight)) continue;
    slope += value * fault.residual * fault.weight;
    curvature += value * value * fault.weight;
  }
  if (!(curvature > 0)) return null;
  const wanted = now - slope / curvature;
  const trade = leg.lot === 0 ? wanted : exactMultiple(leg.lot, Math.round(wanted / leg.lot));
  const accepted = within(bound, trade) && (trade === 0 || meetsMinimum(leg, trade));
  if (trade === now || !accepted) return null;
  const moved = trade - now;
  if (book.terms === null) {
    return { leg: i, trade, miss: miss + 2 * moved * slope + moved * moved * curvature };
  }
  // A row does not follow its square beyond its bounds: count what is left of every one.
  const left = effects.reduce((sum, [line, value]) => {
    const fault = faults[line];
    return fault === undefined
      ? sum
      : sum + (fault.after(value * moved) ** 2 - fault.residual ** 2) * fault.weight;
  }, miss);
  return { leg: i, trade, miss: left };
}

/** Whether lots left no more of a greek than the mandate tolerates; float64 dust always passes. */
export function withinTolerance(line: GreekLine): boolean {
  return Math.abs(line.residual) <= Math.max(line.tolerance, 1e-9 * (1 + Math.abs(line.before)));
}
