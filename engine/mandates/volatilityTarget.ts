import type { MandateRow } from "../rebalance/terms.ts";
import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";
import type { Holdings } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { checkForecast, deltaUsdOf, type PriceForecast, priceVolatilityUsd } from "./priceRisk.ts";
import { quantitiesOf, rowOver, sumOver } from "./rows.ts";

/** Scale the whole exposure up or down so that its forecast volatility meets a target. */
export interface VolatilityTargetMandate {
  readonly kind: "volatilityTarget";
  /** Of the capital, per year, per 1.00: 0.1 for 10 %. */
  readonly targetVolatility: number;
  readonly capitalUsd: number;
  readonly forecast: PriceForecast;
  /** Share by which the volatility may miss its target before anything is traded. */
  readonly tolerance: number;
  /** Largest factor on the present exposure: a calm forecast must not lever a book without end. */
  readonly maximumScale: number;
  /** Share of its own exposure by which an underlying may leave the common scale; lots need some. */
  readonly proportionTolerance: number;
}

/**
 * With e the net deltas in USD now, sigma = sqrt(e'Ce) and k = min(target capital / sigma, maximum scale), the programme
 * is min cost(trades) s.t. the largest exposure in e k (1 +- tolerance) and every other one in the same proportion to it
 * as now. A volatility within the tolerance therefore asks for no trade. The forecast's volatility after trading is
 * inside the tolerance up to the proportion tolerance; options count with their delta only.
 *
 * Fails with INVALID_INPUT for an exposure without volatility, since nothing can be scaled, or data outside its domain.
 */
export function volatilityTarget(mandate: VolatilityTargetMandate, holdings: Holdings): Result<MandatePlan> {
  const { targetVolatility, capitalUsd, forecast, tolerance, maximumScale, proportionTolerance } = mandate;
  const issues = [
    ...checkPositive("targetVolatility", targetVolatility),
    ...checkPositive("capitalUsd", capitalUsd),
    ...checkNonNegative("tolerance", tolerance),
    ...checkNonNegative("maximumScale", maximumScale),
    ...checkNonNegative("proportionTolerance", proportionTolerance),
    ...checkForecast(holdings, forecast, "forecast"),
  ];
  if (issues.length > 0) return fail(...issues);
  const held = quantitiesOf(holdings);
  const volatilityUsd = priceVolatilityUsd(holdings, forecast);
  if (!(volatilityUsd > 0)) return fail(invalid("holdings", "an exposure with volatility", volatilityUsd));
  const wanted = (targetVolatility * capitalUsd) / volatilityUsd;
  const scale = Math.min(wanted, maximumScale);
  const exposures = forecast.underlyings
    .map((underlying) => ({ underlying, usd: sumOver(holdings, deltaUsdOf(underlying), held) }))
    .sort((a, b) => Math.abs(b.usd) - Math.abs(a.usd));
  const [largest, ...others] = exposures;
  if (largest === undefined) return fail(invalid("forecast.underlyings", "not empty", 0));
  const row = (
    id: string,
    lower: number,
    upper: number,
    perUnit: Parameters<typeof rowOver>[3],
  ): MandateRow =>
    rowOver(holdings, { id, kind: "greek", unit: "USD", usdPerUnit: 1 }, { lower, upper }, perUnit);
  const ends = [largest.usd * scale * (1 - tolerance), largest.usd * scale * (1 + tolerance)];
  const rows = [
    row(
      `greek:deltaUsd:${largest.underlying}`,
      Math.min(...ends),
      Math.max(...ends),
      deltaUsdOf(largest.underlying),
    ),
    ...others.map(({ underlying, usd }) => {
      const ratio = usd / largest.usd;
      const slack = proportionTolerance * Math.abs(usd * scale);
      return row(`greek:proportion:${underlying}`, -slack, slack, (leg) => {
        return deltaUsdOf(underlying)(leg) - ratio * deltaUsdOf(largest.underlying)(leg);
      });
    }),
  ];
  return ok({
    terms: { rows, rewards: [], risk: null },
    legTerms: [],
    metric: {
      name: "forecast volatility over its target",
      unit: "ratio",
      measure: (quantities) =>
        priceVolatilityUsd(holdings, forecast, quantities) / (targetVolatility * capitalUsd),
    },
    primaryMetric:
      "forecast volatility of the book, held within a tolerance of its target by one common scale",
    exposedTo:
      "errors of the forecast, jumps that come before it moves, the direction of the exposure that is scaled, and " +
      "gamma and vega of options, which count with their delta only",
    issues:
      wanted > maximumScale
        ? [
            {
              code: "INFEASIBLE",
              field: "maximumScale",
              message: `the target would need ${wanted} times the exposure, the mandate allows ${maximumScale}`,
            },
          ]
        : [],
  });
}
