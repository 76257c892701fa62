import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive, within } from "./checks.ts";
import { linearRoot } from "./liquidationPrice.ts";
import type { MarginReport } from "./report.ts";

/** `liquidationParams` of a trade, in plain numbers (thresholds and spread / 1e12, leverages / 1e3). */
export interface GTradeLiquidationParams {
  readonly maxSpread: number;
  readonly startThreshold: number;
  readonly endThreshold: number;
  readonly startLeverage: number;
  readonly endLeverage: number;
}

/** One open gTrade trade (tradeType 0). Collateral amounts are in whole collateral tokens, prices in USD per base unit. */
export interface GTradePosition {
  readonly isLong: boolean;
  readonly collateralAmount: number;
  /** Notional over collateral (> 0; a leverage update may leave it below 1). */
  readonly leverage: number;
  readonly openPrice: number;
  readonly markPrice: number;
  readonly collateralPriceUsd: number;
  /** Closing fee as a fraction of notional, without the trader's fee tier: the contract ignores the tier here. */
  readonly closingFeeFraction: number;
  /** Smallest notional that the closing fee is charged on, USD. */
  readonly minFeeNotionalUsd: number;
  /** Funding and borrowing accrued and not yet charged, collateral tokens, signed (< 0 is received). */
  readonly pendingHoldingFees: number;
  /** P&L realised on the open trade less realised trading fees (the opening fee), collateral tokens, signed. */
  readonly realizedPnl: number;
  /** Half the pair's spread plus the trader's fixed spread, as a fraction of the open price. */
  readonly closingSpread: number;
  readonly liquidationParams: GTradeLiquidationParams;
}

/**
 * Share of the collateral that a trade may lose before liquidation.
 * Constant up to `startLeverage`, linear down to `endThreshold` at `endLeverage`, constant beyond; 0.9 for trades older
 * than v9.2, whose parameters are zero. Source: GainsNetwork-org/sdk@a8c6987 src/trade/liquidation getLiqPnlThresholdP.
 */
export function gTradeLiquidationThreshold(params: GTradeLiquidationParams, leverage: number): number {
  const { startThreshold, endThreshold, startLeverage, endLeverage } = params;
  if (Object.values(params).some((value) => value === 0)) return 0.9;
  if (leverage <= startLeverage) return startThreshold;
  if (leverage >= endLeverage) return endThreshold;
  const share = (leverage - startLeverage) / (endLeverage - startLeverage);
  return startThreshold - share * (startThreshold - endThreshold);
}

function check(position: GTradePosition) {
  const { liquidationParams: params } = position;
  return issuesOf(
    positive("collateralAmount", position.collateralAmount),
    positive("leverage", position.leverage),
    positive("openPrice", position.openPrice),
    positive("markPrice", position.markPrice),
    positive("collateralPriceUsd", position.collateralPriceUsd),
    nonNegative("closingFeeFraction", position.closingFeeFraction),
    nonNegative("minFeeNotionalUsd", position.minFeeNotionalUsd),
    finite("pendingHoldingFees", position.pendingHoldingFees),
    finite("realizedPnl", position.realizedPnl),
    nonNegative("closingSpread", position.closingSpread),
    nonNegative("liquidationParams.maxSpread", params.maxSpread),
    within("liquidationParams.startThreshold", params.startThreshold, 0, 1),
    within("liquidationParams.endThreshold", params.endThreshold, 0, 1),
    nonNegative("liquidationParams.startLeverage", params.startLeverage),
    nonNegative("liquidationParams.endLeverage", params.endLeverage),
  );
}

/**
 * Margin of one isolated gTrade v10 trade.
 *
 * equity = collateral + P&L at the mark less the closing spread - closing fee - holding fees + realised P&L, counted in
 * collateral tokens and valued at `collateralPriceUsd`; initial = the collateral itself (notional / leverage);
 * maintenance = collateral * (1 - liquidation threshold).
 * All sides are in collateral tokens on chain, so coin collateral does not move the liquidation price.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: GainsNetwork-org/sdk@a8c6987 src/trade/liquidation getLiquidationPrice.
 */
export function gTradeMargin(position: GTradePosition): Result<MarginReport> {
  const issues = check(position);
  if (issues.length > 0) return fail(...issues);

  const { collateralAmount, leverage, openPrice, markPrice, collateralPriceUsd } = position;
  const notional = collateralAmount * leverage;
  const feeNotional = Math.max(notional, position.minFeeNotionalUsd / collateralPriceUsd);
  const closingFee = position.closingFeeFraction * feeNotional;
  const { maxSpread } = position.liquidationParams;
  const spread = maxSpread > 0 ? Math.min(position.closingSpread, maxSpread) : position.closingSpread;

  const units = (position.isLong ? notional : -notional) / openPrice;
  const fixed =
    collateralAmount -
    units * openPrice -
    notional * spread -
    closingFee -
    position.pendingHoldingFees +
    position.realizedPnl;
  const threshold = gTradeLiquidationThreshold(position.liquidationParams, leverage);
  const maintenance = collateralAmount * (1 - threshold);

  return buildReport({
    model: "gtrade-v10",
    equityUsd: (fixed + units * markPrice) * collateralPriceUsd,
    presentPriceUsd: markPrice,
    liquidationPriceUsd: linearRoot(fixed - maintenance, units, 0),
    terms: [
      {
        name: "liquidationThreshold",
        initialUsd: collateralAmount * collateralPriceUsd,
        maintenanceUsd: maintenance * collateralPriceUsd,
      },
    ],
  });
}
