import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import { checkFinite } from "../../risk/checks.ts";

/** When a trigger opens and closes. The gap between the two levels keeps noise at one level from toggling it. */
export interface TriggerPolicy {
  /** Opens at this value or above. */
  readonly openAt: number;
  /** Closes at this value or below; below `openAt`. */
  readonly closeAt: number;
  /** Looks in a row that must agree before it opens, and before it closes; whole numbers from 1. */
  readonly openLooks: number;
  readonly closeLooks: number;
}

/** What a trigger remembers between two looks. */
export interface TriggerState {
  readonly isOpen: boolean;
  /** Looks in a row that spoke for the other state. */
  readonly looks: number;
}

/** Before the first look. */
export const QUIET: TriggerState = { isOpen: false, looks: 0 };

/** The state after one more value. Fails with INVALID_INPUT for a value that is not finite or levels that cross. */
export function look(state: TriggerState, value: number, policy: TriggerPolicy): Result<TriggerState> {
  const issues = [...checkFinite("value", value), ...policyIssues(policy)];
  if (issues.length > 0) return fail(...issues);
  const speaksForChange = state.isOpen ? value <= policy.closeAt : value >= policy.openAt;
  const looks = speaksForChange ? state.looks + 1 : 0;
  const needed = state.isOpen ? policy.closeLooks : policy.openLooks;
  return ok(looks >= needed ? { isOpen: !state.isOpen, looks: 0 } : { isOpen: state.isOpen, looks });
}

function policyIssues({ openAt, closeAt, openLooks, closeLooks }: TriggerPolicy): Issue[] {
  const issues: Issue[] = checkFinite("policy.openAt", openAt);
  if (!(closeAt < openAt)) issues.push(invalid("policy.closeAt", `below openAt, ${openAt}`, closeAt));
  for (const [field, looks] of Object.entries({ openLooks, closeLooks })) {
    if (!(Number.isInteger(looks) && looks >= 1))
      issues.push(invalid(`policy.${field}`, "a whole number from 1", looks));
  }
  return issues;
}
