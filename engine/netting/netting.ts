import { MAX_TERM } from "../book/exactSums.ts";
import { groupKey } from "../book/groups.ts";
import { type PricedLeg, priceLegs } from "../book/legs.ts";
import type { BookPosition, NettingSet } from "../book/position.ts";
import type { Sheet } from "../book/sheet.ts";
import { type Issue, invalid } from "../result.ts";
import { type NetExposure, NetTally, type SetNet, type UnderlyingNet } from "./netTally.ts";

/** The nets of a book, as a whole and seen through one venue, chain or tenor at a time. USD. */
export interface NettingReport {
  /** Underlyings added up; exposure to a stablecoin is under its own name in `byUnderlying`, and not in here. */
  readonly total: NetExposure;
  readonly byUnderlying: ReadonlyMap<string, UnderlyingNet>;
  /** Only what is margined there is netted: the slices of a hedge over two venues do not add up to the total. */
  readonly byVenue: ReadonlyMap<string, NetExposure>;
  readonly byChain: ReadonlyMap<string, NetExposure>;
  readonly byTenor: ReadonlyMap<string, NetExposure>;
  readonly sets: readonly SetNet[];
}

/** Dollars of delta of one position: quantity * delta * reference price of the underlying. */
export function deltaUsdOf(leg: PricedLeg): number {
  return leg.position.quantity * leg.row.delta * leg.row.referenceUsd;
}

/**
 * Nets positions three ways. Coin collateral counts like any other position; stablecoins are listed by underlying
 * and by set but kept out of `total` and of the slices, where cash would drown the exposure. Positions that cannot
 * be counted are named in `issues`.
 */
export function netting(
  positions: readonly BookPosition[],
  nettingSets: readonly NettingSet[],
  sheet: Sheet,
): { readonly report: NettingReport; readonly issues: readonly Issue[] } {
  const { legs, issues: found } = priceLegs(positions, nettingSets, sheet);
  const issues = [...found];
  const all = new NetTally();
  const total = new NetTally();
  const slices = { VENUE: new Map<string, NetTally>(), CHAIN: new Map(), TENOR: new Map() };
  for (const leg of legs) {
    const deltaUsd = deltaUsdOf(leg);
    if (!(Math.abs(deltaUsd) < MAX_TERM)) {
      const { id } = leg.position;
      issues.push({
        ...invalid(`positions[${id}].deltaUsd`, "finite and below 2^60", deltaUsd),
        subject: id,
      });
      continue;
    }
    const exposure = { underlying: leg.instrument.underlying, nettingSetId: leg.set.id, deltaUsd };
    all.add(exposure);
    if (leg.instrument.kind === "spot" && leg.instrument.stable === true) continue;
    total.add(exposure);
    for (const [by, tallies] of Object.entries(slices)) {
      const key = groupKey(by as keyof typeof slices, leg, sheet.timestamp);
      const tally = tallies.get(key) ?? new NetTally();
      tallies.set(key, tally);
      tally.add(exposure);
    }
  }
  const report = {
    total: total.total(),
    byUnderlying: all.byUnderlying(),
    byVenue: totals(slices.VENUE),
    byChain: totals(slices.CHAIN),
    byTenor: totals(slices.TENOR),
    sets: all.sets(),
  };
  return { report, issues };
}

function totals(tallies: ReadonlyMap<string, NetTally>): ReadonlyMap<string, NetExposure> {
  const ordered = [...tallies].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(ordered.map(([key, tally]) => [key, tally.total()]));
}
