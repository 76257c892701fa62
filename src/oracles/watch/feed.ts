import type { FeedProfile } from "../checks/profile.ts";
import type { RuleIdentity } from "../checks/rule.ts";
import { type FeedState, newFeedState } from "../checks/state.ts";
import type { Verdict } from "../checks/verdict.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { newStreak, type Streak, step } from "./streak.ts";

/** All that the watch keeps of one feed between updates: one JSON value, bounded. */
export interface FeedRecord {
  profile: FeedProfile;
  state: FeedState;
  streaks: Record<string, Streak>;
}

/** Rules whose critical anomaly means that the feed's own price is wrong: it is no reference for others meanwhile. */
const FAULTS = [
  "invalid",
  "scale-error",
  "wide-confidence",
  "observer-dispersion",
  "clamp",
  "frozen",
  "rate-bound",
  "flash-size-move",
  "single-venue-depeg",
  "twap-window",
] as const;

export function newFeedRecord(profile: FeedProfile): FeedRecord {
  return { profile, state: newFeedState(), streaks: {} };
}

export function isHealthy({ streaks }: FeedRecord): boolean {
  return FAULTS.every((rule) => streaks[rule]?.open?.severity !== "critical");
}

/** Notes one look of a rule at a feed and appends what changed to `changes`. */
export function note(
  record: FeedRecord,
  rule: RuleIdentity,
  verdict: Verdict,
  time: number,
  changes: AnomalyChange[],
): void {
  if (verdict === undefined) return;
  const known = record.streaks[rule.name];
  if (known === undefined && verdict === null) return;
  const streak = known ?? newStreak();
  if (known === undefined) record.streaks[rule.name] = streak;
  const change = step(streak, rule, verdict, time);
  if (change !== null && streak.open !== null) {
    const { feed, chainId, source, asset } = record.profile;
    // An update that is late may close it, but not before it opened.
    const updatedAt = Math.max(time, streak.open.openedAt);
    const anomaly = { ...streak.open, updatedAt, closedAt: change === "closed" ? updatedAt : null };
    changes.push({
      change,
      anomaly: { feed, chainId, source: source ?? null, asset, rule: rule.name, ...anomaly },
    });
    if (change === "closed") streak.open = null;
  }
  // A rule that has calmed down leaves nothing behind, so a quiet feed stays small.
  if (streak.open === null && verdict === null) delete record.streaks[rule.name];
}
