import { SECONDS_PER_YEAR } from "../../../engine/book/row.ts";
import { jumpShare } from "../../../engine/forecast/bipowerVariance.ts";
import { closeToCloseVariance } from "../../../engine/forecast/closeToClose.ts";

/** A price of a pool and when it was made, in Unix seconds. */
export interface PoolPrice {
  readonly timestamp: number;
  readonly price: number;
}

export interface PoolVolatility {
  /** A year, as a fraction. */
  readonly realised: number;
  readonly jumpShare: number;
}

/** Below it, the steps of the pool's own arbitrage within its fee count as volatility. */
const BAR_SECONDS = 300;
const FEWEST_BARS = 10;

/**
 * Realised volatility of a pool from the last price of every five minutes in which somebody traded: the sum of squared log
 * returns over the time between the first and the last. Null for fewer than ten such prices, or one that is not positive.
 *
 * @param prices oldest first
 */
export function poolVolatility(prices: readonly PoolPrice[]): PoolVolatility | null {
  const bars = [
    ...new Map(prices.map((one) => [Math.floor(one.timestamp / BAR_SECONDS), one] as const)).values(),
  ];
  const [first, last] = [bars[0], bars.at(-1)];
  if (bars.length < FEWEST_BARS || first === undefined || last === undefined) return null;
  const closes = bars.map(({ price }) => price);
  const variance = closeToCloseVariance(closes);
  if (!variance.ok) return null;
  const share = jumpShare(closes.slice(1).map((close, i) => Math.log(close / (closes[i] ?? Number.NaN))));
  const years = (last.timestamp - first.timestamp) / SECONDS_PER_YEAR;
  return { realised: Math.sqrt(variance.value / years), jumpShare: share.ok ? share.value : 0 };
}
