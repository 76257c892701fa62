import { fail, invalid, ok, type Result } from "../../result.ts";
import { checkNonNegative, checkPositive } from "../../risk/checks.ts";

/**
 * Volatility at which to price and hedge an option that is rehedged at fixed intervals, so that the premium pays the
 * costs: sigma sqrt(1 +- sqrt(2/pi) k / (sigma sqrt(dt))), plus for a short option, minus for a long one; k is the cost
 * of buying and selling back. Fails for a long option where costs would eat all variance.
 * Source: Leland, J. Finance 40 (1985) 1283-1301; the long side as Hoggard, Whalley and Wilmott (1994).
 *
 * @param volatility a year
 * @param roundTripCost proportional: twice the one-way cost
 * @param intervalYears between two hedges
 */
export function lelandVolatility(
  volatility: number,
  roundTripCost: number,
  intervalYears: number,
  side: "long" | "short",
): Result<number> {
  const issues = [
    ...checkPositive("volatility", volatility),
    ...checkNonNegative("roundTripCost", roundTripCost),
    ...checkPositive("intervalYears", intervalYears),
  ];
  if (issues.length > 0) return fail(...issues);
  const number = (Math.sqrt(2 / Math.PI) * roundTripCost) / (volatility * Math.sqrt(intervalYears));
  const factor = side === "short" ? 1 + number : 1 - number;
  if (!(factor > 0))
    return fail(invalid("intervalYears", `longer: the Leland number ${number} is above 1`, intervalYears));
  return ok(volatility * Math.sqrt(factor));
}
