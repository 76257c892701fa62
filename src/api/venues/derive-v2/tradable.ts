import { deriveMarket } from "../../../catalog/deriveMarkets.ts";
import { toNumber } from "../../../toNumber.ts";
import { accruals } from "../../../venues/derive-v2/names.ts";
import type { TradableLine } from "../adapter.ts";
import { engineId, type Holdings } from "./holdings.ts";
import { isStandard } from "./margin.ts";
import { addPerp, type MarkedInstruments } from "./marks.ts";
import { perpQuote, type Source, spotQuote, stableQuote } from "./quotes.ts";
import { depegParameters, standardParameters } from "./standardParameters.ts";

/**
 * Taker fee of perpetuals as a fraction of notional; a base fee of 0.10 USD an order comes on top and is left out.
 * The order book and its fees are off chain. Source: help.derive.xyz "What are the fees?".
 */
const TAKER_FEE = 0.0003;

/**
 * The perpetuals that an account could trade: one in each market it holds anything in, held or not. Only under the
 * StandardManager, where a perpetual's requirement is proportional to its own size; portfolio margin has no such number.
 * A disabled perpetual, and one that is not held and whose price feed was never heard, cannot be traded.
 */
export function tradableLines(source: Source, marked: MarkedInstruments, holdings: Holdings): TradableLine[] {
  if (!isStandard(holdings)) return [];
  const held = [...holdings.options, ...holdings.perps, ...holdings.coins];
  const marketIds = [...new Set(held.flatMap(({ marketId }) => marketId ?? []))];
  return marketIds.flatMap((marketId) => {
    const perp = tradablePerp(source, holdings, marketId);
    const price = perp === undefined ? null : perpQuote(source, marketId);
    const spot = spotQuote(source, marketId);
    const rules = standardParameters(source, marketId, { options: false, perp: true, base: false });
    if (perp === undefined || price === null || spot === null || "code" in rules) return [];
    addPerp(source, marked, perp, marketId);
    const depeg = depegParameters(source);
    const doubt = Math.min(price.confidence, spot.confidence);
    const oracle = doubt < rules.oracle.perpThreshold ? (1 - doubt) * rules.oracle.factor : 0;
    const peg = Math.max(0, depeg.threshold - stableQuote(source).price) * depeg.factor;
    return [
      {
        instrumentId: engineId(source, perp),
        nettingSetId: holdings.setId,
        costRate: TAKER_FEE + halfSpread(source, marketId, spot.price),
        initialPerUnitUsd: rules.perp.imReq * price.price + (oracle + peg) * spot.price,
        maintenancePerUnitUsd: rules.perp.mmReq * price.price,
        lot: 0,
      },
    ];
  });
}

function tradablePerp({ lookup }: Source, holdings: Holdings, marketId: string): string | undefined {
  const isHeld = holdings.perps.some((perp) => perp.marketId === marketId);
  const isHeard = lookup.accrual(marketId, accruals.perpSpotDiff) !== undefined;
  const isDisabled = lookup.accrual(marketId, accruals.perpFrozenPrice) !== undefined;
  return isDisabled || !(isHeld || isHeard) ? undefined : deriveMarket(marketId)?.perp?.toLowerCase();
}

/** Half the gap between the impact prices as a fraction of spot; 0, with an issue, until both were heard. */
function halfSpread(source: Source, marketId: string, spot: number): number {
  const ask = source.lookup.accrual(marketId, accruals.perpImpactAskDiff);
  const bid = source.lookup.accrual(marketId, accruals.perpImpactBidDiff);
  if (ask !== undefined && bid !== undefined)
    return Math.max(0, toNumber(ask.value - bid.value, 18)) / 2 / spot;
  const message = `the impact prices of market ${marketId} were not indexed: trading its perpetual is taken to cost the fee alone`;
  source.findings.report("MISSING_PARAMETER", source.lookup.marketSubject(marketId), message);
  return 0;
}
