import type { Right } from "../book/instrument.ts";
import { normalisedImpliedVolatility } from "./letsBeRational.ts";

/** A European option's price on a forward. USD per base unit, years, continuous rate per 1.00. */
export interface ImpliedVolatilityInput {
  readonly right: Right;
  readonly price: number;
  readonly forward: number;
  readonly strike: number;
  readonly timeToExpiry: number;
  readonly rate: number;
}

/** Why a price has no implied volatility. Stable codes. */
export type ImpliedVolatilityReason =
  | "INVALID_INPUT" // not finite, or a price, forward or strike outside its domain
  | "EXPIRED" // no time left
  | "BELOW_INTRINSIC" // below the discounted intrinsic value on the forward
  | "ABOVE_MAXIMUM" // at or above the discounted forward (call) or strike (put)
  | "NOT_CONVERGED"; // outside the range of double arithmetic

export interface ImpliedVolatility {
  /** Per 1.00; null with a reason. */
  readonly impliedVolatility: number | null;
  readonly reason: ImpliedVolatilityReason | null;
}

/**
 * Black-76 implied volatility to the accuracy that the price's own rounding allows; never throws.
 *
 * An in-the-money option is solved as the out-of-the-money one of the same strike, whose price is the time value, so
 * no vega is lost under the intrinsic value. A price at its intrinsic value has volatility 0.
 */
export function impliedVolatility(input: ImpliedVolatilityInput): ImpliedVolatility {
  const { right, price, forward, strike, timeToExpiry, rate } = input;
  const finite = [price, forward, strike, timeToExpiry, rate].every(Number.isFinite);
  if (!finite || price < 0 || forward <= 0 || strike <= 0) return missing("INVALID_INPUT");
  if (timeToExpiry <= 0) return missing("EXPIRED");

  const undiscounted = price * Math.exp(rate * timeToExpiry);
  const signedIntrinsic = right === "call" ? forward - strike : strike - forward;
  if (undiscounted >= (right === "call" ? forward : strike)) return missing("ABOVE_MAXIMUM");

  const timeValue = undiscounted - Math.max(0, signedIntrinsic);
  // An intrinsic value that the caller discounted itself may come back a last digit low.
  const rounding = signedIntrinsic > 0 ? 2 * Number.EPSILON * Math.max(forward, strike) : 0;
  if (timeValue < -rounding) return missing("BELOW_INTRINSIC");
  if (timeValue <= 0) return { impliedVolatility: 0, reason: null };

  const beta = timeValue / (Math.sqrt(forward) * Math.sqrt(strike));
  const total = normalisedImpliedVolatility(beta, -Math.abs(logRatio(forward, strike)));
  if (!(total > 0 && total < Infinity)) return missing("NOT_CONVERGED");
  return { impliedVolatility: total / Math.sqrt(timeToExpiry), reason: null };
}

/** ln(a / b); near 1 the quotient would round away the digits that a short-dated option at the money lives on. */
function logRatio(a: number, b: number): number {
  return a > 0.5 * b && a < 2 * b ? Math.log1p((a - b) / b) : Math.log(a / b);
}

function missing(reason: ImpliedVolatilityReason): ImpliedVolatility {
  return { impliedVolatility: null, reason };
}
