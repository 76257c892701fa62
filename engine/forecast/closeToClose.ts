import { fail, invalid, ok, type Result } from "../result.ts";

/**
 * Realised variance of a stretch: the sum of squared log returns between successive prices, in squared log return for
 * the whole stretch. No mean is taken off: over short stretches it is noise. Source: Andersen and Bollerslev,
 * International Economic Review 39 (1998) 885-905.
 *
 * @param prices positive, oldest first, two or more; sampled as they changed, never forward-filled
 */
export function closeToCloseVariance(prices: readonly number[]): Result<number> {
  if (prices.length < 2) return fail(invalid("prices.length", ">= 2", prices.length));
  const bad = prices.findIndex((price) => !(price > 0 && price < Number.POSITIVE_INFINITY));
  if (bad >= 0) return fail(invalid(`prices[${bad}]`, "finite and > 0", prices[bad]));
  let sum = 0;
  for (let i = 1; i < prices.length; i++) {
    sum += Math.log((prices[i] as number) / (prices[i - 1] as number)) ** 2;
  }
  return ok(sum);
}
