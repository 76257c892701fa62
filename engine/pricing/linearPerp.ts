/** A perpetual future whose P&L is linear in the mark. */
export interface LinearPerp {
  /** Base units, long > 0. */
  readonly size: number;
  /** USD per base unit. */
  readonly entryPrice: number;
  /** Per year, of notional: positive means that longs pay shorts. */
  readonly fundingRate: number;
  /** Per year, of notional: paid by both sides. */
  readonly borrowRate: number;
}

/** Value and sensitivities of a perpetual future. */
export interface PerpRisk {
  readonly pnlUsd: number;
  /** Base units. */
  readonly delta: number;
  /** Base units per USD. */
  readonly gamma: number;
}

/** P&L size * (mark - entry) in USD; delta is the size. Assumes a positive mark. */
export function linearPerpRisk(perp: LinearPerp, markPrice: number): PerpRisk {
  return { pnlUsd: perp.size * (markPrice - perp.entryPrice), delta: perp.size, gamma: 0 };
}

/**
 * Funding and borrow in USD per year, received > 0. They are cash and carry no delta; shown beside theta, in the same
 * unit, so that a wallet may add the two.
 */
export function linearPerpCarry(perp: LinearPerp, markPrice: number): number {
  return -markPrice * (perp.size * perp.fundingRate + Math.abs(perp.size) * perp.borrowRate);
}
