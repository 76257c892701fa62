// A slope that is only the rounding of two equal exposures must not become a price of 1e20.
const CANCELLATION = 1e-12;

/**
 * Price at which `intercept + (a + b) * price` is zero, for exposures `a` and `b` in base units (a position and its
 * coin collateral, say). Null when the exposures cancel to within float64 rounding or the root is not positive.
 */
export function linearRoot(intercept: number, a: number, b: number): number | null {
  const slope = a + b;
  if (Math.abs(slope) <= CANCELLATION * (Math.abs(a) + Math.abs(b))) return null;
  const root = -intercept / slope;
  return Number.isFinite(root) && root > 0 ? root : null;
}

/** The candidate nearest to the present price; null when there is none. */
export function nearestPrice(candidates: readonly (number | null)[], presentPriceUsd: number): number | null {
  let nearest: number | null = null;
  for (const candidate of candidates) {
    if (candidate === null) continue;
    if (nearest === null || Math.abs(candidate - presentPriceUsd) < Math.abs(nearest - presentPriceUsd)) {
      nearest = candidate;
    }
  }
  return nearest;
}

const HALVINGS = 200;

/**
 * Price between `low` and `high` at which `gap` changes sign, by bisection on the logarithm down to the last bit;
 * the last price on the safe side, where `gap` (equity less requirement, any unit) is not negative. Null when the ends
 * have the same sign.
 */
export function crossingBetween(gap: (priceUsd: number) => number, low: number, high: number): number | null {
  let a = low;
  let b = high;
  const safeAtLow = gap(a) >= 0;
  if (safeAtLow === gap(b) >= 0) return null;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = Math.sqrt(a) * Math.sqrt(b);
    if (middle <= a || middle >= b) break;
    if (gap(middle) >= 0 === safeAtLow) a = middle;
    else b = middle;
  }
  return safeAtLow ? a : b;
}
