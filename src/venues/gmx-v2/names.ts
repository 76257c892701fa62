/** The venue's name in every fact. */
export const venue = "gmx-v2";

/** GMX's own event names that have a handler, by the log that carries them. */
export const handledEvents = {
  EventLog1: [
    "MarketCreated",
    "PositionIncrease",
    "PositionDecrease",
    "PositionFeesCollected",
    "PositionFeesInfo",
    "OraclePriceUpdate",
    "Funding",
    "Borrowing",
    "CumulativeBorrowingFactorUpdated",
    "FundingFeeAmountPerSizeUpdated",
    "ClaimableFundingAmountPerSizeUpdated",
    "OpenInterestUpdated",
    "OpenInterestInTokensUpdated",
    "SetUint",
  ],
  EventLog2: ["OrderExecuted"],
} as const;

export type Side = "long" | "short";

export function sideOf(isLong: boolean): Side {
  return isLong ? "long" : "short";
}

/** Names of `marketAccrual` rows. Tokens in lower case. */
export const accrualName = {
  /** Magnitude per second, of the paying side's open interest; 30 decimals. */
  fundingFactorPerSecond: "fundingFactorPerSecond",
  /** 1 while longs pay shorts, 0 while shorts pay longs; no decimals. */
  longsPayShorts: "longsPayShorts",
  /** Smallest units of the collateral token per USD of size, 15 decimals. */
  fundingFeeAmountPerSize: (side: Side, token: string) => `fundingFeeAmountPerSize:${side}:${token}`,
  /** Smallest units of the token per USD of size, 15 decimals. */
  claimableFundingAmountPerSize: (side: Side, token: string) =>
    `claimableFundingAmountPerSize:${side}:${token}`,
  /** Of `sizeInUsd`, 30 decimals. */
  cumulativeBorrowingFactor: (side: Side) => `cumulativeBorrowingFactor:${side}`,
  /** Of `sizeInUsd` per second, 30 decimals. */
  borrowingFactorPerSecond: (side: Side) => `borrowingFactorPerSecond:${side}`,
  /** The side whose cumulative factor moved last: 1 long, 0 short. It tells what the next `Borrowing` is about. */
  borrowingSide: "borrowingSide",
  /** Entry notional in USD of all positions of a side with this collateral, 30 decimals. */
  openInterest: (side: Side, token: string) => `openInterest:${side}:${token}`,
  /** Index tokens of all positions of a side with this collateral, in the index token's decimals. */
  openInterestInTokens: (side: Side, token: string) => `openInterestInTokens:${side}:${token}`,
} as const;

/** Names of `venueParameter` rows; factors and USD amounts have 30 decimals. */
export const parameterName = {
  minCollateralUsd: "minCollateralUsd",
  minPositionSizeUsd: "minPositionSizeUsd",
  minCollateralFactor: "minCollateralFactor",
  minCollateralFactorForLiquidation: "minCollateralFactorForLiquidation",
  minCollateralFactorForOpenInterestMultiplier: (side: Side) =>
    `minCollateralFactorForOpenInterestMultiplier:${side}`,
  maxPositionImpactFactorForLiquidations: "maxPositionImpactFactorForLiquidations",
  /** Fee on `sizeDeltaUsd`, by whether the trade brings long and short open interest closer together. */
  positionFeeFactor: (balanceWasImproved: boolean) =>
    `positionFeeFactor:${balanceWasImproved ? "balanceImproved" : "balanceWorsened"}`,
  liquidationFeeFactor: "liquidationFeeFactor",
} as const;

/** Scope of a `venueParameter` that holds for every market. */
export const venueScope = "venue";
