import { basisContingency } from "./basis.ts";
import { bookValue, shockedForward } from "./expiryBook.ts";
import type { Pm2Expiry, Pm2Portfolio } from "./pm2Portfolio.ts";
import type { VolShock } from "./scenario.ts";
import { skewedVolatility } from "./skewShock.ts";

/** What the account and its scenarios are worth when everything that follows spot is multiplied by a factor. */
export interface Pm2Revaluation {
  /** Options, unrealised P&L and collateral, in USD; without cash. */
  readonly markToMarket: number;
  /** P&L of each scenario against that, dampening included. */
  readonly scenarioPnl: readonly number[];
  /** <= 0. */
  readonly basis: number;
}

/**
 * Revalues a PM2 account at a spot factor, and every scenario from there, in USD.
 *
 * A scenario's P&L is its dampening factor times: the perpetual's move, the move of risk-cancelling collateral, and
 * per expiry the shocked value (counted at the static discount of its sign) less the present value. In the two
 * smile tilts each expiry counts as a loss whichever way it goes.
 *
 * Source: derivexyz/v2-core PMRMLib_2.
 */
export function revaluePm2(portfolio: Pm2Portfolio, factor: number): Pm2Revaluation {
  const { perp, parameters } = portfolio;
  const perpNotional = perp === null ? 0 : perp.size * perp.price * factor;
  let markToMarket = perp === null ? 0 : perp.unrealisedUsd + perp.size * perp.price * (factor - 1);
  let followsSpot = perpNotional;
  for (const { value, rules } of portfolio.collaterals) {
    const moved = rules.isRiskCancelling ? value * factor : value;
    markToMarket += moved;
    if (rules.isRiskCancelling) followsSpot += moved;
  }
  const scenarioPnl = parameters.scenarios.map((s) => (s.spotShock - 1) * followsSpot * s.dampening);
  let basis = 0;
  for (const expiry of portfolio.expiries) {
    const { book, discount } = expiry;
    const valueAt = (shock: number) =>
      bookValue(book, shockedForward(book, factor * shock), book.volatility, discount);
    const value = valueAt(1);
    markToMarket += value;
    basis += basisContingency(valueAt, value, book.timeToExpiry, parameters.basis);
    parameters.scenarios.forEach(({ spotShock, volShock, dampening }, i) => {
      const forward = shockedForward(book, factor * spotShock);
      const shocked = bookValue(book, forward, volatilityOf(expiry, volShock, forward, portfolio), discount);
      const counted = shocked * (shocked >= 0 ? expiry.longDiscount : expiry.shortDiscount);
      const pnl = (counted - value) * dampening;
      const isTilt = volShock === "linear" || volShock === "abs";
      scenarioPnl[i] = (scenarioPnl[i] ?? 0) + (isTilt ? -Math.abs(pnl) : pnl);
    });
  }
  return { markToMarket, scenarioPnl, basis };
}

function volatilityOf(
  expiry: Pm2Expiry,
  shock: VolShock,
  forward: number,
  { parameters }: Pm2Portfolio,
): Float64Array {
  if (shock === "none") return expiry.book.volatility;
  if (shock === "up") return expiry.volatilityUp;
  if (shock === "down") return expiry.volatilityDown;
  return skewedVolatility(expiry.book, forward, shock, parameters.skew);
}
