import { MAD_TO_SIGMA, median, medianAbsoluteDeviation } from "./statistics.ts";

/** A price and how far its source may be off by its own promise. */
export interface Quote {
  readonly price: number;
  readonly deviation: number;
}

export interface Disagreement {
  /** Distance from what it was compared with, as a fraction. */
  readonly apart: number;
  readonly limit: number;
}

/** |p_a / p_b - 1| against both bands plus a margin: all that two sources can show, not which of them is wrong. */
export function pairDisagreement(a: Quote, b: Quote, margin: number): Disagreement {
  return { apart: a.price / b.price - 1, limit: a.deviation + b.deviation + margin };
}

/**
 * Each of three or more sources against the others: |p_i / med(p_-i) - 1| against
 * max(k 1.4826 MAD(p_-i) / med(p_-i), b_i + max b_-i + margin). Leaving the source itself out names the one at fault: the
 * healthy ones see a wide MAD, because the faulty one is among their others.
 */
export function leaveOneOut(quotes: readonly Quote[], margin: number, madFactor: number): Disagreement[] {
  return quotes.map((quote, i) => {
    const others = quotes.filter((_, j) => j !== i);
    const prices = others.map(({ price }) => price);
    const centre = median(prices);
    const spread = (madFactor * MAD_TO_SIGMA * medianAbsoluteDeviation(prices, centre)) / centre;
    const band = Math.max(...others.map(({ deviation }) => deviation));
    return {
      apart: quote.price / centre - 1,
      limit: Math.max(spread, quote.deviation + band + margin),
    };
  });
}
