import type { OracleAction, PolicyReason } from "../../oracle/policy.ts";
import { ok, type Result } from "../../result.ts";
import { look, type TriggerPolicy, type TriggerState } from "./hysteresis.ts";

/** The numbers behind a trigger, by kind. */
export type TriggerFinding =
  | {
      readonly kind: "volatilityDeviation";
      /** Mean squared return over the forecast's variance. */
      readonly varianceRatio: number;
      /** Chance of a ratio at least as far from 1 on either side, were the forecast right. */
      readonly pValue: number;
      readonly degreesOfFreedom: readonly [realised: number, forecast: number];
    }
  | {
      readonly kind: "skewChange";
      /** Per 1.00 of volatility. */
      readonly skew: number;
      readonly reference: number;
    }
  | {
      readonly kind: "weightDrift";
      /** The weight that strayed most, signed. */
      readonly largest: { readonly name: string; readonly drift: number };
    }
  | { readonly kind: "marginUtilisation"; readonly requirementUsd: number; readonly equityUsd: number }
  | {
      readonly kind: "oracleAnomaly";
      readonly action: OracleAction;
      readonly reasons: readonly PolicyReason[];
    };

/** One look at one subject: a reason to compute a proposal while it is open, never an order by itself. */
export type Trigger = TriggerFinding & {
  /** The underlying, book, netting set or market that was looked at. */
  readonly subject: string;
  /** The number that is held against the policy, and its unit. */
  readonly value: number;
  readonly unit: string;
  readonly policy: TriggerPolicy;
  /** To be handed back at the next look. */
  readonly state: TriggerState;
  readonly change: "opened" | "closed" | null;
};

/** A finding after its look. */
export function triggerOf(
  subject: string,
  value: number,
  unit: string,
  policy: TriggerPolicy,
  before: TriggerState,
  finding: TriggerFinding,
): Result<Trigger> {
  const state = look(before, value, policy);
  if (!state.ok) return state;
  const { isOpen } = state.value;
  const change = isOpen === before.isOpen ? null : isOpen ? "opened" : "closed";
  return ok({ ...finding, subject, value, unit, policy, state: state.value, change });
}
