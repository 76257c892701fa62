import { fail, type Issue, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive } from "./checks.ts";
import { linearRoot, nearestPrice } from "./liquidationPrice.ts";
import type { MarginReport } from "./report.ts";

/** Market and global settings of Synthetix PerpsV2 as plain fractions and USD. */
export interface SynthetixPerpsV2Params {
  readonly maxLeverage: number;
  readonly minInitialMarginUsd: number;
  readonly liquidationBufferRatio: number;
  readonly liquidationFeeRatio: number;
  readonly minKeeperFeeUsd: number;
  readonly maxKeeperFeeUsd: number;
  readonly keeperLiquidationFeeUsd: number;
  readonly liquidationPremiumMultiplier: number;
  /** Base units. */
  readonly skewScale: number;
}

/** One isolated position; `size` 0 is margin that was deposited and not yet used. */
export interface SynthetixPerpsV2Position {
  /** sUSD at the last interaction, with P&L and funding up to then folded in (>= 0). */
  readonly marginUsd: number;
  /** Base units, signed. */
  readonly size: number;
  /** Price at which the position was last marked: not the entry price. */
  readonly lastPriceUsd: number;
  readonly markPriceUsd: number;
  /** Funding since the last interaction, USD, > 0 when received. */
  readonly accruedFundingUsd: number;
  readonly params: SynthetixPerpsV2Params;
}

/** The issues of a position: shared by the report and by the venue's own views. */
export function synthetixPerpsV2Issues(position: SynthetixPerpsV2Position): Issue[] {
  const { params } = position;
  return issuesOf(
    nonNegative("marginUsd", position.marginUsd),
    finite("size", position.size),
    position.size === 0 ? null : positive("lastPriceUsd", position.lastPriceUsd),
    positive("markPriceUsd", position.markPriceUsd),
    finite("accruedFundingUsd", position.accruedFundingUsd),
    positive("params.maxLeverage", params.maxLeverage),
    nonNegative("params.minInitialMarginUsd", params.minInitialMarginUsd),
    nonNegative("params.liquidationBufferRatio", params.liquidationBufferRatio),
    nonNegative("params.liquidationFeeRatio", params.liquidationFeeRatio),
    nonNegative("params.minKeeperFeeUsd", params.minKeeperFeeUsd),
    nonNegative("params.maxKeeperFeeUsd", params.maxKeeperFeeUsd),
    nonNegative("params.keeperLiquidationFeeUsd", params.keeperLiquidationFeeUsd),
    nonNegative("params.liquidationPremiumMultiplier", params.liquidationPremiumMultiplier),
    positive("params.skewScale", params.skewScale),
  );
}

/** Fee for the flagger: proportional, capped at the maximum, then raised to the minimum (the minimum wins). */
export function flaggerFeeUsd(notionalUsd: number, params: SynthetixPerpsV2Params): number {
  const proportional = notionalUsd * params.liquidationFeeRatio;
  return Math.max(Math.min(proportional, params.maxKeeperFeeUsd), params.minKeeperFeeUsd);
}

/** Premium that liquidating the whole size into the market costs, as a fraction of its notional. */
export function liquidationPremiumRatio(size: number, params: SynthetixPerpsV2Params): number {
  return (Math.abs(size) / params.skewScale) * params.liquidationPremiumMultiplier;
}

/** Price at which equity meets buffer + premium + fee + keeper fee, where the fee has three linear pieces. */
function liquidationPrice(position: SynthetixPerpsV2Position): number | null {
  const { params, size } = position;
  const units = Math.abs(size);
  const ratio = params.liquidationBufferRatio + liquidationPremiumRatio(size, params);
  const fixed =
    position.marginUsd +
    position.accruedFundingUsd -
    size * position.lastPriceUsd -
    params.keeperLiquidationFeeUsd;
  const piece = (feeUsd: number, feeRatio: number) => {
    const price = linearRoot(fixed - feeUsd, size, -units * (ratio + feeRatio));
    if (price === null) return null;
    const fee = flaggerFeeUsd(units * price, params);
    const assumed = feeUsd + units * price * feeRatio;
    return Math.abs(fee - assumed) <= 1e-9 * Math.max(fee, assumed) ? price : null;
  };
  return nearestPrice(
    [
      piece(params.minKeeperFeeUsd, 0),
      piece(0, params.liquidationFeeRatio),
      piece(params.maxKeeperFeeUsd, 0),
    ],
    position.markPriceUsd,
  );
}

/**
 * Margin of one isolated Synthetix PerpsV2 position.
 *
 * equity = margin + size * (mark - last price) + funding (not floored at zero, so that a shortfall shows).
 * initial = max(minInitialMargin, notional / maxLeverage).
 * maintenance = notional * bufferRatio + clamped flagger fee + keeper fee + liquidation premium; the venue takes the
 * premium off the equity instead, which is the same comparison. It liquidates at equality too.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: Synthetixio/synthetix@1609d15 contracts/PerpsV2MarketBase.sol.
 */
export function synthetixPerpsV2Margin(position: SynthetixPerpsV2Position): Result<MarginReport> {
  const issues = synthetixPerpsV2Issues(position);
  if (issues.length > 0) return fail(...issues);

  const { size, params, markPriceUsd } = position;
  const notional = Math.abs(size) * markPriceUsd;
  const open = size !== 0;
  const leverage = notional / params.maxLeverage;
  const term = (name: string, maintenanceUsd: number) => ({ name, initialUsd: 0, maintenanceUsd });
  return buildReport({
    model: "synthetix-perps-v2",
    equityUsd:
      position.marginUsd + size * (markPriceUsd - position.lastPriceUsd) + position.accruedFundingUsd,
    presentPriceUsd: markPriceUsd,
    liquidationPriceUsd: open ? liquidationPrice(position) : null,
    terms: open
      ? [
          { name: "leverage", initialUsd: leverage, maintenanceUsd: 0 },
          {
            name: "minInitialMargin",
            initialUsd: Math.max(0, params.minInitialMarginUsd - leverage),
            maintenanceUsd: 0,
          },
          term("liquidationBuffer", notional * params.liquidationBufferRatio),
          term("flaggerFee", flaggerFeeUsd(notional, params)),
          term("keeperFee", params.keeperLiquidationFeeUsd),
          term("liquidationPremium", notional * liquidationPremiumRatio(size, params)),
        ]
      : [],
  });
}
