import type { Address } from "viem";
import type { Usd30 } from "../../ledger/facts.ts";

const SCALE_18_TO_30 = 10n ** 12n;
const SCALE_36_TO_30 = 10n ** 6n;
const SCALE_8_TO_30 = 10n ** 22n;

/** A USD amount with 18 decimals, exactly. */
export function usd30(amount18: bigint): Usd30 {
  return (amount18 * SCALE_18_TO_30) as Usd30;
}

/** Size times price, both with 18 decimals, in USD with 30 decimals; truncated towards zero at 1e-30 USD. */
export function notional30(size18: bigint, price18: bigint): Usd30 {
  return ((size18 * price18) / SCALE_36_TO_30) as Usd30;
}

/** A strike as a sub-id holds it (8 decimals), in USD with 30 decimals, exactly. */
export function strike30(strike8: bigint): Usd30 {
  return (strike8 * SCALE_8_TO_30) as Usd30;
}

/** Addresses are kept in lower case, so that equal keys are equal strings. */
export function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}
