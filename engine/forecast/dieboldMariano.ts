import { fail, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";
import { studentTCdf } from "../risk/studentT.ts";

/** Whether two forecasts are equally good on average. */
export interface DieboldMariano {
  /** Mean of the first loss minus the second: above 0, the second forecast is better. */
  readonly meanDifference: number;
  readonly statistic: number;
  /** Two-sided, from the t distribution with n - 1 degrees of freedom. */
  readonly pValue: number;
}

/**
 * Diebold-Mariano test with the small-sample correction of Harvey, Leybourne and Newbold: long-run variance of the
 * loss difference with Bartlett weights, statistic times sqrt((n + 1 - 2h + h (h - 1)/n)/n).
 * Sources: Diebold and Mariano, JBES 13 (1995) 253-263; Harvey et al., Int. J. Forecasting 13 (1997) 281-291; Newey
 * and West, Econometrica 55 (1987) 703-708.
 *
 * @param first losses of one forecast, in time order
 * @param second losses of the other, same length
 * @param horizon periods ahead that both forecast
 * @param lags autocovariances taken in: at least horizon - 1; by default the larger of that and n^(1/3)
 */
export function dieboldMariano(
  first: readonly number[],
  second: readonly number[],
  horizon = 1,
  lags = Math.max(horizon - 1, Math.floor(Math.cbrt(first.length))),
): Result<DieboldMariano> {
  const issues = [...checkSample("first", first, 3), ...checkSample("second", second, 3)];
  const n = first.length;
  if (second.length !== n) issues.push(invalid("second.length", `${n}`, second.length));
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon < n))
    issues.push(invalid("horizon", "a whole number >= 1 and under the sample's length", horizon));
  if (!(Number.isInteger(lags) && lags >= horizon - 1 && lags < n))
    issues.push(invalid("lags", "a whole number >= horizon - 1 and under the sample's length", lags));
  if (issues.length > 0) return fail(...issues);

  const differences = first.map((loss, i) => loss - (second[i] as number));
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  let longRun = autocovariance(differences, mean, 0);
  for (let lag = 1; lag <= lags; lag++) {
    longRun += 2 * (1 - lag / (lags + 1)) * autocovariance(differences, mean, lag);
  }
  if (!(longRun > 0)) {
    return fail(invalid("first", "of losses whose difference from the second varies", longRun));
  }
  const correction = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  const statistic = (correction * mean) / Math.sqrt(longRun / n);
  return ok({ meanDifference: mean, statistic, pValue: 2 * studentTCdf(-Math.abs(statistic), n - 1) });
}

function autocovariance(values: readonly number[], mean: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) {
    sum += ((values[i] as number) - mean) * ((values[i - lag] as number) - mean);
  }
  return sum / values.length;
}
