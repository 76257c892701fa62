import { black76Price } from "../pricing/black76.ts";
import { fail, type Issue, invalid, type Result } from "../result.ts";
import { buildReport } from "./buildReport.ts";
import { finite, issuesOf, nonNegative, positive } from "./checks.ts";
import { crossingBetween } from "./liquidationPrice.ts";
import type { MarginReport } from "./report.ts";

const SECONDS_PER_YEAR = 31_536_000;
/** The contract's floors: one second and 0.01 %. */
const SHORTEST_SECONDS = 1;
const LOWEST_VOLATILITY = 1e-4;
/** A crossing of collateral and requirement is searched within this factor of the present spot. */
const SEARCH_FACTOR = 1e6;

/** Lyra's minimum collateral parameters; volatilities per 1.00, shocks as multiples of spot. */
export interface LyraMinCollateralParams {
  readonly minStaticQuoteCollateral: number;
  readonly minStaticBaseCollateral: number;
  readonly shockVolA: number;
  readonly shockVolPointASeconds: number;
  readonly shockVolB: number;
  readonly shockVolPointBSeconds: number;
  readonly callSpotPriceShock: number;
  readonly putSpotPriceShock: number;
}

/** One short position; longs need no margin. Collateral is base for `shortCallBase`, quote (USD) otherwise. */
export interface LyraShort {
  readonly optionType: "shortCallBase" | "shortCallQuote" | "shortPutQuote";
  /** Base units (>= 0). */
  readonly amount: number;
  readonly strike: number;
  readonly secondsToExpiry: number;
  readonly spotUsd: number;
  /** The market's rateAndCarry, continuous. */
  readonly rate: number;
  readonly collateral: number;
  readonly params: LyraMinCollateralParams;
}

/** Shock volatility: A up to point A, B from point B, linear between. Source: OptionGreekCache.getShockVol. */
export function lyraShockVolatility(params: LyraMinCollateralParams, secondsToExpiry: number): number {
  const { shockVolA, shockVolPointASeconds: a, shockVolB, shockVolPointBSeconds: b } = params;
  if (secondsToExpiry <= a) return shockVolA;
  if (secondsToExpiry >= b) return shockVolB;
  return shockVolA - ((shockVolA - shockVolB) * (secondsToExpiry - a)) / (b - a);
}

function check(short: LyraShort): Issue[] {
  const { params } = short;
  const issues = issuesOf(
    nonNegative("amount", short.amount),
    positive("strike", short.strike),
    nonNegative("secondsToExpiry", short.secondsToExpiry),
    positive("spotUsd", short.spotUsd),
    finite("rate", short.rate),
    nonNegative("collateral", short.collateral),
    nonNegative("params.minStaticQuoteCollateral", params.minStaticQuoteCollateral),
    nonNegative("params.minStaticBaseCollateral", params.minStaticBaseCollateral),
    nonNegative("params.shockVolA", params.shockVolA),
    nonNegative("params.shockVolPointASeconds", params.shockVolPointASeconds),
    nonNegative("params.shockVolB", params.shockVolB),
    nonNegative("params.shockVolPointBSeconds", params.shockVolPointBSeconds),
    positive("params.callSpotPriceShock", params.callSpotPriceShock),
    positive("params.putSpotPriceShock", params.putSpotPriceShock),
  );
  if (params.shockVolPointBSeconds < params.shockVolPointASeconds) {
    issues.push(invalid("params.shockVolPointBSeconds", "at or after point A", params.shockVolPointBSeconds));
  }
  return issues;
}

/** Minimum collateral at a spot price, in the position's own collateral. */
function minCollateral(short: LyraShort, spotUsd: number): number {
  const { optionType, amount, strike, params } = short;
  if (amount === 0) return 0;
  const put = optionType === "shortPutQuote";
  const shocked = spotUsd * (put ? params.putSpotPriceShock : params.callSpotPriceShock);
  const years = Math.max(short.secondsToExpiry, SHORTEST_SECONDS) / SECONDS_PER_YEAR;
  const option = black76Price({
    right: put ? "put" : "call",
    forward: shocked * Math.exp(short.rate * years),
    strike,
    timeToExpiry: years,
    volatility: Math.max(lyraShockVolatility(params, short.secondsToExpiry), LOWEST_VOLATILITY),
    rate: short.rate,
  });
  switch (optionType) {
    case "shortCallBase":
      return Math.min(Math.max((option * amount) / shocked, params.minStaticBaseCollateral), amount);
    case "shortCallQuote":
      return Math.max(option * amount, params.minStaticQuoteCollateral);
    case "shortPutQuote":
      return Math.min(Math.max(option * amount, params.minStaticQuoteCollateral), amount * strike);
  }
}

/**
 * Margin of one Lyra v1 (Avalon, Newport) short: min(max(shocked option value, static minimum), full collateral).
 *
 * The option is valued by Black-Scholes at a shocked spot and the shock volatility, not at the market's. A base
 * collateralised call is capped at its own size; a quote collateralised call has no cap. Each position stands alone.
 * Equity is the collateral (the short's value is in the requirement); liquidatable strictly below it. The liquidation
 * price holds time and is searched within a factor of 1e6 of the spot.
 * Fails with INVALID_INPUT naming each field outside its domain.
 * Source: derivexyz/v1-core@ea9e36a contracts/OptionGreekCache.sol getMinCollateral.
 */
export function lyraV1Margin(short: LyraShort): Result<MarginReport> {
  const issues = check(short);
  if (issues.length > 0) return fail(...issues);

  const { spotUsd, collateral } = short;
  const unitUsd = short.optionType === "shortCallBase" ? spotUsd : 1;
  const requiredUsd = minCollateral(short, spotUsd) * unitUsd;
  const gap = (price: number) => collateral - minCollateral(short, price);
  const liquidationPriceUsd =
    short.amount === 0 ? null : crossingBetween(gap, spotUsd / SEARCH_FACTOR, spotUsd * SEARCH_FACTOR);
  return buildReport({
    model: "lyra-v1",
    equityUsd: collateral * unitUsd,
    presentPriceUsd: spotUsd,
    liquidationPriceUsd,
    terms: [{ name: "minCollateral", initialUsd: requiredUsd, maintenanceUsd: requiredUsd }],
  });
}
