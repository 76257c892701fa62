import { fail, invalid, ok, type Result } from "../result.ts";

/**
 * Ensemble of variance forecasts: their geometric mean, the plain average of log forecasts. An overshooting member
 * weighs less than in an arithmetic mean. Source: Genre et al., Int. J. Forecasting 29 (2013) 108-121 for equal
 * weights; in logs because QLIKE errors are ratios.
 *
 * @param forecasts one positive variance a member, at least one
 */
export function geometricMeanForecast(forecasts: readonly number[]): Result<number> {
  if (forecasts.length === 0) return fail(invalid("forecasts.length", ">= 1", 0));
  const bad = forecasts.findIndex((h) => !(h > 0 && h < Number.POSITIVE_INFINITY));
  if (bad >= 0) return fail(invalid(`forecasts[${bad}]`, "finite and > 0", forecasts[bad]));
  return ok(Math.exp(forecasts.reduce((sum, h) => sum + Math.log(h), 0) / forecasts.length));
}
