/** The risk engine counts ratios in units of 1e-7 and rounds them down; so does this file. */
const DECIMALS = 10_000_000;
const TARGET_UTILIZATION = 6_666_667;
const SATURATED_UTILIZATION = 9_000_000;

/** Constants of RiskEngine at panoptic-v2-core@d20b0ae, as fractions. Another engine may have others. */
export const PANOPTIC_V2 = {
  sellerRatio: 0.2,
  buyerRatio: 0.1,
  loanMargin: 0.1,
  /** What opening and withdrawing ask on top of the maintenance requirement. */
  initialBuffer: 1.0666667,
} as const;

/**
 * Collateral ratio of a short leg: `minimum` up to the target utilisation of the pool, then linear to 1 at saturation.
 * `utilization` in basis points. Source: RiskEngine._sellCollateralRatio.
 */
export function sellRatio(utilization: number, minimum: number): number {
  const used = utilization * 1_000;
  if (used < TARGET_UTILIZATION) return minimum;
  if (used > SATURATED_UTILIZATION) return 1;
  const least = Math.round(minimum * DECIMALS);
  const slope = (DECIMALS - least) * (used - TARGET_UTILIZATION);
  return (least + Math.floor(slope / (SATURATED_UTILIZATION - TARGET_UTILIZATION))) / DECIMALS;
}

/**
 * Share of a surplus in one token that counts for the other: `crossBuffer` up to saturation, falling to 0 half way
 * from there to full use of the pool. Source: RiskEngine.crossBufferRatio.
 */
export function crossRatio(utilization: number, crossBuffer: number): number {
  const used = utilization * 1_000;
  if (used < SATURATED_UTILIZATION) return crossBuffer;
  const cutoff = (SATURATED_UTILIZATION + DECIMALS) / 2;
  if (used > cutoff) return 0;
  const buffer = Math.round(crossBuffer * DECIMALS);
  return Math.floor((buffer * (cutoff - used)) / (cutoff - SATURATED_UTILIZATION)) / DECIMALS;
}

const LN2 = 6_931_472;

/**
 * exp(distance / width) as the contract evaluates it: doublings of ln 2, times a Taylor series cut after four terms
 * (up to 0.1 % low). Source: RiskEngine, Math.sTaylorCompounded.
 */
export function contractExponential(distance: number, width: number): number {
  const scaled = Math.floor((distance * DECIMALS) / width);
  const doublings = Math.floor(scaled / LN2);
  const x = scaled % LN2;
  const second = Math.floor((x * x) / (2 * DECIMALS));
  const third = Math.floor((second * x) / (3 * DECIMALS));
  const fourth = Math.floor((third * x) / (4 * DECIMALS));
  return ((DECIMALS + x + second + third + fourth) / DECIMALS) * 2 ** doublings;
}
