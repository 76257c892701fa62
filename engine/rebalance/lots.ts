import type { FlatLeg } from "./flatBook.ts";
import { type TradeBounds, within } from "./tradeBounds.ts";

/** The acceptable trade nearest to the wanted one. */
export function toLot(leg: FlatLeg, bound: TradeBounds, trade: number): number {
  const size = Math.max(1, Math.abs(leg.quantity));
  if (Math.abs(trade + leg.quantity) <= 1e-9 * size && within(bound, -leg.quantity)) return -leg.quantity;
  const wanted = Math.abs(trade) < leg.minimumTrade / 2 ? 0 : Math.max(Math.abs(trade), leg.minimumTrade);
  const limit = trade > 0 ? bound.upper : -bound.lower;
  let lots = leg.lot === 0 ? Math.min(wanted, limit) : Math.round(wanted / leg.lot);
  if (leg.lot > 0 && lots * leg.lot > limit * (1 + 1e-12)) lots = Math.floor(limit / leg.lot);
  const amount = leg.lot === 0 ? lots : exactMultiple(leg.lot, lots);
  return meetsMinimum(leg, amount) ? Math.sign(trade) * amount : 0;
}

/** Whether a trade is as large as its venue asks, up to rounding. */
export function meetsMinimum({ minimumTrade }: Pick<FlatLeg, "minimumTrade">, trade: number): boolean {
  return Math.abs(trade) >= minimumTrade * (1 - 1e-12);
}

/** `lots * lot` without the dust of binary fractions: 3 lots of 0.1 are 0.3. */
export function exactMultiple(lot: number, lots: number): number {
  return Number((lot * lots).toPrecision(15));
}
