import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";
import { HAR_WARM_UP, harRegressors } from "./harRegressors.ts";
import { leastSquares } from "./leastSquares.ts";

/** A fitted heterogeneous autoregression. */
export interface HarModel {
  /** Intercept and the weights of the day's, week's and month's mean. */
  readonly coefficients: readonly number[];
  /** Periods ahead whose mean it forecasts. */
  readonly horizon: number;
  /** Target minus fit, oldest first, in the units of the regression. */
  readonly residuals: readonly number[];
}

/**
 * HAR in levels by ordinary least squares: the mean variance of the next `horizon` periods on the means of the last 1,
 * 5 and 22. Source: Corsi, J. Financial Econometrics 7 (2009) 174-196. A level forecast can be negative after a
 * calm stretch; `fitLogHar` cannot, and is the default.
 *
 * @param variances realised variances per period, oldest first; at least 30 + horizon of them
 */
export function fitHar(variances: readonly number[], horizon = 1): Result<HarModel> {
  return fitTransformed(variances, horizon, (x) => x);
}

/** Forecast of `fitHar` after the last of `variances` (at least 22), in variance per period. */
export function forecastHar(model: HarModel, variances: readonly number[]): Result<number> {
  const issues = checkSample("variances", variances, HAR_WARM_UP);
  return issues.length > 0 ? fail(...issues) : ok(linearHar(model, variances, (x) => x));
}

/** The regression on transformed means; `transform` is the identity or the logarithm. Inputs in its domain. */
export function fitTransformed(
  variances: readonly number[],
  horizon: number,
  transform: (x: number) => number,
): Result<HarModel> {
  const issues: Issue[] = checkSample("variances", variances, HAR_WARM_UP + 8 + horizon);
  if (!(Number.isInteger(horizon) && horizon >= 1))
    issues.push(invalid("horizon", "a whole number >= 1", horizon));
  if (issues.length > 0) return fail(...issues);
  const rows: number[][] = [];
  const target: number[] = [];
  for (let last = HAR_WARM_UP - 1; last + horizon < variances.length; last++) {
    rows.push(transformed(harRegressors(variances, last), transform));
    let sum = 0;
    for (let i = last + 1; i <= last + horizon; i++) sum += variances[i] as number;
    target.push(transform(sum / horizon));
  }
  const coefficients = leastSquares(rows, target);
  if (coefficients === null) {
    return fail(invalid("variances", "varying: HAR's means are collinear", variances.length));
  }
  const residuals = target.map((y, i) => y - inner(coefficients, rows[i] ?? []));
  return ok({ coefficients, horizon, residuals });
}

/** The regression's value after the last of `variances`, in the units of the regression. */
export function linearHar(
  model: HarModel,
  variances: readonly number[],
  transform: (x: number) => number,
): number {
  return inner(model.coefficients, transformed(harRegressors(variances, variances.length - 1), transform));
}

function transformed(row: readonly number[], transform: (x: number) => number): number[] {
  return row.map((x, j) => (j === 0 ? x : transform(x)));
}

function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
}
