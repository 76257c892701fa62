import { fail, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";

/** A trade against the liquidity of one day. */
export interface ImpactInput {
  /** Size of the trade, and the day's volume, both USD. */
  readonly tradeUsd: number;
  readonly dailyVolumeUsd: number;
  /** Of the relative price move in a day. */
  readonly dailyVolatility: number;
  /** Y of the square-root law, of order 1; the venue's own figure where it is known. */
  readonly coefficient: number;
}

/** Price impact of a trade worked in parts. */
export interface Impact {
  /** Relative price move when the trade is complete. */
  readonly peak: number;
  /** Average cost against the first price, USD: two thirds of the peak on the whole size. */
  readonly costUsd: number;
}

/**
 * Square-root law: peak = Y s sqrt(Q / V), average 2/3 of it. Holds over decades of size for Bitcoin (Donier and
 * Bonart, 2014). A protocol with its own impact formula (GMX, Synthetix) should be charged by that formula instead.
 */
export function squareRootImpact(input: ImpactInput): Result<Impact> {
  const { tradeUsd, dailyVolumeUsd, dailyVolatility, coefficient } = input;
  const issues = [
    ...checkNonNegative("tradeUsd", tradeUsd),
    ...checkPositive("dailyVolumeUsd", dailyVolumeUsd),
    ...checkNonNegative("dailyVolatility", dailyVolatility),
    ...checkNonNegative("coefficient", coefficient),
  ];
  if (issues.length > 0) return fail(...issues);
  const peak = coefficient * dailyVolatility * Math.sqrt(tradeUsd / dailyVolumeUsd);
  return ok({ peak, costUsd: (2 / 3) * peak * tradeUsd });
}
