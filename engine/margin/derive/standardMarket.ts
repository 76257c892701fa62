import type { BalanceTerm } from "./balances.ts";
import type { ExpiryLegs } from "./legs.ts";
import { type ExpiryForward, type PerpLeg, type Quote, SECONDS_PER_YEAR } from "./market.ts";
import { isolatedOptionMargin, maxLoss } from "./standardOption.ts";
import type { StandardParameters } from "./standardParameters.ts";

/** One market of a StandardManager account, checked and grouped by expiry. */
export interface StandardHolding {
  readonly marketId: string;
  readonly spot: Quote;
  readonly parameters: StandardParameters;
  readonly perp: PerpLeg | null;
  /** Coins of the market's own base asset, >= 0. */
  readonly base: number;
  readonly expiries: readonly ExpiryLegs<ExpiryForward>[];
}

/** What sets the margin of one expiry. Derive takes the better of the two for the account. */
export interface StandardExpiryMargin {
  readonly marketId: string;
  readonly expiry: number;
  readonly markToMarket: number;
  readonly isolatedInitial: number;
  readonly isolatedMaintenance: number;
  readonly maxLossInitial: number;
  readonly maxLossMaintenance: number;
}

const NOTHING = { initialMargin: 0, maintenanceMargin: 0, markToMarket: 0 };

/** Both ways of margining one expiry, in USD and in Derive's sign. */
export function expiryMargin(
  holding: StandardHolding,
  expiry: ExpiryLegs<ExpiryForward>,
): StandardExpiryMargin {
  const forward = expiry.forward.fixed + expiry.forward.variable;
  const timeToExpiry = expiry.secondsToExpiry / SECONDS_PER_YEAR;
  const { option } = holding.parameters;
  let markToMarket = 0;
  let isolatedInitial = 0;
  let isolatedMaintenance = 0;
  for (const leg of expiry.legs) {
    const isolated = isolatedOptionMargin({ leg, spot: holding.spot.price, forward, timeToExpiry }, option);
    markToMarket += isolated.markToMarket;
    isolatedInitial += isolated.initialMargin;
    isolatedMaintenance += isolated.maintenanceMargin;
  }
  return {
    marketId: holding.marketId,
    expiry: expiry.forward.expiry,
    markToMarket,
    isolatedInitial,
    isolatedMaintenance,
    maxLossInitial: maxLoss(expiry.legs, forward, option.unpairedImScale),
    maxLossMaintenance: maxLoss(expiry.legs, forward, option.unpairedMmScale),
  };
}

/**
 * Every summand of one market's margin, in USD and in Derive's sign.
 *
 * @param stablePrice USD per stablecoin; a coin's mark-to-market is counted in stablecoins, its margin is not.
 * @param depegRate (threshold - stablePrice) x factor, 0 while the stablecoin holds its peg.
 */
export function marketTerms(
  holding: StandardHolding,
  margins: readonly StandardExpiryMargin[],
  stablePrice: number,
  depegRate: number,
): BalanceTerm[] {
  const { spot, marketId } = holding;
  const terms: BalanceTerm[] = [];
  let shorts = 0;
  holding.expiries.forEach((expiry, i) => {
    const margin = margins[i];
    if (margin === undefined) return;
    const name = `${marketId}.options.${margin.expiry}`;
    terms.push({
      name,
      initialMargin: Math.max(margin.isolatedInitial, margin.maxLossInitial),
      maintenanceMargin: Math.max(margin.isolatedMaintenance, margin.maxLossMaintenance),
      markToMarket: margin.markToMarket,
    });
    const short = expiry.legs.reduce((sum, leg) => sum + Math.max(0, -leg.amount), 0);
    shorts += short;
    const { optionThreshold, factor } = holding.parameters.oracle;
    const confidence = Math.min(spot.confidence, expiry.minConfidence);
    const penalty = doubt(confidence, optionThreshold) * factor * spot.price * short;
    terms.push({ ...NOTHING, name: `${name}.oracle`, initialMargin: -penalty });
  });
  terms.push(...perpTerms(holding), ...baseTerms(holding, stablePrice));
  const exposed = shorts + Math.abs(holding.perp?.size ?? 0);
  terms.push({ ...NOTHING, name: `${marketId}.depeg`, initialMargin: -depegRate * spot.price * exposed });
  return terms;
}

function perpTerms(holding: StandardHolding): BalanceTerm[] {
  const { perp, parameters, spot, marketId } = holding;
  if (perp === null || perp.size === 0) return [];
  const notional = Math.abs(perp.size) * perp.price;
  const confidence = Math.min(perp.confidence, spot.confidence);
  const { perpThreshold, factor } = parameters.oracle;
  const penalty = doubt(confidence, perpThreshold) * factor * spot.price * Math.abs(perp.size);
  return [
    {
      name: `${marketId}.perp`,
      initialMargin: perp.unrealisedUsd - notional * parameters.perp.imReq,
      maintenanceMargin: perp.unrealisedUsd - notional * parameters.perp.mmReq,
      markToMarket: perp.unrealisedUsd,
    },
    { ...NOTHING, name: `${marketId}.perp.oracle`, initialMargin: -penalty },
  ];
}

function baseTerms(holding: StandardHolding, stablePrice: number): BalanceTerm[] {
  const { base, parameters, spot, marketId } = holding;
  if (base === 0) return [];
  const notional = base * spot.price;
  const maintenanceMargin = notional * parameters.base.marginFactor;
  const initialMargin = maintenanceMargin * parameters.base.imScale;
  const { baseThreshold, factor } = parameters.oracle;
  // A coin that counts for nothing is not penalised either.
  const penalty = initialMargin === 0 ? 0 : doubt(spot.confidence, baseThreshold) * factor * notional;
  return [
    { name: `${marketId}.base`, initialMargin, maintenanceMargin, markToMarket: notional / stablePrice },
    { ...NOTHING, name: `${marketId}.base.oracle`, initialMargin: -penalty },
  ];
}

/** 1 - confidence once confidence is below its threshold, else 0. */
function doubt(confidence: number, threshold: number): number {
  return confidence < threshold ? 1 - confidence : 0;
}
