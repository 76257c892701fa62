import type { GmxV2Position } from "../../../engine/margin/gmxV2.ts";

/** A 10x ETH long on USDC with the deployed ETH parameters. */
export const base: GmxV2Position = {
  isLong: true,
  sizeInUsd: 30_000,
  sizeInTokens: 10,
  collateralAmount: 3_000,
  collateralPriceMin: 1,
  indexPriceMin: 3_000,
  indexPriceMax: 3_000,
  collateralIsIndex: false,
  pendingImpactUsd: 0,
  pendingBorrowingUsd: 0,
  pendingFundingUsd: 0,
  positionFeeFactor: 0,
  minCollateralFactor: 0.005,
  minCollateralFactorForLiquidation: 0.005,
  minCollateralUsd: 1,
  openInterestUsd: 0,
  minCollateralFactorForOpenInterestMultiplier: 0,
  maxPositionImpactFactorForLiquidations: 0,
};

/** The same position with the index at `price`; coin collateral, and funding owed in it, move along. */
export function at(position: GmxV2Position, price: number): GmxV2Position {
  const ratio = price / (position.isLong ? position.indexPriceMin : position.indexPriceMax);
  const coin = position.collateralIsIndex ? ratio : 1;
  return {
    ...position,
    indexPriceMin: position.indexPriceMin * ratio,
    indexPriceMax: position.indexPriceMax * ratio,
    collateralPriceMin: position.collateralPriceMin * coin,
    pendingFundingUsd: position.pendingFundingUsd * coin,
  };
}
