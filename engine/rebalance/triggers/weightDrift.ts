import { fail, type Issue, invalid, type Result } from "../../result.ts";
import { checkFinite } from "../../risk/checks.ts";
import type { TriggerPolicy, TriggerState } from "./hysteresis.ts";
import { type Trigger, triggerOf } from "./trigger.ts";

/** A weight as it is, beside the one that was chosen. */
export interface DriftingWeight {
  readonly name: string;
  readonly weight: number;
  readonly target: number;
}

/** Opens when half the sum of |weight - target|, the turnover that would restore the targets, reaches `policy.openAt`. */
export function driftTrigger(
  subject: string,
  weights: readonly DriftingWeight[],
  policy: TriggerPolicy,
  state: TriggerState,
): Result<Trigger> {
  const issues: Issue[] = weights.flatMap(({ weight, target }, i) => [
    ...checkFinite(`weights[${i}].weight`, weight),
    ...checkFinite(`weights[${i}].target`, target),
  ]);
  if (weights.length === 0) issues.push(invalid("weights", "not empty", 0));
  if (issues.length > 0) return fail(...issues);
  const drifts = weights.map(({ name, weight, target }) => ({ name, drift: weight - target }));
  const turnover = drifts.reduce((sum, { drift }) => sum + Math.abs(drift), 0) / 2;
  const largest = drifts.reduce((most, one) => (Math.abs(one.drift) > Math.abs(most.drift) ? one : most));
  return triggerOf(subject, turnover, "turnover", policy, state, { kind: "weightDrift", largest });
}
