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
