/** A range of a constant-product pool (Uniswap v3 and v4): prices in USD per base unit, liquidity in human units. */
export interface LiquidityRange {
  readonly liquidity: number;
  /** Positive, below `upperPrice`. */
  readonly lowerPrice: number;
  readonly upperPrice: number;
}

/** What the range holds and how its value moves. Fees earned are not part of it. */
export interface LiquidityRisk {
  /** Base units held; also the delta, because the holdings minimise the pool's value at every price. */
  readonly amountBase: number;
  readonly amountQuote: number;
  readonly valueUsd: number;
  readonly delta: number;
  /** Base units per USD; negative inside the range, 0 outside. */
  readonly gamma: number;
}

/**
 * With s the root of the price clamped to the range: base L (1/s - 1/sqrt upper), quote L (s - sqrt lower), gamma
 * -L / (2 P^1.5) inside. Assumes positive prices. Source: Uniswap v3 whitepaper, section 6.2.
 */
export function liquidityRisk(range: LiquidityRange, spot: number): LiquidityRisk {
  const { liquidity, lowerPrice, upperPrice } = range;
  const root = Math.sqrt(Math.min(upperPrice, Math.max(lowerPrice, spot)));
  const amountBase = liquidity * (1 / root - 1 / Math.sqrt(upperPrice));
  const amountQuote = liquidity * (root - Math.sqrt(lowerPrice));
  const inRange = spot > lowerPrice && spot < upperPrice;
  return {
    amountBase,
    amountQuote,
    valueUsd: amountBase * spot + amountQuote,
    delta: amountBase,
    gamma: inRange ? -liquidity / (2 * spot * Math.sqrt(spot)) : 0,
  };
}
