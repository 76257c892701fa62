import { black76Price } from "../../pricing/black76.ts";
import type { DeriveBalances } from "./balances.ts";
import type { OptionLeg } from "./market.ts";
import type { StandardOptionParameters } from "./standardParameters.ts";

/** What a short option needs by itself, with the prices it is judged at. */
export interface IsolatedOption {
  readonly leg: Pick<OptionLeg, "right" | "strike" | "amount" | "volatility">;
  /** USD. */
  readonly spot: number;
  /** USD; Derive judges value on the forward and requirement on spot. */
  readonly forward: number;
  /** Years. */
  readonly timeToExpiry: number;
}

/**
 * Margin of one option that is not netted against anything, in USD and in Derive's sign.
 *
 * A long option needs and gives nothing. A short one costs its Black-76 value (undiscounted) plus a share of spot
 * that shrinks as the option moves out of the money but never below `minSpotReq`; a put's maintenance also never
 * falls below a share of its value, and its initial margin never below `mmOffsetScale` times maintenance.
 * The venue takes min() of negative numbers where the larger requirement wins.
 *
 * Source: derivexyz/v2-core StandardManager `getIsolatedMargin`.
 */
export function isolatedOptionMargin(
  option: IsolatedOption,
  parameters: StandardOptionParameters,
): DeriveBalances {
  const { leg, spot, forward, timeToExpiry } = option;
  const price = black76Price({
    right: leg.right,
    forward,
    strike: leg.strike,
    timeToExpiry,
    volatility: leg.volatility,
    rate: 0,
  });
  const markToMarket = leg.amount * price;
  if (leg.amount >= 0) return { initialMargin: 0, maintenanceMargin: 0, markToMarket };

  const outOfTheMoney = Math.max(0, leg.right === "call" ? leg.strike - spot : spot - leg.strike) / spot;
  const spotShare = Math.max(parameters.minSpotReq, parameters.maxSpotReq - outOfTheMoney);
  const onSpot = spotShare * spot * leg.amount + markToMarket;
  if (leg.right === "call") {
    const maintenanceMargin = markToMarket + parameters.mmCallSpotReq * spot * leg.amount;
    return { initialMargin: onSpot, maintenanceMargin, markToMarket };
  }
  const maintenanceMargin =
    markToMarket +
    Math.min(parameters.mmPutSpotReq * spot * leg.amount, parameters.mmPutMtmReq * markToMarket);
  const initialMargin = Math.min(onSpot, parameters.mmOffsetScale * maintenanceMargin);
  return { initialMargin, maintenanceMargin, markToMarket };
}

/** Pay-off of an expiry's legs at a settlement price, in USD. */
function payoff(legs: readonly Pick<OptionLeg, "right" | "strike" | "amount">[], price: number): number {
  let total = 0;
  for (const leg of legs) {
    const inTheMoney = leg.right === "call" ? price - leg.strike : leg.strike - price;
    if (inTheMoney > 0) total += inTheMoney * leg.amount;
  }
  return total;
}

/**
 * Worst pay-off of one expiry over settlement at zero and at every strike, never above 0, in USD.
 * Beyond the highest strike the loss of net short calls is unbounded; each such call adds `unpairedScale` forwards.
 *
 * Source: derivexyz/v2-core StandardManager, maximum-loss branch of the expiry margin.
 */
export function maxLoss(
  legs: readonly Pick<OptionLeg, "right" | "strike" | "amount">[],
  forward: number,
  unpairedScale: number,
): number {
  let worst = Math.min(0, payoff(legs, 0));
  let netCalls = 0;
  for (const leg of legs) {
    worst = Math.min(worst, payoff(legs, leg.strike));
    if (leg.right === "call") netCalls += leg.amount;
  }
  return netCalls < 0 ? worst + unpairedScale * forward * netCalls : worst;
}
