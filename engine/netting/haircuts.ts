import { SECONDS_PER_YEAR } from "../book/row.ts";
import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";

/**
 * Correlation of one underlying on two venues whose basis has volatility `basisVolatility`, for an equal-volatility
 * pair: 1 - s_b^2 / (2 s^2). A 1:1 hedge over both venues keeps exactly the basis volatility. Both per 1.00 and year.
 * Fails where the basis moves more than twice as much as the underlying: then no correlation fits.
 */
export function basisCorrelation(volatility: number, basisVolatility: number): Result<number> {
  const issues = [
    ...checkPositive("volatility", volatility),
    ...checkNonNegative("basisVolatility", basisVolatility),
  ];
  if (issues.length > 0) return fail(...issues);
  const correlation = 1 - basisVolatility ** 2 / (2 * volatility ** 2);
  if (correlation < -1) return fail(invalid("basisVolatility", `at most ${2 * volatility}`, basisVolatility));
  return ok(correlation);
}

/**
 * Share of a position that can be lost while collateral travels: z * volatility * sqrt(latency), the latency of the
 * bridge or exit in seconds. Not above 1.
 */
export function latencyHaircut(volatility: number, latencySeconds: number, z: number): Result<number> {
  const issues = [
    ...checkNonNegative("volatility", volatility),
    ...checkNonNegative("latencySeconds", latencySeconds),
    ...checkNonNegative("z", z),
  ];
  if (issues.length > 0) return fail(...issues);
  return ok(Math.min(1, z * volatility * Math.sqrt(latencySeconds / SECONDS_PER_YEAR)));
}
