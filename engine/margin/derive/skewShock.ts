import type { ExpiryBook } from "./expiryBook.ts";

/** The two tilts of the smile in PM2. */
export interface SkewShockParameters {
  readonly linearBaseCap: number;
  readonly absBaseCap: number;
  readonly linearCBase: number;
  readonly absCBase: number;
  readonly minKStar: number;
  readonly widthScale: number;
  readonly volParamStatic: number;
  readonly volParamScale: number;
}

/**
 * Volatilities of a book under a tilt: vol x (1 + cap k / k*), where k is the log-moneyness ln(K / F) for `linear`
 * and its absolute value for `abs`, and the multiple stays within the cap on k's own side. The cap shrinks with
 * root time (base cap + CBase root t); k* is where the smile is taken to flatten out. A multiple below zero gives
 * volatility 0.
 *
 * Source: derivexyz/v2-core PMRMLib_2.
 */
export function skewedVolatility(
  book: ExpiryBook,
  forward: number,
  shape: "linear" | "abs",
  parameters: SkewShockParameters,
): Float64Array {
  const rootTime = Math.sqrt(book.timeToExpiry);
  const cap =
    shape === "linear"
      ? parameters.linearCBase * rootTime + parameters.linearBaseCap
      : parameters.absCBase * rootTime + parameters.absBaseCap;
  const width = parameters.volParamStatic + rootTime * parameters.volParamScale;
  const kStar = Math.max(parameters.minKStar, rootTime * parameters.widthScale * width);
  return book.volatility.map((volatility, i) => {
    const logMoneyness = Math.log((book.strike[i] ?? Number.NaN) / forward);
    const k = shape === "linear" ? logMoneyness : Math.abs(logMoneyness);
    const tilt = (k * cap) / kStar;
    return volatility * Math.max(0, 1 + (k >= 0 ? Math.min(cap, tilt) : Math.max(-cap, tilt)));
  });
}
