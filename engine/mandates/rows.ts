import { conditionalValueAtRisk } from "../allocation/conditionalValueAtRisk.ts";
import { legKey } from "../rebalance/flatTerms.ts";
import type { MandateRow } from "../rebalance/terms.ts";
import type { Holding, Holdings } from "./holding.ts";

/** A closed interval; null is open. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What a unit of a leg adds to a sum; 0 where the leg has no part in it. */
export type UnitValue = (leg: Holding) => number;

/** `[target - halfWidth, target + halfWidth]`. */
export function around(target: number, halfWidth: number): Interval {
  return { lower: target - halfWidth, upper: target + halfWidth };
}

/** Quantities held now, one per leg. */
export function quantitiesOf({ legs }: Holdings): number[] {
  return legs.map(({ quantity }) => quantity);
}

/** Sum over the legs when `quantities` are held, one per leg. */
export function sumOver(holdings: Holdings, perUnit: UnitValue, quantities: ArrayLike<number>): number {
  return holdings.legs.reduce((sum, leg, i) => sum + perUnit(leg) * (quantities[i] ?? 0), 0);
}

/** A row's value when `quantities` are held, one per leg: its sum and constant, less its shortfall. */
export function rowValue(holdings: Holdings, row: MandateRow, quantities: ArrayLike<number>): number {
  const total = (perUnit: MandateRow["perUnit"]) => {
    const values = new Map(perUnit.map((entry) => [legKey(entry), entry.value]));
    return sumOver(holdings, (leg) => values.get(legKey(leg)) ?? 0, quantities);
  };
  const value = total(row.perUnit) + row.constant;
  if (row.shortfall === undefined) return value;
  const outcomes = row.shortfall.scenarios.map((perUnit) => [total(perUnit)]);
  return value - conditionalValueAtRisk(outcomes, [1], row.shortfall.confidence);
}

/** How far an amount is outside an interval: below 0 under its lower end, 0 inside. */
export function excessOver(amount: number, { lower, upper }: Interval): number {
  if (lower !== null && amount < lower) return amount - lower;
  return upper !== null && amount > upper ? amount - upper : 0;
}

/** What each leg adds per unit, without zeros. */
export function perUnitOf(holdings: Holdings, perUnit: UnitValue): MandateRow["perUnit"] {
  return holdings.legs.flatMap((leg) => {
    const value = perUnit(leg);
    return value === 0 ? [] : [{ nettingSetId: leg.nettingSetId, instrumentId: leg.instrumentId, value }];
  });
}

/** A row over the legs. `usdPerUnit` is 1 for a row in USD of P&L or exposure, see `notionalPerUnit` for the others. */
export function rowOver(
  holdings: Holdings,
  head: Pick<MandateRow, "id" | "kind" | "unit" | "usdPerUnit">,
  interval: Interval,
  perUnit: UnitValue,
): MandateRow {
  return { ...head, ...interval, constant: 0, perUnit: perUnitOf(holdings, perUnit) };
}

/** USD of the underlying that must be traded to move a sum by one unit, by the leg that needs least; 1 without a leg. */
export function notionalPerUnit(holdings: Holdings, perUnit: UnitValue): number {
  const least = holdings.legs.reduce((best, leg) => {
    const value = Math.abs(perUnit(leg));
    return value === 0 ? best : Math.min(best, leg.referenceUsd / value);
  }, Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : 1;
}
