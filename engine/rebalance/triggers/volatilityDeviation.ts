import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import { checkPositive, checkSample } from "../../risk/checks.ts";
import { regularizedBeta } from "../../risk/specialFunctions.ts";
import type { TriggerPolicy, TriggerState } from "./hysteresis.ts";
import { type Trigger, triggerOf } from "./trigger.ts";

/** Returns since the forecast was made, beside what it said of each. */
export interface VolatilityLook {
  readonly underlying: string;
  /** Log returns, one a period. */
  readonly returns: readonly number[];
  /** Forecast variance of each. */
  readonly forecastVariances: readonly number[];
  /** How many observations the forecast is worth: (1 + lambda) / (1 - lambda) for an exponential average. */
  readonly forecastObservations: number;
  /** Kurtosis of standardised returns, 3 when normal: fat tails make large ratios common. Above 1. */
  readonly kurtosis: number;
}

/** Ratio of variances with its two-sided chance under a right forecast. */
export interface VarianceRatio {
  readonly ratio: number;
  readonly pValue: number;
  readonly degreesOfFreedom: readonly [realised: number, forecast: number];
}

/**
 * F test of the mean of return^2 / forecast variance against 1, with 2 n / (kurtosis - 1) degrees of freedom for n
 * observations: n when normal, fewer with fat tails, for which the plain test cries wolf. Source: G. E. P. Box, Biometrika
 * 40 (1953) 318-335, section 4 (the correction by kurtosis); the F distribution by NIST DLMF 8.17.
 *
 * Fails with INVALID_INPUT for fewer than 2 returns, lengths that differ or numbers outside their domain.
 */
export function varianceRatio(input: VolatilityLook): Result<VarianceRatio> {
  const { returns, forecastVariances, forecastObservations, kurtosis } = input;
  const issues: Issue[] = [
    ...checkSample("returns", returns, 2),
    ...forecastVariances.flatMap((variance, t) => checkPositive(`forecastVariances[${t}]`, variance)),
    ...checkPositive("forecastObservations", forecastObservations),
    ...checkPositive("kurtosis - 1", kurtosis - 1),
  ];
  if (returns.length !== forecastVariances.length)
    issues.push(invalid("forecastVariances", "one per return", forecastVariances.length));
  if (issues.length > 0) return fail(...issues);
  const squares = returns.reduce((sum, r, t) => sum + (r * r) / (forecastVariances[t] as number), 0);
  const ratio = squares / returns.length;
  const realised = (2 * returns.length) / (kurtosis - 1);
  const forecast = (2 * forecastObservations) / (kurtosis - 1);
  const share = (realised * ratio) / (realised * ratio + forecast);
  const below = regularizedBeta(share, realised / 2, forecast / 2);
  // Not 1 - below: a small upper tail would drown in rounding.
  const above = regularizedBeta(1 - share, forecast / 2, realised / 2);
  const pValue = Math.min(1, 2 * Math.min(below, above));
  return ok({ ratio, pValue, degreesOfFreedom: [realised, forecast] });
}

/**
 * Opens when realised variance departs from its forecast with a confidence (1 - p) of at least `policy.openAt`, such as
 * 0.99, and closes at `policy.closeAt`, such as 0.9. Both directions count: a book is too small in a calm as well.
 */
export function volatilityTrigger(
  input: VolatilityLook,
  policy: TriggerPolicy,
  state: TriggerState,
): Result<Trigger> {
  const test = varianceRatio(input);
  if (!test.ok) return test;
  const { ratio, pValue, degreesOfFreedom } = test.value;
  return triggerOf(input.underlying, 1 - pValue, "confidence", policy, state, {
    kind: "volatilityDeviation",
    varianceRatio: ratio,
    pValue,
    degreesOfFreedom,
  });
}
