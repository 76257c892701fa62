import { legTicks, movedAmount, type PanopticLeg, type PanopticPosition } from "./position.ts";
import { contractExponential, PANOPTIC_V2, sellRatio } from "./ratios.ts";

const MAX_TICK = 887_272;
/** Raw units that the decayed requirement of a long leg keeps on top. */
const LONG_FLOOR = 10_000;

/** Where and how a leg is valued. `seller` is the least collateral ratio of short legs (halved in a strangle). */
export interface LegContext {
  readonly position: PanopticPosition;
  readonly tick: number;
  /** Highest utilisation of the leg's token over the account's positions, in basis points. */
  readonly utilization: number;
  readonly seller: number;
}

function shortRequirement(context: LegContext, leg: PanopticLeg, moved: number): number {
  const { position, tick } = context;
  const ratio = sellRatio(context.utilization, context.seller);
  const base = 1 + moved * ratio;
  const { lower, upper } = legTicks(leg, position.tickSpacing);
  // Price over strike for a put, strike over price for a call: falls as the leg goes into the money.
  const distance = 2 * (leg.tokenType === 1 ? tick - leg.strikeTick : leg.strikeTick - tick);
  const moneyness = 1.0001 ** (Math.min(Math.max(distance, -MAX_TICK), MAX_TICK) / 2);
  const outOfTheMoney = base / 2;
  const sloped = Math.max(moved + base * moneyness - moved * moneyness, 0);
  let inRange = 0;
  if (tick >= lower && tick < upper) {
    const scale = 1.0001 ** ((upper - lower) / 2);
    inRange = (moved * (1 - ratio) * (scale - moneyness)) / (scale + 1) + outOfTheMoney;
  }
  return Math.max(inRange, sloped, outOfTheMoney);
}

function longRequirement(context: LegContext, leg: PanopticLeg, moved: number): number {
  const base = 1 + moved * PANOPTIC_V2.buyerRatio;
  const { lower, upper } = legTicks(leg, context.position.tickSpacing);
  const width = upper - lower;
  const distance = Math.max(Math.ceil(width / 2), Math.abs(context.tick - leg.strikeTick));
  const decayed = (base * width) / (distance * contractExponential(distance, width));
  return Math.min(base, decayed + LONG_FLOOR);
}

/**
 * Requirement of one leg on its own, in raw units of its token.
 *
 * A short option keeps at least half its base ratio out of the money and its base ratio at the strike, growing to its
 * full size deep in the money; a long option's requirement decays exponentially away from the strike; a loan keeps its
 * amount and a margin; a credit nothing. Source: RiskEngine._getRequiredCollateralSingleLegNoPartner.
 */
export function legRequirement(context: LegContext, leg: PanopticLeg): number {
  const moved = movedAmount(context.position, leg);
  if (leg.width === 0) {
    if (leg.isLong) return 0;
    return moved * (1 + sellRatio(context.utilization, PANOPTIC_V2.loanMargin));
  }
  return leg.isLong ? longRequirement(context, leg, moved) : shortRequirement(context, leg, moved);
}
