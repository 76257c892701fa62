import { fail, invalid, ok, type Result } from "../result.ts";
import { ewmaVariance } from "./ewma.ts";
import { fitLogHar, forecastLogHar } from "./logHar.ts";
import { type Bar, garmanKlassVariance } from "./rangeVariance.ts";

/** Volatilities a year, as fractions. */
export interface VolatilityForecast {
  /** Root mean variance of the last 30 bars, or of all when there are fewer. */
  readonly realised: number;
  /** Of the next bar. */
  readonly forecast: number;
  /** `log-har` where the history is long enough for its regression, else `ewma`. */
  readonly method: "log-har" | "ewma";
  readonly bars: number;
}

const REALISED_BARS = 30;
/** Twice the observations that the regression needs at least: four coefficients on 38 and more rows. */
const LOG_HAR_BARS = 60;
const EWMA_BARS = 5;
/** RiskMetrics' daily decay for range variances, whose noise is smaller than that of squared returns. */
const EWMA_DECAY = 0.9;

/**
 * Forecasts the volatility of the next bar from the bars before it, by Garman-Klass variances: log-HAR, which was better than
 * EWMA, GARCH and GJR on 13 coins (bench/forecast.ts), or EWMA while there are fewer than 60 bars or one of them stood still.
 *
 * @param bars oldest first, without gaps; at least 5
 * @param barsPerYear 365 for days
 */
export function forecastVolatility(bars: readonly Bar[], barsPerYear: number): Result<VolatilityForecast> {
  if (bars.length < EWMA_BARS) return fail(invalid("bars.length", `>= ${EWMA_BARS}`, bars.length));
  if (!(barsPerYear > 0)) return fail(invalid("barsPerYear", "> 0", barsPerYear));
  const variances: number[] = [];
  for (const bar of bars) {
    const variance = garmanKlassVariance(bar);
    if (!variance.ok) return variance;
    variances.push(variance.value);
  }
  const recent = variances.slice(-REALISED_BARS);
  const yearly = (variance: number) => Math.sqrt(variance * barsPerYear);
  const realised = yearly(recent.reduce((sum, v) => sum + v, 0) / recent.length);
  const byHar = variances.length >= LOG_HAR_BARS ? logHar(variances) : null;
  if (byHar?.ok === true) {
    return ok({ realised, forecast: yearly(byHar.value), method: "log-har", bars: bars.length });
  }
  const byEwma = ewmaVariance(variances, EWMA_DECAY);
  if (!byEwma.ok) return byEwma;
  return ok({ realised, forecast: yearly(byEwma.value), method: "ewma", bars: bars.length });
}

function logHar(variances: readonly number[]): Result<number> {
  const model = fitLogHar(variances);
  return model.ok ? forecastLogHar(model.value, variances) : model;
}
