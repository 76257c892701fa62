import type { Issue } from "../../../../engine/result.ts";
import { gmxMarket } from "../../../catalog/tokens/gmxMarket.ts";
import { toNumber } from "../../../toNumber.ts";
import { accrualName, parameterName, type Side, sideOf, venueScope } from "../../../venues/gmx-v2/names.ts";
import type { GmxFacts } from "./facts.ts";

/** Margin and fee parameters of one market, as fractions and USD. */
export interface MarketParameters {
  readonly minCollateralUsd: number;
  readonly minCollateralFactor: number;
  readonly minCollateralFactorForLiquidation: number;
  readonly minCollateralFactorForOpenInterestMultiplier: Readonly<Record<Side, number>>;
  readonly maxPositionImpactFactorForLiquidations: number;
  /** Fraction of notional, by whether the trade brings the two sides closer together. */
  readonly positionFee: { readonly balanceImproved: number; readonly balanceWorsened: number };
  /** Entry notional of each side in USD; null while it has not been indexed. */
  readonly openInterestUsd: Readonly<Record<Side, number | null>>;
}

/** The venue-wide configuration and that of a market that the catalog does not list. Source: gmx-synthetics@a5c0c88 config/. */
const DEFAULTS = {
  minCollateralUsd: 1,
  minCollateralFactor: 0.01,
  minCollateralFactorForOpenInterestMultiplier: 0,
  maxPositionImpactFactorForLiquidations: 0,
  positionFee: { balanceImproved: 0.0004, balanceWorsened: 0.0006 },
};

/**
 * A market's parameters as last set on chain. Values that no event has set come from GMX's published configuration,
 * because deployment scripts write them without an event: one MISSING_PARAMETER issue names them all.
 */
export function marketParameters(
  facts: GmxFacts,
  marketId: string,
): { readonly parameters: MarketParameters; readonly issues: readonly Issue[] } {
  const { chainId } = facts.clock;
  const missing: string[] = [];
  const read = (scope: string, name: string, fallback: number) => {
    const row = facts.parameter(scope, name);
    if (row !== undefined) return toNumber(row.value, row.decimals);
    missing.push(name);
    return fallback;
  };
  const known = gmxMarket(chainId, marketId);
  const factor = known?.minCollateralFactor ?? DEFAULTS.minCollateralFactor;
  const multiplier =
    known?.minCollateralFactorForOpenInterestMultiplier ??
    DEFAULTS.minCollateralFactorForOpenInterestMultiplier;
  const multiplierOf = (side: Side) =>
    read(marketId, parameterName.minCollateralFactorForOpenInterestMultiplier(side), multiplier);
  const parameters: MarketParameters = {
    minCollateralUsd: read(venueScope, parameterName.minCollateralUsd, DEFAULTS.minCollateralUsd),
    minCollateralFactor: read(marketId, parameterName.minCollateralFactor, factor),
    minCollateralFactorForLiquidation: read(
      marketId,
      parameterName.minCollateralFactorForLiquidation,
      factor,
    ),
    minCollateralFactorForOpenInterestMultiplier: {
      long: multiplierOf("long"),
      short: multiplierOf("short"),
    },
    maxPositionImpactFactorForLiquidations: read(
      marketId,
      parameterName.maxPositionImpactFactorForLiquidations,
      DEFAULTS.maxPositionImpactFactorForLiquidations,
    ),
    positionFee: {
      balanceImproved: read(
        marketId,
        parameterName.positionFeeFactor(true),
        DEFAULTS.positionFee.balanceImproved,
      ),
      balanceWorsened: read(
        marketId,
        parameterName.positionFeeFactor(false),
        DEFAULTS.positionFee.balanceWorsened,
      ),
    },
    openInterestUsd: {
      long: openInterestUsd(facts, marketId, "long"),
      short: openInterestUsd(facts, marketId, "short"),
    },
  };
  return { parameters, issues: issuesOf(`${chainId}:gmx-v2:${marketId}`, missing, parameters) };
}

function issuesOf(
  subject: string,
  missing: readonly string[],
  { openInterestUsd }: MarketParameters,
): Issue[] {
  const issues: Issue[] = [];
  if (missing.length > 0) {
    issues.push({
      code: "MISSING_PARAMETER",
      subject,
      message: `not set by any indexed event, so GMX's published configuration is used: ${missing.join(", ")}`,
    });
  }
  if (openInterestUsd.long === null || openInterestUsd.short === null) {
    issues.push({
      code: "MISSING_PARAMETER",
      subject,
      field: "openInterest",
      message:
        "open interest has not been indexed for both sides: initial margin leaves out its term, fees count as worsening the balance, funding received is unknown",
    });
  }
  return issues;
}

/** Sum over the market's collateral tokens; a market of one token has one row. */
function openInterestUsd(facts: GmxFacts, marketId: string, side: Side): number | null {
  const terms = facts.market(marketId)?.terms;
  const tokens = new Set([terms?.longToken, terms?.shortToken]);
  let total: number | null = null;
  for (const token of tokens) {
    if (typeof token !== "string") continue;
    const row = facts.accrual(marketId, accrualName.openInterest(side, token));
    if (row !== undefined) total = (total ?? 0) + toNumber(row.value, row.decimals);
  }
  return total;
}

/** Fee factor for closing a whole position: the lower one when that brings the two sides closer together. */
export function closingFeeFactor(
  { positionFee, openInterestUsd }: MarketParameters,
  isLong: boolean,
  sizeInUsd: number,
): number {
  const own = openInterestUsd[sideOf(isLong)];
  const other = openInterestUsd[sideOf(!isLong)];
  if (own === null || other === null) return positionFee.balanceWorsened;
  const isImproved = Math.abs(own - sizeInUsd - other) < Math.abs(own - other);
  return isImproved ? positionFee.balanceImproved : positionFee.balanceWorsened;
}
