import { fail, ok, type Result } from "../result.ts";
import { checkConfidence, checkSample, type TailRisk } from "./checks.ts";
import { quantile } from "./moments.ts";

/** How a quantile is read off a sample: between two observations, or as the observation that the tail ends with. */
export type QuantileRule = "interpolated" | "observation";

/**
 * Historical VaR and ES of a sample of P&L or returns. VaR is minus the quantile at alpha = 1 - confidence
 * (`interpolated`: type 7; `observation`: the ceil(alpha n)-th smallest), ES minus the mean of what is not above it.
 */
export function historicalTail(
  sample: readonly number[],
  confidence: number,
  rule: QuantileRule = "interpolated",
): Result<TailRisk> {
  const issues = [...checkSample("sample", sample, 1), ...checkConfidence(confidence)];
  if (issues.length > 0) return fail(...issues);
  const alpha = 1 - confidence;
  const cut = rule === "interpolated" ? quantile(sample, alpha) : orderStatistic(sample, alpha);
  const tail = sample.filter((x) => x <= cut);
  return ok({
    valueAtRisk: -cut,
    expectedShortfall: -tail.reduce((sum, x) => sum + x, 0) / tail.length,
  });
}

function orderStatistic(sample: readonly number[], alpha: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  // alpha n is a count, so a rounding error just above a whole number must not move it by one.
  const count = Math.ceil(alpha * sorted.length - 1e-9);
  return sorted[Math.max(0, count - 1)] ?? Number.NaN;
}
