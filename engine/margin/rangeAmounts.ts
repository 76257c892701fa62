/** What a concentrated-liquidity range holds: token0 and token1, with prices as token1 per token0. */
export interface RangeAmounts {
  readonly amount0: number;
  readonly amount1: number;
}

/**
 * Token amounts of `liquidity` between two prices at a pool price, all in human units; outside the range one is zero.
 * Expects 0 < lowerPrice < upperPrice and price > 0. Source: Uniswap v3 whitepaper, section 6.
 */
export function rangeAmounts(
  liquidity: number,
  lowerPrice: number,
  upperPrice: number,
  price: number,
): RangeAmounts {
  const root = Math.sqrt(Math.min(Math.max(price, lowerPrice), upperPrice));
  return {
    amount0: liquidity * (1 / root - 1 / Math.sqrt(upperPrice)),
    amount1: liquidity * (root - Math.sqrt(lowerPrice)),
  };
}
