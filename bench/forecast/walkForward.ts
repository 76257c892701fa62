import { ewmaVariance } from "../../engine/forecast/ewma.ts";
import { fitGarch, forecastGarch, type GarchKind } from "../../engine/forecast/garch.ts";
import { garchVariances } from "../../engine/forecast/garchLikelihood.ts";
import { geometricMeanForecast } from "../../engine/forecast/geometricMean.ts";
import { fitHar, forecastHar } from "../../engine/forecast/har.ts";
import { fitLogHar, forecastLogHar } from "../../engine/forecast/logHar.ts";
import { forecastNeural } from "../../engine/forecast/neural/forecastNeural.ts";
import type { Network } from "../../engine/forecast/neural/network.ts";
import type { VarianceHistory } from "../../engine/forecast/neural/varianceInputs.ts";
import { fitWeekdayLogHar, forecastWeekdayLogHar } from "../../engine/forecast/weekdayLogHar.ts";
import { value } from "./value.ts";

export const DEFAULT_MODEL = "log-HAR";
export const SEASONAL_MODEL = "log-HAR with weekdays";
export const NEURAL_MODEL = "neural network";
/** The default with the network, by geometric mean: what has to earn its place. */
export const NEURAL_ENSEMBLE = "log-HAR, neural network";
export const NEURAL_SEASONAL_ENSEMBLE = "weekdays, neural network";
const REFIT_DAYS = 30;

/** Fits on a history and gives the forecaster to use until the next fit. */
type Train = (history: VarianceHistory) => (history: VarianceHistory) => number;

/** The models by name; the networks were trained once, before the first day of the test. */
function models(networks: readonly Network[]): readonly (readonly [string, Train])[] {
  return [
    ["EWMA of returns .94", ewmaOfReturns],
    ["EWMA of GK .90", () => (now) => value(ewmaVariance(now.variances, 0.9))],
    ["22-day mean of GK", () => (now) => mean(now.variances.slice(-22))],
    ["GARCH(1,1)", (history) => garch(history, "garch", "returns")],
    ["GARCH, level refitted", (history) => garch(history, "garch", "fitted")],
    ["GJR(1,1)", (history) => garch(history, "gjr", "returns")],
    ["HAR", har],
    [DEFAULT_MODEL, logHar],
    [SEASONAL_MODEL, weekdayLogHar],
    [NEURAL_MODEL, () => (now) => value(forecastNeural(networks, now))],
  ];
}

/** Geometric means of other models. The first takes the best of each family. */
const ENSEMBLES: readonly (readonly [string, readonly string[]])[] = [
  ["geo-mean of three", [SEASONAL_MODEL, "EWMA of GK .90", "GARCH, level refitted"]],
  [NEURAL_ENSEMBLE, [DEFAULT_MODEL, NEURAL_MODEL]],
  [NEURAL_SEASONAL_ENSEMBLE, [SEASONAL_MODEL, NEURAL_MODEL]],
];

/** The models that need no more than a month of history, for the days before the test. */
export function earlyForecasts(history: VarianceHistory, first: number): Map<string, number[]> {
  const early = new Set(["EWMA of GK .90", "22-day mean of GK", "HAR", DEFAULT_MODEL, SEASONAL_MODEL]);
  return new Map(
    models([])
      .filter(([name]) => early.has(name))
      .map(([name, train]) => [name, run(train, history, first)]),
  );
}

/** One forecast a day from index `first` on, by model; a forecast of day t uses days before t only. */
export function walkForward(
  history: VarianceHistory,
  first: number,
  networks: readonly Network[],
): Map<string, number[]> {
  const forecasts = new Map(models(networks).map(([name, train]) => [name, run(train, history, first)]));
  for (const [name, members] of ENSEMBLES) {
    const own = members.map((member) => forecasts.get(member) ?? []);
    const ensemble = history.variances
      .slice(first)
      .map((_, i) => value(geometricMeanForecast(own.map((h) => h[i] as number))));
    forecasts.set(name, ensemble);
  }
  return forecasts;
}

function run(train: Train, { variances, returns, market }: VarianceHistory, first: number): number[] {
  let forecast: ((now: VarianceHistory) => number) | undefined;
  const forecasts: number[] = [];
  for (let t = first; t < variances.length; t++) {
    const known = {
      variances: variances.slice(0, t),
      returns: returns.slice(0, t),
      market: market.slice(0, t),
    };
    if (forecast === undefined || (t - first) % REFIT_DAYS === 0) forecast = train(known);
    forecasts.push(forecast(known));
  }
  return forecasts;
}

/** Models of returns forecast close-to-close variance: scaled to the target's level over the training days. */
function ewmaOfReturns({ variances, returns }: VarianceHistory) {
  const squares = (xs: readonly number[]) => xs.map((r) => r * r);
  const ratio = mean(variances) / mean(squares(returns));
  return (now: VarianceHistory) => ratio * value(ewmaVariance(squares(now.returns), 0.94));
}

/**
 * Brought to the target's unit by the ratio of mean variances in training: over mean squared returns, or over the mean
 * of its own fitted variances. The second also takes out the model's own bias in training, so it is the stronger rival.
 */
function garch({ variances, returns }: VarianceHistory, kind: GarchKind, level: "returns" | "fitted") {
  const model = value(fitGarch(returns, kind));
  const own =
    level === "returns"
      ? returns.map((r) => r * r)
      : Array.from(garchVariances(returns, model).subarray(0, returns.length));
  const ratio = mean(variances) / mean(own);
  return (now: VarianceHistory) => ratio * (value(forecastGarch(model, now.returns))[0] as number);
}

/** A level regression can forecast a variance below any seen, even below 0: then the least one seen stands. */
function har({ variances }: VarianceHistory) {
  const model = value(fitHar(variances));
  const least = Math.min(...variances);
  return (now: VarianceHistory) => Math.max(least, value(forecastHar(model, now.variances)));
}

function logHar({ variances }: VarianceHistory) {
  const model = value(fitLogHar(variances));
  return (now: VarianceHistory) => value(forecastLogHar(model, now.variances));
}

function weekdayLogHar({ variances }: VarianceHistory) {
  const model = value(fitWeekdayLogHar(variances, 0));
  return (now: VarianceHistory) => value(forecastWeekdayLogHar(model, now.variances, 0));
}

function mean(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0) / xs.length;
}
