import type { Right } from "../book/instrument.ts";
import { fail, ok, type Result } from "../result.ts";
import { blackFormula } from "./blackFormula.ts";
import { optionIssues, rawBlackScholesGreeks } from "./blackScholes.ts";
import type { OptionGreeks } from "./greeks.ts";

export type { OptionGreeks } from "./greeks.ts";

/** A European option on a forward. USD per base unit, years (ACT/365), volatility and continuous rate per 1.00. */
export interface Black76Input {
  readonly right: Right;
  readonly forward: number;
  readonly strike: number;
  readonly timeToExpiry: number;
  readonly volatility: number;
  readonly rate: number;
}

/**
 * Black-76 price in USD per base unit; the fast path, which assumes valid input (NaN in gives NaN out).
 * Zero time or volatility gives the discounted intrinsic value; a total volatility of 24 or more gives the bound
 * (forward or strike, discounted), as Derive's contract does. Source: F. Black, J. Fin. Econ. 3 (1976) 167-179.
 */
export function black76Price(input: Black76Input): number {
  const discount = Math.exp(-input.rate * input.timeToExpiry);
  return blackFormula(
    input.right === "call",
    input.forward * discount,
    input.strike * discount,
    input.forward / input.strike,
    input.volatility * Math.sqrt(input.timeToExpiry),
  );
}

/**
 * Black-76 price and greeks per base unit held long. Delta and gamma are with respect to the forward, so delta is
 * discount * N(d1). Fails with INVALID_INPUT, one issue per field, on a forward or strike that is not positive,
 * negative time or volatility, or anything not finite.
 */
export function black76Greeks(input: Black76Input): Result<OptionGreeks> {
  const onForward = { ...input, spot: input.forward, carry: 0 };
  const issues = optionIssues(onForward, "forward");
  return issues.length > 0 ? fail(...issues) : ok(rawBlackScholesGreeks(onForward));
}

/** Sensitivities of a coin-settled option, whose value is V / F coins. Never add them to the USD greeks. */
export interface PriceAdjustedGreeks {
  /** Coins: the holding that hedges the option's coin value, `delta - V / F`. */
  readonly deltaPa: number;
  /** Coins per 1.00 relative move: F ** 2 d2(V / F)/dF2 = F gamma - 2 deltaPa. */
  readonly gammaPa: number;
  /** Coins per 1.00 of volatility. */
  readonly vegaCoin: number;
  /** Coins per year. */
  readonly thetaCoin: number;
}

/** Greeks of the same option when premium and pay-off are the underlying coin. `forward` in USD, positive. */
export function priceAdjusted(greeks: OptionGreeks, forward: number): PriceAdjustedGreeks {
  const deltaPa = greeks.delta - greeks.price / forward;
  return {
    deltaPa,
    gammaPa: forward * greeks.gamma - 2 * deltaPa,
    vegaCoin: greeks.vega / forward,
    thetaCoin: greeks.theta / forward,
  };
}
