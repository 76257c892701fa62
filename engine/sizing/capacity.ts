import { fail, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative, checkPositive } from "../risk/checks.ts";

/** A strategy as seen by its costs. Rates a year as fractions of capital. */
export interface CapacityInput {
  /** Return before costs. */
  readonly grossReturn: number;
  /** Notional traded a year over capital. */
  readonly turnover: number;
  /** One-way proportional cost of a trade: half spread and fees. */
  readonly proportionalCost: number;
  /** Y in impact = Y sigma sqrt(trade / volume); near 1. */
  readonly impactCoefficient: number;
  /** Daily volatility of what is traded. */
  readonly dailyVolatility: number;
  readonly dailyVolumeUsd: number;
  /** Trades a year that the turnover is spread over. */
  readonly tradesPerYear: number;
}

/** How much capital a strategy bears. */
export interface Capacity {
  /** Capital at which one more dollar earns nothing: net profit is greatest. 0 when costs exceed the return at once. */
  readonly optimalUsd: number;
  /** Capital at which all profit is gone: 9/4 of the optimal one. */
  readonly breakEvenUsd: number;
  /** Net profit a year at the optimal capital. */
  readonly netProfitUsd: number;
}

/**
 * Capacity under square-root impact: a trade of q A dollars, q = turnover / trades, costs c + Y sigma sqrt(q A / V) per
 * dollar, so net profit is A (m - k sqrt A), m = gross - turnover c, k = turnover Y sigma sqrt(q / V), which is
 * greatest at A = (2 m / 3 k)^2 and 0 at (m / k)^2. Infinite without turnover or impact.
 * Source: marginal analysis of the square-root law, as in Landier, Simon and Thesmar, "The capacity of trading
 * strategies" (2015).
 */
export function capacity(input: CapacityInput): Result<Capacity> {
  const issues = [
    ...checkFinite("grossReturn", input.grossReturn),
    ...checkNonNegative("turnover", input.turnover),
    ...checkNonNegative("proportionalCost", input.proportionalCost),
    ...checkNonNegative("impactCoefficient", input.impactCoefficient),
    ...checkNonNegative("dailyVolatility", input.dailyVolatility),
    ...checkPositive("dailyVolumeUsd", input.dailyVolumeUsd),
    ...checkPositive("tradesPerYear", input.tradesPerYear),
  ];
  if (issues.length > 0) return fail(...issues);
  const margin = input.grossReturn - input.turnover * input.proportionalCost;
  const impact =
    input.turnover *
    input.impactCoefficient *
    input.dailyVolatility *
    Math.sqrt(input.turnover / input.tradesPerYear / input.dailyVolumeUsd);
  if (!(margin > 0)) return ok({ optimalUsd: 0, breakEvenUsd: 0, netProfitUsd: 0 });
  const optimalUsd = ((2 * margin) / (3 * impact)) ** 2;
  return ok({
    optimalUsd,
    breakEvenUsd: (margin / impact) ** 2,
    netProfitUsd: (optimalUsd * margin) / 3,
  });
}
