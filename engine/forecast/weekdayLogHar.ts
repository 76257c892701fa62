import { fail, invalid, ok, type Result } from "../result.ts";
import { fitLogHar, forecastLogHar, type LogHarModel } from "./logHar.ts";

/** A log-HAR of variances freed from their weekly season. */
export interface WeekdayLogHarModel {
  /** Factor of each weekday, their geometric mean 1; index 0 is the weekday that the caller counts as 0. */
  readonly factors: readonly number[];
  readonly regression: LogHarModel;
}

const DAYS = 7;

/**
 * Log-HAR for markets that trade all week, where Saturdays move far less than Mondays: each variance is divided by its
 * weekday's factor (geometric mean of that weekday over that of all), log-HAR is fitted on what is left, and the
 * forecast is multiplied back. Needs daily variances without gaps. Source of the multiplicative season: Andersen and
 * Bollerslev, J. Empirical Finance 4 (1997) 115-158, there within the day.
 *
 * @param variances daily, all > 0, oldest first; at least 30 + horizon
 * @param firstWeekday weekday of the first of them, 0 to 6
 * @param horizon days ahead whose mean is forecast
 */
export function fitWeekdayLogHar(
  variances: readonly number[],
  firstWeekday: number,
  horizon = 1,
): Result<WeekdayLogHarModel> {
  if (!isWeekday(firstWeekday)) return fail(invalid("firstWeekday", "0, 1, 2, 3, 4, 5 or 6", firstWeekday));
  const bad = variances.findIndex((v) => !(v > 0 && v < Number.POSITIVE_INFINITY));
  if (bad >= 0) return fail(invalid(`variances[${bad}]`, "finite and > 0", variances[bad]));
  if (variances.length < DAYS) return fail(invalid("variances.length", ">= 30 + horizon", variances.length));
  const sums = new Array<number>(DAYS).fill(0);
  const counts = new Array<number>(DAYS).fill(0);
  variances.forEach((v, i) => {
    const day = (firstWeekday + i) % DAYS;
    sums[day] = (sums[day] as number) + Math.log(v);
    counts[day] = (counts[day] as number) + 1;
  });
  const means = sums.map((sum, day) => sum / (counts[day] as number));
  const centre = means.reduce((sum, x) => sum + x, 0) / DAYS;
  const factors = means.map((x) => Math.exp(x - centre));
  const regression = fitLogHar(withoutSeason(variances, firstWeekday, factors), horizon);
  return regression.ok ? ok({ factors, regression: regression.value }) : regression;
}

/**
 * Forecast after the last of `variances` (at least 22, all > 0): variance a day, over the model's horizon.
 *
 * @param firstWeekday weekday of the first of them, counted as at the fit
 */
export function forecastWeekdayLogHar(
  model: WeekdayLogHarModel,
  variances: readonly number[],
  firstWeekday: number,
): Result<number> {
  if (!isWeekday(firstWeekday)) return fail(invalid("firstWeekday", "0, 1, 2, 3, 4, 5 or 6", firstWeekday));
  const { factors, regression } = model;
  const plain = forecastLogHar(regression, withoutSeason(variances, firstWeekday, factors));
  if (!plain.ok) return plain;
  let season = 0;
  for (let ahead = 0; ahead < regression.horizon; ahead++) {
    season += factors[(firstWeekday + variances.length + ahead) % DAYS] as number;
  }
  return ok((plain.value * season) / regression.horizon);
}

function withoutSeason(variances: readonly number[], firstWeekday: number, factors: readonly number[]) {
  return variances.map((v, i) => v / (factors[(firstWeekday + i) % DAYS] as number));
}

function isWeekday(day: number): boolean {
  return Number.isInteger(day) && day >= 0 && day < DAYS;
}
