import { type LegContext, legRequirement } from "./legRequirement.ts";
import { movedAmount, movedAmounts, type PanopticLeg, priceAtTick } from "./position.ts";
import { PANOPTIC_V2 } from "./ratios.ts";

/** Utilisation at which a short option is fully collateralised, in basis points. */
const FULL_UTILIZATION = 10_000;
/** Divisor of the calendar term: size * difference of widths in ticks / 80,000. */
const CALENDAR_DIVISOR = 80_000;

/** Largest loss of a spread, not above what its legs need apart. `leg` is the long one. */
function spread(context: LegContext, leg: PanopticLeg, partner: PanopticLeg): number {
  const { position } = context;
  const apart = legRequirement(context, leg) + legRequirement(context, partner);
  const [moved0, moved1] = movedAmounts(position, leg);
  const [partner0, partner1] = movedAmounts(position, partner);
  const token0 = leg.tokenType === 0;
  const calendar =
    ((token0 ? moved0 : moved1) * Math.abs(leg.width - partner.width) * position.tickSpacing) /
    CALENDAR_DIVISOR;
  let strikes: number;
  if (leg.asset !== leg.tokenType) {
    strikes = token0 ? Math.abs(moved0 - partner0) : Math.abs(moved1 - partner1);
  } else {
    const [notional, notionalPartner, contracts] = token0
      ? [moved1, partner1, moved0]
      : [moved0, partner0, moved1];
    strikes = (Math.abs(notional - notionalPartner) * contracts) / Math.max(notional, notionalPartner);
  }
  return Math.min(apart, 1 + calendar + strikes);
}

/** A loan of one token against a credit of the other: the loan less the credit at the present price. */
function delayedSwap(context: LegContext, loan: PanopticLeg, credit: PanopticLeg): number {
  const { position, tick } = context;
  const owed = movedAmount(position, loan) * (1 + PANOPTIC_V2.sellerRatio);
  const price = priceAtTick(tick);
  const held = movedAmount(position, credit);
  return Math.max(owed - (credit.tokenType === 0 ? held * price : held / price), 1);
}

/** Requirement of two option legs, or null when they do not offset each other. Counted on one leg, 0 on the other. */
function optionPair(context: LegContext, leg: PanopticLeg, partner: PanopticLeg): number | null {
  if (leg.tokenType === partner.tokenType) {
    if (leg.isLong === partner.isLong) return null;
    return leg.isLong ? spread(context, leg, partner) : 0;
  }
  if (!leg.isLong && !partner.isLong) {
    return legRequirement({ ...context, seller: context.seller / 2 }, leg);
  }
  if (leg.isLong !== partner.isLong && leg.strikeTick === partner.strikeTick) {
    return leg.isLong ? 0 : legRequirement(context, leg);
  }
  return null;
}

/** Requirement of an option financed by a loan or secured by a credit of the same token. */
function fundedOption(context: LegContext, option: PanopticLeg, funding: PanopticLeg): number {
  if (funding.isLong) return legRequirement({ ...context, utilization: FULL_UTILIZATION }, option);
  const own = legRequirement(context, option);
  const loan = legRequirement(context, funding);
  return option.isLong ? Math.max(own, loan) : own + loan;
}

/**
 * Requirement of a leg together with its risk partner, in raw units of the leg's token. Pairs that the venue does not
 * recognise, and pairs of unequal asset or ratio, are margined leg by leg.
 * Source: RiskEngine._getRequiredCollateralSingleLegPartner.
 */
export function partnerRequirement(context: LegContext, leg: PanopticLeg, partner: PanopticLeg): number {
  const alone = () => legRequirement(context, leg);
  if (leg.asset !== partner.asset || leg.optionRatio !== partner.optionRatio) return alone();
  const [isOption, partnerIsOption] = [leg.width > 0, partner.width > 0];
  if (isOption && partnerIsOption) return optionPair(context, leg, partner) ?? alone();
  if (isOption !== partnerIsOption) {
    if (leg.tokenType !== partner.tokenType) return alone();
    return isOption ? fundedOption(context, leg, partner) : 0;
  }
  if (leg.tokenType === partner.tokenType || leg.isLong === partner.isLong) return alone();
  return leg.isLong ? 0 : delayedSwap(context, leg, partner);
}
