import { type Issue, invalid } from "../result.ts";

/**
 * Share of the full Kelly size that is taken unless the caller says otherwise. Growth is flat at its top and falls off
 * beyond: half the size keeps three quarters of the growth with half the volatility, and an edge that was estimated too
 * high by twofold makes the full size worth nothing. Source: MacLean, Thorp and Ziemba, "The Kelly Capital Growth
 * Investment Criterion" (2011).
 */
export const DEFAULT_KELLY_FRACTION = 0.5;

/** An issue when a fraction is outside (0, 1]: beyond 1 both growth falls and risk rises. */
export function fractionIssues(fraction: number): Issue[] {
  return fraction > 0 && fraction <= 1 ? [] : [invalid("fraction", "in (0, 1]", fraction)];
}
