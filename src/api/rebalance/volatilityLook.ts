import { forecastVolatility } from "../../../engine/forecast/forecastVolatility.ts";
import type { TriggerPolicy } from "../../../engine/rebalance/triggers/hysteresis.ts";
import { QUIET } from "../../../engine/rebalance/triggers/hysteresis.ts";
import type { Trigger } from "../../../engine/rebalance/triggers/trigger.ts";
import { volatilityTrigger } from "../../../engine/rebalance/triggers/volatilityDeviation.ts";
import type { Result } from "../../../engine/result.ts";
import type { UnderlyingHistory } from "./priceForecast.ts";

const DAYS_PER_YEAR = 365;
/** Days that are held against the forecast: enough for a change to show, few enough to be now. */
const RECENT_DAYS = 10;
/** What an average with the forecast's decay of .9 is worth: (1 + .9) / (1 - .9). */
const FORECAST_OBSERVATIONS = 19;
/** Twice the normal one, on the cautious side: with fat tails large ratios are common. */
const KURTOSIS = 6;

/**
 * Holds the returns of the last ten days against the forecast that the days before them would have made, taken for each of
 * the ten. Null while there are too few days for that, or none of the days before moved.
 */
export function volatilityLook(
  { underlying, bars }: UnderlyingHistory,
  policy: TriggerPolicy,
): Result<Trigger> | null {
  const forecast = forecastVolatility(bars.slice(0, -RECENT_DAYS), DAYS_PER_YEAR);
  if (!forecast.ok || forecast.value.forecast === 0) return null;
  const closes = bars.slice(-RECENT_DAYS - 1).map(({ close }) => close);
  const returns = closes.slice(1).map((close, i) => Math.log(close / (closes[i] ?? close)));
  const variance = forecast.value.forecast ** 2 / DAYS_PER_YEAR;
  const look = {
    underlying,
    returns,
    forecastVariances: returns.map(() => variance),
    forecastObservations: FORECAST_OBSERVATIONS,
    kurtosis: KURTOSIS,
  };
  return volatilityTrigger(look, policy, QUIET);
}
