/** How the smile is assumed to move with the forward. */
export type SmileDynamics =
  | "stickyStrike" // each strike keeps its volatility; what venues report
  | "stickyMoneyness" // the smile travels with the forward
  | "localVolatility"; // rule of thumb of local-volatility models: the smile moves against the forward

/** What the correction needs of one option; per base unit. */
export interface SmileDeltaInput {
  /** Delta at fixed volatility, base units. */
  readonly delta: number;
  /** USD per 1.00. */
  readonly vega: number;
  /** USD. */
  readonly forward: number;
  /** d volatility / d ln(strike / forward) at the option's strike. */
  readonly skew: number;
}

/**
 * Delta under an assumption on the smile: the fixed-volatility delta plus vega times dvolatility/dF, which is 0, -skew /
 * F or +skew / F. On a skewed smile the choice moves an at-the-money delta by ten points, so it is stated, not hidden.
 */
export function smileDelta(input: SmileDeltaInput, dynamics: SmileDynamics): number {
  const correction = (input.vega * input.skew) / input.forward;
  if (dynamics === "stickyMoneyness") return input.delta - correction;
  if (dynamics === "localVolatility") return input.delta + correction;
  return input.delta;
}

/** d volatility / dk from total variance and its slope at an expiry of `timeToExpiry` years. */
export function volatilitySkew(variance: number, slope: number, timeToExpiry: number): number {
  return slope / (2 * Math.sqrt(variance * timeToExpiry));
}
