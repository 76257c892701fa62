import { fail, ok, type Result } from "../result.ts";
import { checkSample } from "../risk/checks.ts";

/**
 * Variance of a stretch without its jumps: (pi / 2) sum of |r_i r_(i-1)|, in squared log return for the whole stretch. One
 * jump meets two ordinary returns, and so counts little. Source: Barndorff-Nielsen and Shephard, J. Financial
 * Econometrics 2 (2004) 1-37.
 *
 * @param returns log returns, oldest first, two or more
 */
export function bipowerVariance(returns: readonly number[]): Result<number> {
  const issues = checkSample("returns", returns, 2);
  if (issues.length > 0) return fail(...issues);
  let sum = 0;
  for (let i = 1; i < returns.length; i++)
    sum += Math.abs((returns[i] as number) * (returns[i - 1] as number));
  return ok((Math.PI / 2) * sum);
}

/** The part of a stretch's variance that is jumps: max(0, 1 - bipower / sum of r^2), 0 for a price that stood still. */
export function jumpShare(returns: readonly number[]): Result<number> {
  const continuous = bipowerVariance(returns);
  if (!continuous.ok) return continuous;
  const total = returns.reduce((sum, r) => sum + r * r, 0);
  return ok(total === 0 ? 0 : Math.max(0, 1 - continuous.value / total));
}
