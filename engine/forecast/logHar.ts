import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";
import { fitTransformed, type HarModel, linearHar } from "./har.ts";
import { HAR_WARM_UP } from "./harRegressors.ts";

/** A log-HAR regression and the factor that takes its median forecast to a mean. */
export interface LogHarModel extends HarModel {
  /** Mean of exp(residual). */
  readonly smearing: number;
}

/**
 * The default forecaster: log of the mean variance of the next `horizon` periods on the logs of the means of the last
 * 1, 5 and 22, by ordinary least squares. Always positive, and its errors are ratios, as QLIKE counts them.
 * Sources: Corsi, J. Financial Econometrics 7 (2009) 174-196; Duan, JASA 78 (1983) 605-610 for smearing: exp of a
 * log forecast is too low by the mean of exp(residual), whatever the residuals' law.
 *
 * @param variances realised variances per period, all > 0, oldest first; at least 30 + horizon of them
 */
export function fitLogHar(variances: readonly number[], horizon = 1): Result<LogHarModel> {
  const issues = positive(variances, 1);
  if (issues.length > 0) return fail(...issues);
  const fit = fitTransformed(variances, horizon, Math.log);
  if (!fit.ok) return fit;
  const { residuals } = fit.value;
  const smearing = residuals.reduce((sum, e) => sum + Math.exp(e), 0) / residuals.length;
  return ok({ ...fit.value, smearing });
}

/** Forecast of `fitLogHar` after the last of `variances` (at least 22, all > 0), in variance per period. */
export function forecastLogHar(model: LogHarModel, variances: readonly number[]): Result<number> {
  const recent = variances.slice(-HAR_WARM_UP);
  const issues = positive(recent, HAR_WARM_UP);
  if (issues.length > 0) return fail(...issues);
  return ok(model.smearing * Math.exp(linearHar(model, recent, Math.log)));
}

function positive(variances: readonly number[], minimum: number): Issue[] {
  const issues = checkSample("variances", variances, minimum);
  const bad = variances.findIndex((v) => !(v > 0));
  if (bad >= 0) issues.push(invalid(`variances[${bad}]`, "> 0", variances[bad]));
  return issues;
}
