import type { FlatBook } from "./flatBook.ts";
import type { RebalanceLeg } from "./input.ts";
import type { Plan } from "./plan.ts";
import type { Transfer } from "./transfer.ts";

/** What one order costs, USD. */
export interface TradeCost {
  readonly feeUsd: number;
  readonly spreadUsd: number;
  /** Square-root impact, paid in the price of the trade itself. */
  readonly impactUsd: number;
  /** Loss of mark on the position that the trade goes against. */
  readonly permanentImpactUsd: number;
  /** Paid once, whatever the size. */
  readonly gasUsd: number;
}

/** Costs of trading a signed quantity of a leg. Impact with exponent 3/2: Almgren et al., Risk 18 (2005) 57-62. */
export function tradeCost(leg: RebalanceLeg, quantity: number): TradeCost {
  const size = Math.abs(quantity);
  const notionalUsd = size * leg.notionalUsdPerUnit;
  return {
    feeUsd: (notionalUsd * leg.feeBps) / 1e4,
    spreadUsd: (notionalUsd * leg.halfSpreadBps) / 1e4,
    impactUsd: impactCoefficient(leg) * size * Math.sqrt(size),
    permanentImpactUsd: size * markLossPerUnit(leg, quantity),
    gasUsd: size > 0 ? (leg.fixedCostUsd ?? 0) : 0,
  };
}

/** Sum of all costs of an order, USD. */
export function totalCost({ feeUsd, spreadUsd, impactUsd, permanentImpactUsd, gasUsd }: TradeCost): number {
  return feeUsd + spreadUsd + (impactUsd + permanentImpactUsd + gasUsd);
}

/** Fees and half spread of one unit, USD. */
export function linearCostPerUnit(leg: RebalanceLeg): number {
  return (leg.notionalUsdPerUnit * (leg.feeBps + leg.halfSpreadBps)) / 1e4;
}

export function impactCoefficient(leg: RebalanceLeg): number {
  return leg.impact?.coefficientUsd ?? 0;
}

/**
 * USD per unit by which a trade in this direction marks down what is held. A trade against the position moves the
 * price against all of it. Selling `u` of `q` loses exactly `k u q - k u^2 / 2` (Almgren and Chriss, 2000), which is
 * concave; `k u q` bounds it from above, keeps the programme convex, and is exact for small trades. A trade along
 * the position would mark it up: a gain that one's own buying makes is not counted.
 */
export function markLossPerUnit(leg: RebalanceLeg, direction: number): number {
  const isAgainst = direction * leg.quantity < 0;
  return isAgainst ? (leg.permanentImpactUsdPerUnit2 ?? 0) * Math.abs(leg.quantity) : 0;
}

/** Fees of sending an amount, and gas and bridge fee, USD. */
export function transferCost(transfer: Transfer, amountUsd: number): { feeUsd: number; fixedUsd: number } {
  return {
    feeUsd: (amountUsd * transfer.feeBps) / 1e4,
    fixedUsd: amountUsd > 0 ? transfer.fixedCostUsd : 0,
  };
}

/** Sum of the costs of a plan that do not depend on its sizes, USD. */
export function fixedCosts(book: FlatBook, { trades, moves }: Plan): number {
  const gas = book.legs.reduce((sum, leg, i) => sum + tradeCost(leg, trades[i] ?? 0).gasUsd, 0);
  return book.transfers.reduce((sum, one, k) => sum + transferCost(one, moves[k] ?? 0).fixedUsd, gas);
}
