import { fail, ok, type Result } from "../result.ts";
import {
  flaggerFeeUsd,
  liquidationPremiumRatio,
  type SynthetixPerpsV2Position,
  synthetixPerpsV2Issues,
} from "./synthetixPerpsV2.ts";

/** The venue keeps this much, and this much leverage, back against rounding (0.001). */
const ROUNDING_SAFETY = 1e-3;

/** What the market's own view functions answer: for reconciliation with the chain and with the venue's front end. */
export interface SynthetixPerpsV2Views {
  readonly remainingMarginUsd: number;
  readonly accessibleMarginUsd: number;
  /**
   * `liquidationPrice()`: takes the requirement at the **present** price, so it is off by the requirement's own move;
   * the report's liquidation price is the exact one. 0 where the formula goes negative or there is no position.
   */
  readonly approximateLiquidationPriceUsd: number;
  readonly canLiquidate: boolean;
}

/**
 * Recomputes the view functions of a PerpsV2 market for one position, in USD.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: Synthetixio/synthetix@1609d15 contracts/PerpsV2MarketBase.sol and PerpsV2MarketViews.sol.
 */
export function synthetixPerpsV2Views(position: SynthetixPerpsV2Position): Result<SynthetixPerpsV2Views> {
  const issues = synthetixPerpsV2Issues(position);
  if (issues.length > 0) return fail(...issues);

  const { size, params, markPriceUsd, lastPriceUsd, marginUsd, accruedFundingUsd } = position;
  const notional = Math.abs(size) * markPriceUsd;
  const remaining = Math.max(0, marginUsd + size * (markPriceUsd - lastPriceUsd) + accruedFundingUsd);
  if (size === 0) {
    return ok({
      remainingMarginUsd: remaining,
      accessibleMarginUsd: remaining,
      approximateLiquidationPriceUsd: 0,
      canLiquidate: false,
    });
  }
  const locked =
    Math.max(notional / (params.maxLeverage - ROUNDING_SAFETY), params.minInitialMarginUsd) + ROUNDING_SAFETY;
  const requirement =
    notional * params.liquidationBufferRatio +
    flaggerFeeUsd(notional, params) +
    params.keeperLiquidationFeeUsd;
  const premium = notional * liquidationPremiumRatio(size, params);
  const approximate = lastPriceUsd + (requirement + premium - marginUsd - accruedFundingUsd) / size;
  return ok({
    remainingMarginUsd: remaining,
    accessibleMarginUsd: Math.max(0, remaining - locked),
    approximateLiquidationPriceUsd: Math.max(0, approximate),
    canLiquidate: Math.max(0, remaining - premium) <= requirement,
  });
}
