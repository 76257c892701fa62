import type { MarketDecision } from "../../oracle/market.ts";
import type { OracleAction } from "../../oracle/policy.ts";
import type { Result } from "../../result.ts";
import type { TriggerState } from "./hysteresis.ts";
import { type Trigger, triggerOf } from "./trigger.ts";

/** From harmless to worst; the position is the trigger's value. */
const ACTIONS: readonly OracleAction[] = ["use", "widen", "reduceOnly", "exclude", "freeze"];

/** From which action on a market is a reason to look at a book, and after how many looks. */
export interface OraclePolicyLevels {
  readonly openAt: Exclude<OracleAction, "use">;
  readonly openLooks: number;
  readonly closeLooks: number;
}

/**
 * Opens when a market's oracle asks for an action at least as strong as `levels.openAt`, closes when it asks for less
 * for `levels.closeLooks` looks: a feed that flickers is not healthy in between.
 */
export function oracleTrigger(
  market: string,
  { action, reasons }: MarketDecision,
  { openAt, openLooks, closeLooks }: OraclePolicyLevels,
  state: TriggerState,
): Result<Trigger> {
  const level = ACTIONS.indexOf(openAt);
  const policy = { openAt: level, closeAt: level - 1, openLooks, closeLooks };
  const finding = { kind: "oracleAnomaly", action, reasons } as const;
  return triggerOf(market, ACTIONS.indexOf(action), "strength of the action", policy, state, finding);
}
