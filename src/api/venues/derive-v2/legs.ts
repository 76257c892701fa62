import type { ExpiryForward, OptionLeg, PerpLeg } from "../../../../engine/margin/derive/market.ts";
import type { Issue } from "../../../../engine/result.ts";
import { expiryForward, volatilityQuote } from "./expiries.ts";
import type { HeldOption, HeldPerp } from "./holdings.ts";
import { perpQuote, type Source } from "./quotes.ts";

/** Options of one market with the quotes that margin needs, and what is missing. */
export interface QuotedOptions {
  readonly legs: readonly OptionLeg[];
  readonly forwards: readonly ExpiryForward[];
  readonly missing: readonly Issue[];
}

/** Joins options with the forward of their expiry and the volatility of their strike; an expired one needs no smile. */
export function quoteOptions(source: Source, options: readonly HeldOption[]): QuotedOptions {
  const forwards = new Map<number, ExpiryForward>();
  const legs: OptionLeg[] = [];
  const missing: Issue[] = [];
  for (const { marketId, expiry, strike, right, amount, instrumentId } of options) {
    const forward = forwards.get(expiry) ?? expiryForward(source, marketId, expiry);
    const hasExpired = expiry <= source.lookup.clock.timestamp;
    const quote = hasExpired
      ? { volatility: 0, confidence: 1 }
      : volatilityQuote(source, marketId, expiry, strike);
    if (forward === null || quote === null) {
      missing.push(unpriced(instrumentId, forward === null ? "no forward" : "no volatility"));
      continue;
    }
    forwards.set(expiry, forward);
    const { volatility, confidence: volConfidence } = quote;
    legs.push({ expiry, strike, right, amount, volatility, volConfidence });
  }
  return { legs, forwards: [...forwards.values()], missing };
}

/** A perpetual with its quote, or why it has none. */
export function quotePerp(source: Source, perp: HeldPerp): PerpLeg | Issue {
  const quote = perpQuote(source, perp.marketId);
  if (quote === null) return unpriced(perp.instrumentId, "no price");
  return { size: perp.size, ...quote, unrealisedUsd: perp.size * quote.price - perp.costUsd };
}

/** The finding that something held keeps its account from having a margin. */
export function unpriced(instrumentId: string, why: string): Issue {
  return {
    code: "UNPRICED",
    subject: instrumentId,
    message: `${instrumentId} has ${why}, so its account has no margin`,
  };
}
