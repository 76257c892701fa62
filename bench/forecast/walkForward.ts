import { ewmaVariance } from "../../engine/forecast/ewma.ts";
import { fitGarch, forecastGarch, type GarchKind } from "../../engine/forecast/garch.ts";
import { garchVariances } from "../../engine/forecast/garchLikelihood.ts";
import { geometricMeanForecast } from "../../engine/forecast/geometricMean.ts";
import { fitHar, forecastHar } from "../../engine/forecast/har.ts";
import { fitLogHar, forecastLogHar } from "../../engine/forecast/logHar.ts";
import { fitWeekdayLogHar, forecastWeekdayLogHar } from "../../engine/forecast/weekdayLogHar.ts";
import { value } from "./value.ts";

export const DEFAULT_MODEL = "log-HAR";
export const SEASONAL_MODEL = "log-HAR with weekdays";
const REFIT_DAYS = 30;

/** Known on the morning of a day: variances and returns of all days before. */
interface History {
  readonly variances: readonly number[];
  readonly returns: readonly number[];
}

/** Fits on a history and gives the forecaster to use until the next fit. */
type Train = (history: History) => (history: History) => number;

const MODELS: readonly (readonly [string, Train])[] = [
  ["EWMA of returns .94", ewmaOfReturns],
  ["EWMA of GK .90", () => (now) => value(ewmaVariance(now.variances, 0.9))],
  ["22-day mean of GK", () => (now) => mean(now.variances.slice(-22))],
  ["GARCH(1,1)", (history) => garch(history, "garch", "returns")],
  ["GARCH, level refitted", (history) => garch(history, "garch", "fitted")],
  ["GJR(1,1)", (history) => garch(history, "gjr", "returns")],
  ["HAR", har],
  [DEFAULT_MODEL, logHar],
  [SEASONAL_MODEL, weekdayLogHar],
];
/** Members of the ensemble: the best of each family. */
const ENSEMBLE = [SEASONAL_MODEL, "EWMA of GK .90", "GARCH, level refitted"];

/** One forecast a day from index `first` on, by model; a forecast of day t uses days before t only. */
export function walkForward(
  variances: readonly number[],
  returns: readonly number[],
  first: number,
): Map<string, number[]> {
  const forecasts = new Map(MODELS.map(([name, train]) => [name, run(train, variances, returns, first)]));
  const members = ENSEMBLE.map((name) => forecasts.get(name) ?? []);
  const ensemble = variances
    .slice(first)
    .map((_, i) => value(geometricMeanForecast(members.map((h) => h[i] as number))));
  return forecasts.set("geo-mean of three", ensemble);
}

function run(
  train: Train,
  variances: readonly number[],
  returns: readonly number[],
  first: number,
): number[] {
  let forecast: ((now: History) => number) | undefined;
  const forecasts: number[] = [];
  for (let t = first; t < variances.length; t++) {
    const history = { variances: variances.slice(0, t), returns: returns.slice(0, t) };
    if (forecast === undefined || (t - first) % REFIT_DAYS === 0) forecast = train(history);
    forecasts.push(forecast(history));
  }
  return forecasts;
}

/** Models of returns forecast close-to-close variance: scaled to the target's level over the training days. */
function ewmaOfReturns({ variances, returns }: History) {
  const squares = (xs: readonly number[]) => xs.map((r) => r * r);
  const ratio = mean(variances) / mean(squares(returns));
  return (now: History) => ratio * value(ewmaVariance(squares(now.returns), 0.94));
}

/**
 * Brought to the target's unit by the ratio of mean variances in training: over mean squared returns, or over the mean
 * of its own fitted variances. The second also takes out the model's own bias in training, so it is the stronger rival.
 */
function garch({ variances, returns }: History, kind: GarchKind, level: "returns" | "fitted") {
  const model = value(fitGarch(returns, kind));
  const own =
    level === "returns"
      ? returns.map((r) => r * r)
      : Array.from(garchVariances(returns, model).subarray(0, returns.length));
  const ratio = mean(variances) / mean(own);
  return (now: History) => ratio * (value(forecastGarch(model, now.returns))[0] as number);
}

/** A level regression can forecast a variance below any seen, even below 0: then the least one seen stands. */
function har({ variances }: History) {
  const model = value(fitHar(variances));
  const least = Math.min(...variances);
  return (now: History) => Math.max(least, value(forecastHar(model, now.variances)));
}

function logHar({ variances }: History) {
  const model = value(fitLogHar(variances));
  return (now: History) => value(forecastLogHar(model, now.variances));
}

function weekdayLogHar({ variances }: History) {
  const model = value(fitWeekdayLogHar(variances, 0));
  return (now: History) => value(forecastWeekdayLogHar(model, now.variances, 0));
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
