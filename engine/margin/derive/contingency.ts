import type { ExpiryBook } from "./expiryBook.ts";

/** Rules for a stablecoin below its peg and for feeds that are unsure of themselves. */
export interface DoubtParameters {
  readonly pegLossThreshold: number;
  readonly pegLossFactor: number;
  readonly confThreshold: number;
  readonly confMargin: number;
}

/** What the depeg of the stablecoin adds to the initial-margin factor; 0 at or above the threshold. */
export function depegFactor(stablePrice: number, parameters: DoubtParameters): number {
  return Math.max(0, parameters.pegLossThreshold - stablePrice) * parameters.pegLossFactor;
}

/** Initial margin charged on a notional whose feeds are below the confidence threshold, in USD. */
export function confidenceContingency(
  minConfidence: number,
  notionalUsd: number,
  parameters: DoubtParameters,
): number {
  if (minConfidence >= parameters.confThreshold) return 0;
  return (1 - minConfidence) * parameters.confMargin * notionalUsd;
}

/**
 * Short options of an expiry that no long option at the same strike covers, in base units. A long put covers a
 * short call at its strike and the other way round.
 */
export function nakedShorts(book: ExpiryBook): number {
  const netAtStrike = new Map<number, number>();
  book.strike.forEach((strike, i) => {
    netAtStrike.set(strike, (netAtStrike.get(strike) ?? 0) + (book.amount[i] ?? 0));
  });
  let naked = 0;
  for (const net of netAtStrike.values()) naked += Math.max(0, -net);
  return naked;
}

/** Options of an expiry, long and short alike, in base units. */
export function grossOptions(book: ExpiryBook): number {
  return book.amount.reduce((sum, amount) => sum + Math.abs(amount), 0);
}
