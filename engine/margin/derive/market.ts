import type { Right } from "../../book/instrument.ts";

/** What a Derive feed answers: a price in USD and how sure the feed is of it, in [0, 1]. */
export interface Quote {
  readonly price: number;
  readonly confidence: number;
}

/**
 * Forward of one expiry, split as the chain splits it: `fixed` is the part of the settlement average that has
 * already been observed and no longer moves with spot, `variable` is the rest. Outside the last 30 minutes
 * `fixed` is 0; a settled expiry has `variable` 0 and `fixed` equal to its settlement price. USD.
 */
export interface ExpiryForward {
  /** Unix seconds. */
  readonly expiry: number;
  readonly fixed: number;
  readonly variable: number;
  readonly confidence: number;
}

/** One option balance with the volatility its feed gives for the strike. */
export interface OptionLeg {
  /** Unix seconds. */
  readonly expiry: number;
  /** USD per base unit. */
  readonly strike: number;
  readonly right: Right;
  /** Signed base units, long > 0. */
  readonly amount: number;
  /** Implied volatility as a fraction per square-root year. */
  readonly volatility: number;
  readonly volConfidence: number;
}

/** A perpetual position with its own price feed. */
export interface PerpLeg {
  /** Signed base units, long > 0. */
  readonly size: number;
  readonly price: number;
  readonly confidence: number;
  /** Unsettled P&L and funding, in USD; cash once somebody settles the position. */
  readonly unrealisedUsd: number;
}

/** ACT/365 in seconds: Derive's year. */
export const SECONDS_PER_YEAR = 31_536_000;
