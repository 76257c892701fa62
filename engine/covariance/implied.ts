import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { joinCovariance, splitCovariance } from "./correlation.ts";

/**
 * Covariance with the correlations of a historical estimate and the volatilities that options imply:
 * `rho_ij v_i v_j / periodsPerYear`. An asset without options (null) keeps its historical volatility.
 * `impliedVolatility` is annualised, 1.00 = 100 %; the result is in squared returns per period.
 * Fails with INVALID_INPUT for a volatility or period count that is not positive, or lengths that differ.
 * Source: S. Figlewski, Forecasting Volatility (1997), section IV; the plug-in form, without a regression on the past.
 */
export function impliedVolatilityCovariance(
  historical: SquareMatrix,
  impliedVolatility: readonly (number | null)[],
  periodsPerYear: number,
): Result<SquareMatrix> {
  const split = splitCovariance(historical);
  if (!split.ok) return split;
  const issues: Issue[] = [];
  if (impliedVolatility.length !== historical.size)
    issues.push(invalid("impliedVolatility", "one per asset", impliedVolatility.length));
  if (!(periodsPerYear > 0 && periodsPerYear < Infinity))
    issues.push(invalid("periodsPerYear", "> 0", periodsPerYear));
  impliedVolatility.forEach((value, i) => {
    if (value !== null && !(value > 0 && value < Infinity))
      issues.push(invalid(`impliedVolatility[${i}]`, "> 0 or null", value));
  });
  if (issues.length > 0) return fail(...issues);
  const volatility = split.value.volatility.map((past, i) => {
    const implied = impliedVolatility[i] ?? null;
    return implied === null ? past : implied / Math.sqrt(periodsPerYear);
  });
  return ok(joinCovariance({ correlation: split.value.correlation, volatility }));
}
