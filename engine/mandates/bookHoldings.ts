import { type PricedLeg, priceLegs } from "../book/legs.ts";
import type { BookPosition, NettingSet } from "../book/position.ts";
import { isStableRow, SECONDS_PER_YEAR } from "../book/row.ts";
import type { Sheet } from "../book/sheet.ts";
import type { Issue } from "../result.ts";
import type { Holding, Holdings } from "./holding.ts";

/** An instrument that may be bought in a netting set where none is held. */
export interface Tradable {
  readonly nettingSetId: string;
  readonly instrumentId: string;
}

/**
 * A book as a mandate sees it: one leg for each instrument of a netting set, positions in it added up, and a leg with
 * nothing held for each tradable instrument. In the order of netting set and instrument. What cannot be joined or priced
 * is left out and named by an issue, as in every total of the book. Carry is that of the sheet: charges on what a single
 * position was entered at are not an instrument's.
 */
export function bookHoldings(
  positions: readonly BookPosition[],
  tradable: readonly Tradable[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
): { readonly holdings: Holdings; readonly issues: readonly Issue[] } {
  const offers = tradable.map(({ nettingSetId, instrumentId }): BookPosition => {
    const id = `tradable:${nettingSetId}/${instrumentId}`;
    return { id, nettingSetId, instrumentId, quantity: 0, costUsd: 0, isCollateral: false };
  });
  const { legs, issues } = priceLegs([...positions, ...offers], nettingSets, sheet);
  const byKey = new Map<string, Holding>();
  for (const leg of legs) {
    const key = JSON.stringify([leg.set.id, leg.instrument.id]);
    const known = byKey.get(key);
    const { quantity } = leg.position;
    byKey.set(
      key,
      known === undefined ? holdingOf(leg, sheet) : { ...known, quantity: known.quantity + quantity },
    );
  }
  const ordered = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, holding]) => holding);
  return { holdings: { scenarios: sheet.scenarios.map(({ name }) => name), legs: ordered }, issues };
}

function holdingOf({ position, set, instrument, row }: PricedLeg, { timestamp }: Sheet): Holding {
  const { gamma, vega, theta } = row;
  // Exposure to USD itself is in no directional total; a depeg still reaches the scenarios.
  const delta = isStableRow(row) ? 0 : row.delta;
  return {
    nettingSetId: set.id,
    instrumentId: instrument.id,
    venue: set.venue,
    underlying: instrument.underlying,
    quantity: position.quantity,
    priceUsd: row.priceUsd,
    referenceUsd: row.referenceUsd,
    greeks: { delta, gamma, vega, theta },
    yearsToExpiry:
      instrument.kind === "option" ? Math.max(0, (instrument.expiry - timestamp) / SECONDS_PER_YEAR) : null,
    scenarioPnlUsd: row.pnl,
    carryLongUsdPerYear: row.carryLongUsdPerYear,
    carryShortUsdPerYear: row.carryShortUsdPerYear,
  };
}
