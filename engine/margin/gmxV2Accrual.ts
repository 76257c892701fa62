import { fail, ok, type Result } from "../result.ts";

const FLOAT_PRECISION = 10n ** 30n;
/** Funding-per-size values carry 1e15 on top of the 1e30 of USD sizes (FLOAT_PRECISION * FLOAT_PRECISION_SQRT). */
const FUNDING_DIVISOR = 10n ** 45n;

function growth(latest: bigint, atPosition: bigint, field: string): Result<bigint> {
  if (latest < atPosition) {
    return fail({
      code: "INTEGRITY",
      field,
      message: `${field} must not be below the position's own value, got ${latest} < ${atPosition}`,
    });
  }
  return ok(latest - atPosition);
}

/**
 * Funding that the position owes now, in the smallest unit of its collateral token, rounded up.
 * `sizeInUsd` 1e30; the per-size values as the market and the position carry them.
 * Fails with INTEGRITY when the market's value is behind the position's (the contract underflows).
 * Source: gmx-synthetics@a5c0c88 MarketUtils.getFundingAmount (roundUpMagnitude = true).
 */
export function fundingOwed(
  latestPerSize: bigint,
  positionPerSize: bigint,
  sizeInUsd: bigint,
): Result<bigint> {
  const diff = growth(latestPerSize, positionPerSize, "fundingFeeAmountPerSize");
  if (!diff.ok) return diff;
  return ok((sizeInUsd * diff.value + FUNDING_DIVISOR - 1n) / FUNDING_DIVISOR);
}

/**
 * Funding that the position may claim now, in the smallest unit of the long or the short token, rounded down.
 * It is paid out on claim and never counts as the position's collateral.
 * Source: gmx-synthetics@a5c0c88 MarketUtils.getFundingAmount (roundUpMagnitude = false).
 */
export function fundingClaimable(
  latestPerSize: bigint,
  positionPerSize: bigint,
  sizeInUsd: bigint,
): Result<bigint> {
  const diff = growth(latestPerSize, positionPerSize, "claimableFundingAmountPerSize");
  if (!diff.ok) return diff;
  return ok((sizeInUsd * diff.value) / FUNDING_DIVISOR);
}

/**
 * Cumulative borrowing factor (1e30) after `elapsedSeconds` more at `borrowingFactorPerSecond` (1e30 per second).
 * Source: gmx-synthetics@a5c0c88 MarketUtils.getNextCumulativeBorrowingFactor.
 */
export function nextCumulativeBorrowingFactor(
  cumulativeBorrowingFactor: bigint,
  borrowingFactorPerSecond: bigint,
  elapsedSeconds: bigint,
): bigint {
  return cumulativeBorrowingFactor + borrowingFactorPerSecond * elapsedSeconds;
}

/**
 * Borrowing fee of a position in USD (1e30), rounded down as the contract does.
 * Fails with INTEGRITY when the market's factor is behind the position's (the contract reverts).
 * Source: gmx-synthetics@a5c0c88 MarketUtils.getNextBorrowingFees.
 */
export function borrowingFeeUsd(
  cumulativeBorrowingFactor: bigint,
  positionBorrowingFactor: bigint,
  sizeInUsd: bigint,
): Result<bigint> {
  const diff = growth(cumulativeBorrowingFactor, positionBorrowingFactor, "cumulativeBorrowingFactor");
  if (!diff.ok) return diff;
  return ok((sizeInUsd * diff.value) / FLOAT_PRECISION);
}
