import { fail, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive } from "./checks.ts";
import { linearRoot, nearestPrice } from "./liquidationPrice.ts";
import type { MarginReport } from "./report.ts";

/** One isolated GMX v2 position in human units: USD, whole tokens, plain fractions. */
export interface GmxV2Position {
  readonly isLong: boolean;
  /** Entry notional, USD (> 0). */
  readonly sizeInUsd: number;
  /** Base units of the index token (> 0). */
  readonly sizeInTokens: number;
  /** Whole collateral tokens (>= 0). */
  readonly collateralAmount: number;
  /** USD per collateral token, the oracle's lower bound. */
  readonly collateralPriceMin: number;
  /** USD per index token, the oracle's lower and upper bound. */
  readonly indexPriceMin: number;
  readonly indexPriceMax: number;
  /** True when the collateral token is the index coin, so that its value moves with the index. */
  readonly collateralIsIndex: boolean;
  /** Price impact of a full close plus the impact stored at increases, USD, signed; only a negative sum counts. */
  readonly pendingImpactUsd: number;
  /** Owed and not yet charged, USD (>= 0). Funding is a token amount on chain: pass it at the present price. */
  readonly pendingBorrowingUsd: number;
  readonly pendingFundingUsd: number;
  /** Fee for closing the whole position after any discount, as a fraction of `sizeInUsd`. */
  readonly positionFeeFactor: number;
  readonly minCollateralFactor: number;
  readonly minCollateralFactorForLiquidation: number;
  readonly minCollateralUsd: number;
  /** Open interest of the position's own side, USD, and the factor per USD that it adds to the initial margin. */
  readonly openInterestUsd: number;
  readonly minCollateralFactorForOpenInterestMultiplier: number;
  /** Largest negative impact that counts in the liquidation check, as a fraction of `sizeInUsd`. */
  readonly maxPositionImpactFactorForLiquidations: number;
  /** Largest profit that the pool pays this position, USD; without it the profit is not capped. */
  readonly pnlCapUsd?: number;
}

/** Which rule of the venue makes a position liquidatable. */
export type GmxV2LiquidationReason = "minCollateral" | "nonPositive" | "leverage";

/** The P&L is taken at the price that is worse for the trader: min for a long, max for a short. */
function pnlPrice(position: GmxV2Position): number {
  return position.isLong ? position.indexPriceMin : position.indexPriceMax;
}

function check(position: GmxV2Position) {
  const issues = issuesOf(
    positive("sizeInUsd", position.sizeInUsd),
    positive("sizeInTokens", position.sizeInTokens),
    nonNegative("collateralAmount", position.collateralAmount),
    positive("collateralPriceMin", position.collateralPriceMin),
    positive("indexPriceMin", position.indexPriceMin),
    positive("indexPriceMax", position.indexPriceMax),
    finite("pendingImpactUsd", position.pendingImpactUsd),
    nonNegative("pendingBorrowingUsd", position.pendingBorrowingUsd),
    nonNegative("pendingFundingUsd", position.pendingFundingUsd),
    nonNegative("positionFeeFactor", position.positionFeeFactor),
    nonNegative("minCollateralFactor", position.minCollateralFactor),
    nonNegative("minCollateralFactorForLiquidation", position.minCollateralFactorForLiquidation),
    nonNegative("minCollateralUsd", position.minCollateralUsd),
    nonNegative("openInterestUsd", position.openInterestUsd),
    nonNegative(
      "minCollateralFactorForOpenInterestMultiplier",
      position.minCollateralFactorForOpenInterestMultiplier,
    ),
    nonNegative("maxPositionImpactFactorForLiquidations", position.maxPositionImpactFactorForLiquidations),
    nonNegative("pnlCapUsd", position.pnlCapUsd ?? 0),
  );
  if (issues.length === 0 && position.indexPriceMin > position.indexPriceMax) {
    issues.push({
      code: "INVALID_INPUT",
      field: "indexPriceMin",
      message: `indexPriceMin must be <= indexPriceMax, got ${position.indexPriceMin} > ${position.indexPriceMax}`,
    });
  }
  return issues;
}

