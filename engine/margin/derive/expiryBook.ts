import { blackFormula } from "../../pricing/blackFormula.ts";
import type { ExpiryLegs } from "./legs.ts";
import { type ExpiryForward, SECONDS_PER_YEAR } from "./market.ts";

/** Forward and interest rate of one expiry, as a portfolio manager reads them. */
export interface ExpiryQuote extends ExpiryForward {
  /** Continuous rate per 1.00; a negative one counts as 0. */
  readonly rate: number;
  readonly rateConfidence: number;
}

/** The options of one expiry in columns, so that dozens of revaluations cost one pass over numbers each. */
export interface ExpiryBook {
  readonly expiry: number;
  readonly secondsToExpiry: number;
  /** Years. */
  readonly timeToExpiry: number;
  /** USD; see `ExpiryForward`. */
  readonly fixed: number;
  readonly variable: number;
  /** Continuous, >= 0. */
  readonly rate: number;
  /** Least confidence of forward, rate and volatilities. */
  readonly minConfidence: number;
  readonly isCall: readonly boolean[];
  readonly strike: Float64Array;
  readonly amount: Float64Array;
  readonly volatility: Float64Array;
}

/** Lays the legs of one expiry out in columns, in their own order. */
export function expiryBook(group: ExpiryLegs<ExpiryQuote>): ExpiryBook {
  const { forward, legs, secondsToExpiry } = group;
  return {
    expiry: forward.expiry,
    secondsToExpiry,
    timeToExpiry: secondsToExpiry / SECONDS_PER_YEAR,
    fixed: forward.fixed,
    variable: forward.variable,
    rate: Math.max(0, forward.rate),
    minConfidence: Math.min(group.minConfidence, forward.rateConfidence),
    isCall: legs.map((leg) => leg.right === "call"),
    strike: Float64Array.from(legs, (leg) => leg.strike),
    amount: Float64Array.from(legs, (leg) => leg.amount),
    volatility: Float64Array.from(legs, (leg) => leg.volatility),
  };
}

/** The forward when everything that still follows spot is multiplied by `factor`, in USD. */
export function shockedForward(book: ExpiryBook, factor: number): number {
  return book.variable * factor + book.fixed;
}

/**
 * Black-76 value of an expiry's options in USD.
 * @param volatility One per option, in the book's order.
 * @param discount Present value of one dollar at expiry; 1 where the venue does not discount.
 */
export function bookValue(
  book: ExpiryBook,
  forward: number,
  volatility: Float64Array,
  discount: number,
): number {
  const { isCall, strike, amount } = book;
  const rootTime = Math.sqrt(book.timeToExpiry);
  const presentForward = forward * discount;
  let total = 0;
  for (let i = 0; i < strike.length; i++) {
    const k = strike[i] as number;
    const price = blackFormula(
      isCall[i] as boolean,
      presentForward,
      k * discount,
      forward / k,
      (volatility[i] as number) * rootTime,
    );
    total += price * (amount[i] as number);
  }
  return total;
}
