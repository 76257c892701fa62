import { fail, invalid, ok, type Result } from "../result.ts";

/** Open, high, low and close of one bar, in any one price unit; all positive, low <= open, close <= high. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Variance of a bar's log price from its range: ln(H/L)^2 / (4 ln 2), in squared log return per bar. Driftless
 * diffusion; about five times as efficient as the squared return. Source: Parkinson, J. Business 53 (1980) 61-65.
 */
export function parkinsonVariance(bar: Bar): Result<number> {
  const issues = barIssues(bar);
  return issues.length > 0 ? fail(...issues) : ok(Math.log(bar.high / bar.low) ** 2 / (4 * Math.LN2));
}

/**
 * Variance of a bar's log price from range and body: ln(H/L)^2 / 2 - (2 ln 2 - 1) ln(C/O)^2, in squared log return
 * per bar; never negative, 0 only for a bar that did not move. Source: Garman and Klass, J. Business 53 (1980) 67-78.
 */
export function garmanKlassVariance(bar: Bar): Result<number> {
  const issues = barIssues(bar);
  if (issues.length > 0) return fail(...issues);
  const range = Math.log(bar.high / bar.low);
  const body = Math.log(bar.close / bar.open);
  return ok(0.5 * range * range - (2 * Math.LN2 - 1) * body * body);
}

function barIssues(bar: Bar) {
  const { open, high, low, close } = bar;
  const issues = [];
  if (!(low > 0 && low <= Math.min(open, close))) issues.push(invalid("low", "> 0 and <= open, close", low));
  if (!(high < Number.POSITIVE_INFINITY && high >= Math.max(open, close)))
    issues.push(invalid("high", "finite and >= open, close", high));
  return issues;
}
