/**
 * Pending price impact (index tokens, signed) after part of a position is closed: the closed part's share is settled,
 * rounded away from zero when it is owed. The event gives no after-state, so this repeats the contract.
 * Source: gmx-synthetics@a5c0c88 DecreasePositionCollateralUtils._getProportionalPendingImpactValues.
 */
export function pendingImpactAfterDecrease(
  pendingImpactAmount: bigint,
  sizeDeltaUsd: bigint,
  sizeInUsdAfter: bigint,
): bigint {
  if (sizeInUsdAfter === 0n) return 0n;
  const sizeInUsdBefore = sizeInUsdAfter + sizeDeltaUsd;
  if (pendingImpactAmount >= 0n) {
    return pendingImpactAmount - (pendingImpactAmount * sizeDeltaUsd) / sizeInUsdBefore;
  }
  const owed = -pendingImpactAmount;
  return pendingImpactAmount + (owed * sizeDeltaUsd + sizeInUsdBefore - 1n) / sizeInUsdBefore;
}
