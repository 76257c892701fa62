import type { Holding, Holdings } from "../../../engine/mandates/holding.ts";
import type { TenorBucket } from "../../../engine/mandates/tenorBucket.ts";
import type { MandateRow } from "../../../engine/rebalance/terms.ts";

export const SHORT: TenorBucket = { name: "0d-30d", minimumDays: 0, maximumDays: 30 };
export const MIDDLE: TenorBucket = { name: "30d-90d", minimumDays: 30, maximumDays: 90 };
export const LONG: TenorBucket = { name: "90d+", minimumDays: 90, maximumDays: null };

/** A perpetual of ETH at 2,000 USD without carry, but for what is given. */
export function perp(change: Partial<Holding> = {}): Holding {
  return {
    nettingSetId: "1:a",
    instrumentId: "ETH-PERP",
    venue: "a",
    underlying: "ETH",
    quantity: 0,
    priceUsd: 2000,
    referenceUsd: 2000,
    greeks: { delta: 1, gamma: 0, vega: 0, theta: 0 },
    yearsToExpiry: null,
    scenarioPnlUsd: [],
    carryLongUsdPerYear: 0,
    carryShortUsdPerYear: 0,
    ...change,
  };
}

/** An option on ETH, but for what is given. */
export function option(days: number, change: Partial<Holding> = {}): Holding {
  return perp({
    instrumentId: `ETH-${days}D`,
    priceUsd: 100,
    greeks: { delta: 0.5, gamma: 0.001, vega: 300, theta: -500 },
    yearsToExpiry: days / 365,
    ...change,
  });
}

/** The legs with these scenarios, two by default: a fall and a rise. */
export function holdings(
  legs: readonly Holding[],
  scenarios: readonly string[] = ["fall", "rise"],
): Holdings {
  return {
    scenarios,
    legs: legs.map((leg) =>
      leg.scenarioPnlUsd.length === scenarios.length
        ? leg
        : { ...leg, scenarioPnlUsd: scenarios.map(() => 0) },
    ),
  };
}

/** A row's sum over the quantities held, constant included. */
export function held(row: MandateRow | undefined, { legs }: Holdings): number {
  if (row === undefined) throw new Error("no such row");
  return row.perUnit.reduce((sum, { nettingSetId, instrumentId, value }) => {
    const leg = legs.find((one) => one.nettingSetId === nettingSetId && one.instrumentId === instrumentId);
    return sum + value * (leg?.quantity ?? Number.NaN);
  }, row.constant);
}

/** The row of an id. */
export function rowOf(rows: readonly MandateRow[], id: string): MandateRow {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no row ${id} among ${rows.map((row) => row.id).join(", ")}`);
  return found;
}
