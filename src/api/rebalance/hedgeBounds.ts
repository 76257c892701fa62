import type { Holdings } from "../../../engine/mandates/holding.ts";
import type { LegTerms } from "../../../engine/mandates/plan.ts";

/** By how much a mandate may want the net delta of an underlying changed, base units: anything from one end to the other. */
export interface WantedChange {
  readonly underlying: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Bounds of each leg after a hedge: it may close, or take the whole change upon itself, and no more. Net delta alone would let a
 * proposal buy on one venue and sell on another, as far as margin goes, for the difference of their funding. Underlyings in
 * which nothing is wanted stay as they are.
 */
export function hedgeBounds({ legs }: Holdings, wanted: readonly WantedChange[]): LegTerms[] {
  return legs.map(({ nettingSetId, instrumentId, underlying, quantity, greeks: { delta } }) => {
    const change = wanted.find((one) => one.underlying === underlying);
    const ends =
      change === undefined || delta === 0
        ? [quantity]
        : [0, quantity, quantity + change.least / delta, quantity + change.most / delta];
    return { nettingSetId, instrumentId, minPosition: Math.min(...ends), maxPosition: Math.max(...ends) };
  });
}
