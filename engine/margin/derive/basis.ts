/** The move that stands for forwards of different expiries drifting apart. */
export interface BasisParameters {
  readonly scenarioSpotUp: number;
  readonly scenarioSpotDown: number;
  readonly addFactor: number;
  /** Per year to expiry. */
  readonly multFactor: number;
}

/**
 * Basis contingency of one expiry, <= 0, in USD: the worse of its value changes on the two spot moves, scaled up
 * with tenor. It shocks spot only, never volatility. Source: derivexyz/v2-core PMRMLib.
 *
 * @param valueAt The expiry's value in USD at a spot factor, volatility unshocked.
 */
export function basisContingency(
  valueAt: (factor: number) => number,
  value: number,
  timeToExpiry: number,
  parameters: BasisParameters,
): number {
  const up = valueAt(parameters.scenarioSpotUp) - value;
  const down = valueAt(parameters.scenarioSpotDown) - value;
  return Math.min(up, down, 0) * (parameters.addFactor + parameters.multFactor * timeToExpiry);
}
