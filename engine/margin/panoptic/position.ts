/** One leg of a Panoptic token id, fields as in the id. */
export interface PanopticLeg {
  /** Which token the size is counted in: 0 or 1. */
  readonly asset: 0 | 1;
  readonly optionRatio: number;
  readonly isLong: boolean;
  /** Token that the leg moves: 0 or 1. The same as `asset` makes a call of the asset, the other one a put. */
  readonly tokenType: 0 | 1;
  /** Index of the leg that it is margined with; its own index when it stands alone. */
  readonly riskPartner: number;
  readonly strikeTick: number;
  /** In tick spacings; 0 is a loan (short) or a credit (long). */
  readonly width: number;
}

/** One open position: up to four legs of one size. */
export interface PanopticPosition {
  readonly tickSpacing: number;
  /** Raw units of the legs' asset, before `optionRatio`. */
  readonly size: number;
  readonly legs: readonly PanopticLeg[];
}

/** Price of token0 in token1, raw units, at a tick. */
export function priceAtTick(tick: number): number {
  return 1.0001 ** tick;
}

/** The ticks between which a leg has liquidity: half the width below the strike, the odd tick above it. */
export function legTicks(leg: PanopticLeg, tickSpacing: number): { lower: number; upper: number } {
  const span = leg.width * tickSpacing;
  return { lower: leg.strikeTick - Math.floor(span / 2), upper: leg.strikeTick + Math.ceil(span / 2) };
}

/** Raw amounts of both tokens that a leg moves across its whole range: its size in the asset, times or over strike. */
export function movedAmounts(position: PanopticPosition, leg: PanopticLeg): readonly [number, number] {
  const { tickSpacing } = position;
  // A loan or credit is counted over one spacing either side of its strike.
  const { lower, upper } = legTicks(leg.width === 0 ? { ...leg, width: 2 } : leg, tickSpacing);
  const middle = 1.0001 ** ((lower + upper) / 2);
  const amount = position.size * leg.optionRatio;
  return leg.asset === 0 ? [amount, amount * middle] : [amount / middle, amount];
}

/** The amount of the leg's own token that it moves. */
export function movedAmount(position: PanopticPosition, leg: PanopticLeg): number {
  return movedAmounts(position, leg)[leg.tokenType];
}
