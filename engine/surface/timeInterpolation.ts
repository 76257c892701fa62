import { fail, invalid, ok, type Result } from "../result.ts";

/** A smile at one expiry: total variance by log-moneyness k = ln(strike / forward of that expiry). */
export interface ExpirySlice {
  /** Years. */
  readonly timeToExpiry: number;
  readonly totalVariance: (k: number) => number;
}

/**
 * Volatility per 1.00 at log-moneyness k and a time between the slices (rising in time): total variance is linear in
 * time at constant k, which keeps calendar spreads free of arbitrage when the slices are. Before the first and after
 * the last slice the volatility of that slice holds. Fails with INVALID_INPUT without slices, on a time that is not
 * positive, or on a negative variance.
 */
export function volatilityAtTime(
  slices: readonly ExpirySlice[],
  k: number,
  timeToExpiry: number,
): Result<number> {
  const first = slices[0];
  const last = slices.at(-1);
  if (!first || !last) return fail(invalid("slices", "not empty", slices.length));
  if (!(timeToExpiry > 0 && timeToExpiry < Infinity)) {
    return fail(invalid("timeToExpiry", "positive and finite", timeToExpiry));
  }
  if (!slices.every((slice, i) => slice.timeToExpiry > (slices[i - 1]?.timeToExpiry ?? 0))) {
    return fail(
      invalid(
        "slices",
        "rising in time",
        slices.map((slice) => slice.timeToExpiry),
      ),
    );
  }
  if (timeToExpiry <= first.timeToExpiry) return rootVariance(first.totalVariance(k) / first.timeToExpiry);
  if (timeToExpiry >= last.timeToExpiry) return rootVariance(last.totalVariance(k) / last.timeToExpiry);
  const i = slices.findIndex((slice) => slice.timeToExpiry > timeToExpiry);
  const near = slices[i - 1] ?? first;
  const far = slices[i] ?? last;
  const share = (timeToExpiry - near.timeToExpiry) / (far.timeToExpiry - near.timeToExpiry);
  const variance = (1 - share) * near.totalVariance(k) + share * far.totalVariance(k);
  return rootVariance(variance / timeToExpiry);
}

function rootVariance(variance: number): Result<number> {
  return variance >= 0 ? ok(Math.sqrt(variance)) : fail(invalid("totalVariance", "at least 0", variance));
}
