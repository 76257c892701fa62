import { fail, type Result } from "../../result.ts";
import { checkFinite, checkNonNegative } from "../../risk/checks.ts";
import type { TriggerPolicy, TriggerState } from "./hysteresis.ts";
import { type Trigger, triggerOf } from "./trigger.ts";

/** A netting set's requirement and what counts towards it, USD. */
export interface MarginLook {
  readonly nettingSetId: string;
  readonly requirementUsd: number;
  readonly equityUsd: number;
}

/** Stands for a set without equity, whose share would be infinite. */
const WITHOUT_EQUITY = 1000;

/** Opens when the requirement reaches the share `policy.openAt` of equity. A set that asks for nothing uses nothing. */
export function marginTrigger(
  { nettingSetId, requirementUsd, equityUsd }: MarginLook,
  policy: TriggerPolicy,
  state: TriggerState,
): Result<Trigger> {
  const issues = [
    ...checkNonNegative("requirementUsd", requirementUsd),
    ...checkFinite("equityUsd", equityUsd),
  ];
  if (issues.length > 0) return fail(...issues);
  const share = equityUsd > 0 ? Math.min(WITHOUT_EQUITY, requirementUsd / equityUsd) : WITHOUT_EQUITY;
  const finding = { kind: "marginUtilisation", requirementUsd, equityUsd } as const;
  return triggerOf(nettingSetId, requirementUsd === 0 ? 0 : share, "share of equity", policy, state, finding);
}