/** Equity as (fixed USD) + (base units held through collateral) * price + capped P&L(price). */
function decompose(position: GmxV2Position) {
  const { sizeInUsd, collateralPriceMin, pendingFundingUsd } = position;
  const impact = Math.max(
    Math.min(position.pendingImpactUsd, 0),
    -position.maxPositionImpactFactorForLiquidations * sizeInUsd,
  );
  const charges = sizeInUsd * position.positionFeeFactor + position.pendingBorrowingUsd;
  // Funding is owed in collateral tokens, so with coin collateral its USD value moves with the index too.
  const collateralUsd = position.collateralAmount * collateralPriceMin - pendingFundingUsd;
  const coins = position.collateralIsIndex ? collateralUsd / pnlPrice(position) : 0;
  const fixedUsd = impact - charges + (position.collateralIsIndex ? 0 : collateralUsd);
  const tokens = position.isLong ? position.sizeInTokens : -position.sizeInTokens;
  const costUsd = position.isLong ? sizeInUsd : -sizeInUsd;
  return { fixedUsd, coins, tokens, costUsd, capUsd: position.pnlCapUsd ?? Number.POSITIVE_INFINITY };
}

/**
 * Margin of one isolated GMX v2 position: what `PositionUtils.isPositionLiquidatable` compares.
 *
 * equity = collateral at its min price + P&L at the worse index price (profit capped) + negative impact (capped)
 * - closing fee - borrowing - funding owed. The liquidation fee and claimable funding do not count.
 * maintenance = max(minCollateralUsd, sizeInUsd * minCollateralFactorForLiquidation): of the **entry** notional.
 * initial = max(minCollateralUsd, sizeInUsd * max(minCollateralFactor, openInterestUsd * multiplier)).
 *
 * The liquidation price is in terms of the price that the P&L uses (min for a long, max for a short); coin collateral
 * keeps its present ratio to it. Fails with INVALID_INPUT naming each field outside its domain.
 * Source: gmx-io/gmx-synthetics@a5c0c88 contracts/position/PositionUtils.sol, pricing/PositionPricingUtils.sol.
 */
export function gmxV2Margin(position: GmxV2Position): Result<MarginReport> {
  const issues = check(position);
  if (issues.length > 0) return fail(...issues);

  const { sizeInUsd, minCollateralUsd } = position;
  const initialFactor = Math.max(
    position.minCollateralFactor,
    position.openInterestUsd * position.minCollateralFactorForOpenInterestMultiplier,
  );
  const initialUsd = sizeInUsd * initialFactor;
  const maintenanceUsd = sizeInUsd * position.minCollateralFactorForLiquidation;
  const requirementUsd = Math.max(minCollateralUsd, maintenanceUsd);

  const price = pnlPrice(position);
  const { fixedUsd, coins, tokens, costUsd, capUsd } = decompose(position);
  const equityUsd = fixedUsd + coins * price + Math.min(tokens * price - costUsd, capUsd);

  const uncapped = linearRoot(fixedUsd - costUsd - requirementUsd, coins, tokens);
  const capped = linearRoot(fixedUsd + capUsd - requirementUsd, coins, 0);
  const liquidationPriceUsd = nearestPrice(
    [
      uncapped !== null && tokens * uncapped - costUsd <= capUsd ? uncapped : null,
      capped !== null && tokens * capped - costUsd >= capUsd ? capped : null,
    ],
    price,
  );

  return buildReport({
    model: "gmx-v2",
    equityUsd,
    presentPriceUsd: price,
    liquidationPriceUsd,
    terms: [
      { name: "leverage", initialUsd, maintenanceUsd },
      {
        name: "minCollateralFloor",
        initialUsd: Math.max(0, minCollateralUsd - initialUsd),
        maintenanceUsd: requirementUsd - maintenanceUsd,
      },
    ],
  });
}

/**
 * The first rule that makes the position liquidatable, in the contract's order, or null while it is safe.
 * At exactly the requirement the position is safe; at exactly zero it is not.
 */
export function gmxV2LiquidationReason(
  position: GmxV2Position,
  equityUsd: number,
): GmxV2LiquidationReason | null {
  if (equityUsd < position.minCollateralUsd) return "minCollateral";
  if (equityUsd <= 0) return "nonPositive";
  if (equityUsd < position.sizeInUsd * position.minCollateralFactorForLiquidation) return "leverage";
  return null;
}
