import type { JsonObject } from "../../ledger/json.ts";
import type { RuleIdentity } from "../checks/rule.ts";
import type { Finding, Severity, Verdict } from "../checks/verdict.ts";

/** Where a rule stands on a feed between looks. Plain data; a calm rule has none. */
export interface Streak {
  /** Levels of the newest looks, at most as many as open the rule: 0 nothing, 1 info, 2 warning, 3 critical. */
  readonly recent: number[];
  /** Looks in a row that found nothing. */
  good: number;
  /** Looks in a row below the severity of the open anomaly. */
  below: number;
  /** Time of the newest look that found something. */
  foundAt: number;
  open: OpenAnomaly | null;
}

export interface OpenAnomaly {
  readonly severity: Severity;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly message: string;
  readonly evidence: JsonObject;
}

export type Step = "opened" | "updated" | "closed" | null;

const LEVELS = { info: 1, warning: 2, critical: 3 } as const;
const SEVERITIES: readonly Severity[] = ["info", "info", "warning", "critical"];

export function newStreak(): Streak {
  return { recent: [], good: 0, below: 0, foundAt: 0, open: null };
}

/**
 * Moves a streak by one look. An anomaly opens when `openAfter` looks in a row found something, with the worst severity among
 * them, but at most one level above the mildest: one wild reading cannot make a two-look rule critical, and a reading just
 * short of a limit does not hide the one before it. Severity falls, and the anomaly closes, after `closeAfter` looks below.
 */
export function step(streak: Streak, rule: RuleIdentity, verdict: Verdict, time: number): Step {
  if (verdict === undefined) return null;
  if (verdict !== null) streak.foundAt = time;
  const level = verdict === null ? 0 : LEVELS[verdict.severity];
  streak.recent.push(level);
  while (streak.recent.length > rule.openAfter) streak.recent.shift();
  const mildest = streak.recent.length < rule.openAfter ? 0 : Math.min(...streak.recent);
  const held = mildest === 0 ? 0 : Math.min(Math.max(...streak.recent), mildest + 1);
  const { open } = streak;
  if (open === null) {
    if (held === 0 || verdict === null) return null;
    streak.open = openingOf(held, verdict, time);
    streak.good = 0;
    streak.below = 0;
    return "opened";
  }
  const current = LEVELS[open.severity];
  streak.good = level === 0 ? streak.good + 1 : 0;
  streak.below = level < current ? streak.below + 1 : 0;
  if (streak.good >= rule.closeAfter) return "closed";
  if (verdict === null) return null;
  const next = held > current ? held : streak.below >= rule.closeAfter ? level : current;
  if (next === current) return null;
  streak.below = 0;
  streak.open = { ...openingOf(next, verdict, time), openedAt: open.openedAt };
  return "updated";
}

function openingOf(level: number, finding: Finding, time: number): OpenAnomaly {
  const { message } = finding;
  // Evidence is stored as JSON, which has no infinities.
  const evidence: JsonObject = JSON.parse(JSON.stringify(finding.evidence));
  return { severity: SEVERITIES[level] ?? "critical", openedAt: time, updatedAt: time, message, evidence };
}
