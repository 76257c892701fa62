import { legRequirement } from "./legRequirement.ts";
import { partnerRequirement } from "./partnerRequirement.ts";
import { movedAmount, type PanopticPosition } from "./position.ts";
import { PANOPTIC_V2 } from "./ratios.ts";

/** What one position needs and brings in each token, raw units. */
export interface PositionRequirement {
  readonly required: readonly [number, number];
  /** Credits: they count as balance, not against this position's requirement. */
  readonly credits: readonly [number, number];
}

/**
 * Requirement and credits of one position at a tick. `utilization` of each token in basis points: the highest over
 * all positions of the account, not the position's own.
 * Source: RiskEngine._getRequiredCollateralAtTickSinglePosition.
 */
export function positionRequirement(
  position: PanopticPosition,
  tick: number,
  utilization: readonly [number, number],
): PositionRequirement {
  const required: [number, number] = [0, 0];
  const credits: [number, number] = [0, 0];
  position.legs.forEach((leg, index) => {
    const token = leg.tokenType;
    const context = {
      position,
      tick,
      utilization: utilization[token],
      seller: PANOPTIC_V2.sellerRatio,
    };
    const partner = leg.riskPartner === index ? undefined : position.legs[leg.riskPartner];
    required[token] +=
      partner === undefined ? legRequirement(context, leg) : partnerRequirement(context, leg, partner);
    if (leg.width === 0 && leg.isLong) credits[token] += movedAmount(position, leg);
  });
  return { required, credits };
}
