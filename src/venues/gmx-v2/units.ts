import type { Usd30 } from "../../ledger/facts.ts";

/** Decimals of GMX's USD amounts, factors and per-second rates (FLOAT_PRECISION). */
export const FLOAT_DECIMALS = 30;

/**
 * Decimals of `*FundingAmountPerSize` values: smallest token units per USD of size. The contract divides by
 * FLOAT_PRECISION * FLOAT_PRECISION_SQRT = 1e45 and sizes carry 1e30, so 1e15 is left.
 */
export const PER_SIZE_DECIMALS = 15;

/** Marks an amount of GMX as what it is: USD with 30 decimals. */
export function usd30(amount: bigint): Usd30 {
  return amount as Usd30;
}

/** A magnitude with the sign of a position's side. */
export function signed(isLong: boolean, magnitude: bigint): bigint {
  return isLong ? magnitude : -magnitude;
}
