import { fail, invalid, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";

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
