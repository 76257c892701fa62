import type { RebalanceInput, RebalanceLeg } from "../rebalance/input.ts";
import type { LegTerms } from "./plan.ts";

/**
 * The input of a rebalance under a mandate's terms of single legs: carry is replaced, of two limits the tighter one
 * counts. Legs that the mandate does not name stay as they are.
 */
export function applyLegTerms(input: RebalanceInput, terms: readonly LegTerms[]): RebalanceInput {
  const nettingSets = input.nettingSets.map((set) => ({
    ...set,
    legs: set.legs.map((leg) => {
      const own = terms.find((one) => one.nettingSetId === set.id && one.instrumentId === leg.instrumentId);
      return own === undefined ? leg : tightened(leg, own);
    }),
  }));
  return { ...input, nettingSets };
}

function tightened(leg: RebalanceLeg, terms: LegTerms): RebalanceLeg {
  const minPosition = both(Math.max, leg.minPosition, terms.minPosition);
  const maxPosition = both(Math.min, leg.maxPosition, terms.maxPosition);
  const maxTrade = both(Math.min, leg.maxTrade, terms.maxTrade);
  return {
    ...leg,
    carryLongUsdPerYear: terms.carryLongUsdPerYear ?? leg.carryLongUsdPerYear,
    carryShortUsdPerYear: terms.carryShortUsdPerYear ?? leg.carryShortUsdPerYear,
    ...(minPosition === undefined ? {} : { minPosition }),
    ...(maxPosition === undefined ? {} : { maxPosition }),
    ...(maxTrade === undefined ? {} : { maxTrade }),
  };
}

function both(tighter: (a: number, b: number) => number, a?: number, b?: number): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : tighter(a, b);
}
