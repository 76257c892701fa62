/** Mark of an instrument whose value is its price: perps, coins, cash. */
export interface LinearMark {
  readonly kind: "linear";
  /** USD per base unit, by the venue's own oracle. */
  readonly priceUsd: number;
  /** USD per unit held long and year: funding and borrow received (> 0) or paid (< 0). A short earns the opposite
   * unless `carryShortUsdPerYear` says otherwise (venues charge both sides different borrow). */
  readonly carryUsdPerYear: number;
  readonly carryShortUsdPerYear?: number;
}

/** Mark of a European option, priced with Black-76 on the venue's own forward. */
export interface OptionMark {
  readonly kind: "option";
  readonly forwardUsd: number;
  /** Per 1.00, annualised. */
  readonly volatility: number;
  /** Continuous, per 1.00. */
  readonly rate: number;
}

/** Mark of a power perp: spot of the underlying and the volatility that its funding pays for. */
export interface PowerPerpMark {
  readonly kind: "powerPerp";
  readonly spotUsd: number;
  readonly volatility: number;
  readonly rate: number;
}

/** Mark of a liquidity range: the pool's price of the underlying. */
export interface LiquidityMark {
  readonly kind: "concentratedLiquidity";
  readonly spotUsd: number;
}

export type Mark = LinearMark | OptionMark | PowerPerpMark | LiquidityMark;

/** Everything that the sheet needs to price a set of instruments at one moment. */
export interface MarketSnapshot {
  /** Unix seconds; time to expiry is counted from here. */
  readonly timestamp: number;
  /** By instrument id. An instrument without a mark is reported as UNPRICED, never as zero. */
  readonly marks: ReadonlyMap<string, Mark>;
}
