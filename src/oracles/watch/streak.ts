import type { JsonObject } from "../../ledger/json.ts";
import type { RuleIdentity } from "../checks/rule.ts";
import type { Severity, Verdict } from "../checks/verdict.ts";

/** Where a rule stands on a feed between looks. Plain data; a calm rule has none. */
export interface Streak {
  /** Looks in a row that found at least info, warning, critical. */
  readonly counts: [info: number, warning: number, critical: number];
  /** Looks in a row that found nothing. */
  good: number;
  /** Looks in a row below the severity of the open anomaly. */
  below: number;
  open: OpenAnomaly | null;
}

export interface OpenAnomaly {
  severity: Severity;
  readonly openedAt: number;
  updatedAt: number;
  message: string;
  evidence: JsonObject;
}

export type Step = "opened" | "updated" | "closed" | null;

const LEVELS: readonly Severity[] = ["info", "warning", "critical"];

export function newStreak(): Streak {
  return { counts: [0, 0, 0], good: 0, below: 0, open: null };
}

/**
 * Moves a streak by one look. A severity holds once it was found `openAfter` looks in a row, so one wild reading cannot make
 * a two-look rule critical; it falls after `closeAfter` looks below it, and the anomaly closes after as many good ones.
 */
export function step(streak: Streak, rule: RuleIdentity, verdict: Verdict, time: number): Step {
  if (verdict === undefined) return null;
  const level = verdict === null ? -1 : LEVELS.indexOf(verdict.severity);
  let held = -1;
  for (let i = 0; i < 3; i++) {
    const count = level >= i ? Math.min((streak.counts[i] ?? 0) + 1, rule.openAfter) : 0;
    streak.counts[i] = count;
    if (count >= rule.openAfter) held = i;
  }
  const { open } = streak;
  if (open === null) {
    if (held < 0 || verdict === null) return null;
    streak.open = openingOf(LEVELS[held] ?? "info", verdict, time);
    streak.good = 0;
    streak.below = 0;
    return "opened";
  }
  const current = LEVELS.indexOf(open.severity);
  streak.good = level < 0 ? streak.good + 1 : 0;
  streak.below = level < current ? streak.below + 1 : 0;
  if (streak.good >= rule.closeAfter) return "closed";
  const falls = streak.below >= rule.closeAfter && verdict !== null;
  if (held <= current && !falls) return null;
  const severity = LEVELS[falls ? level : held] ?? open.severity;
  if (severity === open.severity || verdict === null) return null;
  streak.below = 0;
  Object.assign(open, { ...openingOf(severity, verdict, time), openedAt: open.openedAt });
  return "updated";
}

function openingOf(
  severity: Severity,
  verdict: Exclude<Verdict, null | undefined>,
  time: number,
): OpenAnomaly {
  return {
    severity,
    openedAt: time,
    updatedAt: time,
    message: verdict.message,
    evidence: verdict.evidence,
  };
}
