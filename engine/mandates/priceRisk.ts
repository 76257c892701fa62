import { symmetricEigen } from "../covariance/symmetricEigen.ts";
import type { MandateRisk } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkCovariance, checkPositive } from "../risk/checks.ts";
import { type Holding, type Holdings, underlyingsOf } from "./holding.ts";
import { perUnitOf, quantitiesOf, sumOver } from "./rows.ts";

/** Forecast of how underlyings move together. */
export interface PriceForecast {
  readonly underlyings: readonly string[];
  /** Of log returns, per year; symmetric, positive semidefinite. */
  readonly covariancePerYear: readonly (readonly number[])[];
}

/** A forecast with the price of its risk. */
export interface PriceRisk extends PriceForecast {
  /** Absolute risk aversion, 1/USD. */
  readonly aversionPerUsd: number;
}

/** USD of delta per unit of the legs of an underlying. */
export const deltaUsdOf = (underlying: string) => (leg: Holding) =>
  leg.underlying === underlying ? leg.greeks.delta * leg.referenceUsd : 0;

/**
 * Issues of a forecast: names twice or a matrix that is none. An underlying with exposure that the forecast leaves out
 * would count as riskless, so it is an issue too.
 */
export function checkForecast(holdings: Holdings, forecast: PriceForecast, field: string): Issue[] {
  const { underlyings, covariancePerYear } = forecast;
  const issues = checkCovariance(`${field}.covariancePerYear`, covariancePerYear, underlyings.length);
  if (new Set(underlyings).size !== underlyings.length)
    issues.push(invalid(`${field}.underlyings`, "unique", underlyings.join(", ")));
  const held = underlyingsOf(holdings).filter((name) =>
    holdings.legs.some((leg) => leg.underlying === name && leg.greeks.delta !== 0),
  );
  const missing = held.filter((name) => !underlyings.includes(name));
  if (missing.length > 0)
    issues.push(invalid(`${field}.underlyings`, `complete: ${missing.join(", ")} missing`, underlyings));
  if (issues.length === 0 && !isSemidefinite(covariancePerYear))
    issues.push(invalid(`${field}.covariancePerYear`, "positive semidefinite", "a negative eigenvalue"));
  return issues;
}

/** Whether no book has a negative variance, but for rounding. */
function isSemidefinite(matrix: readonly (readonly number[])[]): boolean {
  const { values } = symmetricEigen({ size: matrix.length, values: Float64Array.from(matrix.flat()) });
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.every((value) => value >= -1e-10 * largest);
}

/** Standard deviation a year of the net deltas when `quantities` are held, USD. */
export function priceVolatilityUsd(
  holdings: Holdings,
  { underlyings, covariancePerYear }: PriceForecast,
  quantities: ArrayLike<number> = quantitiesOf(holdings),
): number {
  const exposure = underlyings.map((name) => sumOver(holdings, deltaUsdOf(name), quantities));
  const variance = covariancePerYear.reduce(
    (sum, row, i) =>
      sum + (exposure[i] ?? 0) * row.reduce((inner, c, j) => inner + c * (exposure[j] ?? 0), 0),
    0,
  );
  return Math.sqrt(Math.max(0, variance));
}

/** The net deltas in USD as risk factors. Fails with INVALID_INPUT, see `checkForecast`. */
export function priceRisk(holdings: Holdings, risk: PriceRisk): Result<MandateRisk> {
  const { underlyings, covariancePerYear, aversionPerUsd } = risk;
  const issues = [
    ...checkForecast(holdings, risk, "risk"),
    ...checkPositive("risk.aversionPerUsd", aversionPerUsd),
  ];
  if (issues.length > 0) return fail(...issues);
  const factors = underlyings.map((name) => ({
    name: `deltaUsd:${name}`,
    perUnit: perUnitOf(holdings, deltaUsdOf(name)),
    constant: 0,
  }));
  // Estimates are symmetric up to rounding; the programme asks for symmetric to the bit.
  const symmetric = covariancePerYear.map((row, i) =>
    row.map((value, j) => (value + (covariancePerYear[j]?.[i] ?? 0)) / 2),
  );
  return ok({ aversionPerUsd, factors, covariancePerYear: symmetric });
}
