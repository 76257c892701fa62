import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import { inOrder } from "./ring.ts";
import type { UpdateRule } from "./rule.ts";
import { median } from "./statistics.ts";

export interface CadenceChangeParameters {
  /** Newest intervals that are compared with those before them. */
  readonly recent: number;
  readonly minimumBefore: number;
  readonly ratio: number;
  /** Moves below this share of the deviation band do not explain an update. */
  readonly quietShare: number;
}

/**
 * The feed updates at another pace although nothing moved: its configuration changed, or its nodes have trouble paying gas.
 *
 * Definition, dt = seconds between updates, over the newest 20 and the (up to 108) before: warning when the medians' ratio
 * is below 1/5 while the mean |r| of the 20 is under half the deviation band, or above 5 while the newer median exceeds the
 * heartbeat. Looked at every 20 updates. Feeds without a heartbeat follow their users, not a clock: no look.
 * A feed that updates on deviation speeds up twelvefold in a busy hour and slows down after it; both are normal, hence the
 * two conditions. Source: own definition, measured on 21,797 mainnet rounds.
 */
export const cadenceChange: UpdateRule<CadenceChangeParameters> = {
  name: "cadence-change",
  openAfter: 1,
  closeAfter: 1,
  parameters: { recent: 20, minimumBefore: 40, ratio: 5, quietShare: 0.5 },
  look({ profile, update, state }, { recent, minimumBefore, ratio, quietShare }) {
    const { heartbeatSeconds, deviation } = profile;
    if (heartbeatSeconds === null || state.accepted % recent !== 0) return undefined;
    if (state.intervals.values.length < recent + minimumBefore) return undefined;
    const intervals = inOrder(state.intervals);
    const now = median(intervals.slice(-recent));
    const before = median(intervals.slice(0, -recent));
    const moves = inOrder(state.returns).slice(-recent);
    const meanMove = moves.reduce((sum, move) => sum + Math.abs(move), 0) / moves.length;
    const isFaster = now * ratio < before && meanMove < quietShare * deviation;
    const isSlower = now > ratio * before && now > heartbeatSeconds;
    if (!isFaster && !isSlower) return null;
    return {
      severity: "warning",
      message: `${labelOf(profile)} now updates every ${now} s, before every ${before} s, and no move explains it`,
      evidence: {
        medianSeconds: now,
        medianSecondsBefore: before,
        meanMove,
        rounds: [roundOf(profile, update)],
      },
    };
  },
};
