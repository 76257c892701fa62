import { splitCovariance } from "../../../engine/covariance/correlation.ts";
import { ewmaCovariance } from "../../../engine/covariance/ewma.ts";
import type { PriceForecast } from "../../../engine/mandates/priceRisk.ts";
import type { Issue } from "../../../engine/result.ts";
import type { DailyBar } from "../market/bars.ts";
import { ASSUMED_VOLATILITY } from "../market/judge.ts";

/** What is known of an underlying's moves. */
export interface UnderlyingHistory {
  readonly underlying: string;
  /** Finished days, oldest first. */
  readonly bars: readonly DailyBar[];
  /** Forecast a year, as a fraction; null when there is none. */
  readonly volatility: number | null;
}

/** A month of common days, below which a correlation says nothing. */
const FEWEST_RETURNS = 20;
/** Coins move together: half way between two majors, about .8, and a small coin, about .5, on the cautious side. */
const ASSUMED_CORRELATION = 0.7;
/** RiskMetrics' decay for a month's horizon. */
const DECAY = 0.97;

/**
 * How underlyings move together, per year: their forecast volatilities with the correlations of their common days. What is not
 * known is assumed and named: a volatility of 100 %, a correlation of .7.
 */
export function forecastPrices(histories: readonly UnderlyingHistory[]): {
  readonly forecast: PriceForecast;
  readonly issues: readonly Issue[];
} {
  const issues: Issue[] = histories.flatMap(({ underlying, volatility }): Issue[] => {
    if (volatility !== null) return [];
    const message = `too few days of ${underlying} are indexed: a volatility of ${ASSUMED_VOLATILITY * 100} % is assumed`;
    return [{ code: "MISSING_PARAMETER", subject: underlying, message }];
  });
  const correlation = correlationOf(histories);
  if (correlation === null && histories.length > 1) {
    const names = histories.map(({ underlying }) => underlying).join(", ");
    const message = `too few common days of ${names} are indexed: correlations of ${ASSUMED_CORRELATION} are assumed`;
    issues.push({ code: "MISSING_PARAMETER", message });
  }
  const volatilities = histories.map(({ volatility }) => volatility ?? ASSUMED_VOLATILITY);
  const covariancePerYear = volatilities.map((a, i) =>
    volatilities.map((b, j) => a * b * (i === j ? 1 : (correlation?.(i, j) ?? ASSUMED_CORRELATION))),
  );
  return {
    forecast: { underlyings: histories.map(({ underlying }) => underlying), covariancePerYear },
    issues,
  };
}

/** Correlations of daily log returns on the days that all have; null when these are too few, or one never moved. */
function correlationOf(histories: readonly UnderlyingHistory[]): ((i: number, j: number) => number) | null {
  const byDay = histories.map(({ bars }) => new Map(bars.map(({ day, close }) => [day, close])));
  const days = [...(byDay[0]?.keys() ?? [])].filter((day) => byDay.every((closes) => closes.has(day)));
  const returns = days.slice(1).flatMap((day, at) => {
    const before = days[at] ?? day;
    if (before !== day - 1) return [];
    return [byDay.map((closes) => Math.log((closes.get(day) ?? 0) / (closes.get(before) ?? 0)))];
  });
  if (returns.length < FEWEST_RETURNS) return null;
  const covariance = ewmaCovariance(returns, DECAY);
  const split = covariance.ok ? splitCovariance(covariance.value) : covariance;
  if (!split.ok) return null;
  const { size, values } = split.value.correlation;
  return (i, j) => values[i * size + j] ?? ASSUMED_CORRELATION;
}
