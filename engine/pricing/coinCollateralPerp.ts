/** A perpetual position with its own collateral, as GMX keeps it: size in tokens and in USD, cost still owed. */
export interface CoinCollateralPerp {
  readonly side: "long" | "short";
  /** Base units, not negative. */
  readonly sizeInTokens: number;
  /** USD at entry, not negative. */
  readonly sizeInUsd: number;
  /** Coins of the collateral token. */
  readonly collateralAmount: number;
  /** True when the collateral token is the coin that the position is on. */
  readonly collateralIsIndex: boolean;
  /** Borrow, funding, closing fee and price impact that closing would cost, USD. */
  readonly pendingCostUsd: number;
}

/** Value in USD and delta in base units; the curvature of price impact is not part of it. */
export interface CoinCollateralPerpRisk {
  readonly valueUsd: number;
  readonly delta: number;
  readonly gamma: number;
}

/**
 * Value = side (P tokens - entry USD) + collateral - pending cost. Collateral in the index coin is exposure: it adds to
 * the delta of a long and offsets a short. `collateralPrice` in USD is ignored in favour of `indexPrice` for that coin.
 */
export function coinCollateralPerpRisk(
  position: CoinCollateralPerp,
  indexPrice: number,
  collateralPrice: number,
): CoinCollateralPerpRisk {
  const side = position.side === "long" ? 1 : -1;
  const coinPrice = position.collateralIsIndex ? indexPrice : collateralPrice;
  return {
    valueUsd:
      side * (position.sizeInTokens * indexPrice - position.sizeInUsd) +
      position.collateralAmount * coinPrice -
      position.pendingCostUsd,
    delta: side * position.sizeInTokens + (position.collateralIsIndex ? position.collateralAmount : 0),
    gamma: 0,
  };
}
