import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive, checkSample } from "../risk/checks.ts";
import type { FeedRound } from "./exitTimeVariance.ts";

/**
 * Exponentially weighted variance for the next period: h' = lambda h + (1 - lambda) v, started at the first value.
 * Source: RiskMetrics Technical Document (1996), section 5.2.
 *
 * @param variances squared returns or range variances per period, oldest first, not negative
 * @param decay lambda in (0, 1): 0.94 for daily squared returns, 0.90 for daily range variances
 */
export function ewmaVariance(variances: readonly number[], decay: number): Result<number> {
  const issues = checkSample("variances", variances, 1);
  if (!(decay > 0 && decay < 1)) issues.push(invalid("decay", "between 0 and 1", decay));
  if (variances.some((v) => v < 0)) issues.push(invalid("variances", "not negative", Math.min(...variances)));
  if (issues.length > 0) return fail(...issues);
  return ok(variances.reduce((h, v) => decay * h + (1 - decay) * v));
}

/**
 * Exponentially weighted variance rate of prices at irregular times, in squared log return per second: what is `seconds`
 * old weighs e^(-seconds / timeConstant). Weights add to one over the time that was seen, so no start value is needed, and
 * returns within one second count in full. Source: Muller, "Specially weighted moving averages with repeated application
 * of the EMA operator", Olsen (1991).
 *
 * @param rounds in order: log return since the price before, and the seconds between the two
 * @param timeConstant seconds; the daily lambda 0.94 is 86,400 / -ln 0.94, about 16 days
 */
export function ewmaVarianceRate(rounds: readonly FeedRound[], timeConstant: number): Result<number> {
  const issues = [
    ...checkSample(
      "logReturn",
      rounds.map(({ logReturn }) => logReturn),
      1,
    ),
    ...rounds.flatMap(({ seconds }, i) => checkNonNegative(`rounds[${i}].seconds`, seconds)),
    ...checkPositive("timeConstant", timeConstant),
  ];
  if (issues.length > 0) return fail(...issues);
  let [variance, weight] = [0, 0];
  for (const { logReturn, seconds } of rounds) {
    const decay = Math.exp(-seconds / timeConstant);
    const gain = seconds === 0 ? 1 / timeConstant : -Math.expm1(-seconds / timeConstant) / seconds;
    variance = decay * variance + gain * logReturn ** 2;
    weight = decay * weight + gain * seconds;
  }
  if (weight === 0) return fail(invalid("rounds", "spread over some time", 0));
  return ok(variance / weight);
}
