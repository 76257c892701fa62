import { fail, type Result } from "../../result.ts";
import { checkFinite, checkPositive } from "../../risk/checks.ts";
import type { TriggerPolicy, TriggerState } from "./hysteresis.ts";
import { type Trigger, triggerOf } from "./trigger.ts";

/** Implied skew now and when the book was last balanced: volatility of the 25-delta put less that of the call. */
export interface SkewLook {
  /** Underlying and tenor, such as `ETH 30d`. */
  readonly subject: string;
  /** Per 1.00 of volatility. */
  readonly skew: number;
  readonly reference: number;
  /** Standard deviation of the skew's change in a day. */
  readonly dailyStandardDeviation: number;
}

/**
 * Opens when skew has moved by `policy.openAt` usual days' moves since the book was last balanced. Not divided by the
 * root of the time passed: positions were chosen for the skew of then, and waiting does not mend them.
 */
export function skewTrigger(input: SkewLook, policy: TriggerPolicy, state: TriggerState): Result<Trigger> {
  const { subject, skew, reference, dailyStandardDeviation } = input;
  const issues = [
    ...checkFinite("skew", skew),
    ...checkFinite("reference", reference),
    ...checkPositive("dailyStandardDeviation", dailyStandardDeviation),
  ];
  if (issues.length > 0) return fail(...issues);
  const value = Math.abs(skew - reference) / dailyStandardDeviation;
  const finding = { kind: "skewChange", skew, reference } as const;
  return triggerOf(subject, value, "standard deviations of a day", policy, state, finding);
}
