import type { FeedProfile } from "./profile.ts";
import { type Reading, roundOf } from "./reading.ts";
import type { RuleIdentity } from "./rule.ts";
import { percent, type Verdict } from "./verdict.ts";

export interface TwapDeviationParameters {
  readonly windowSeconds: number;
  /** Distance that warns, for assets with deep pools and for thinly traded ones, beyond the feed's own band. */
  readonly major: number;
  readonly tail: number;
  /** Distance that no half hour of trading explains. */
  readonly impossible: number;
  /** A pool that is cheaper than this to move by 2 % is no reference. */
  readonly minimumDepth: number;
}

/**
 * An oracle is far from the time-weighted average of a pool, which one block cannot bend: to move a 30-minute mean by one
 * tick, a block of 12 s has to be held 150 ticks away.
 *
 * Definition, TWAP = geometric mean over 1,800 s of a pool with depth: |p / TWAP - 1| > b + 2 % (majors) or b + 5 % (tail
 * assets) warns: a falling market runs ahead of its own average, so it never is critical below 50 %, Drift's own breaker
 * on a 5-minute divergence. Sources: Drift OracleGuardRails; Mackinga, Nadahalli and Wattenhofer, eprint 2022/445; Inverse
 * INV on 2022-04-02, where the oracle stood at 50 times the average.
 */
export const twapDeviation: RuleIdentity & { readonly parameters: TwapDeviationParameters } = {
  name: "twap-deviation",
  openAfter: 1,
  closeAfter: 3,
  parameters: { windowSeconds: 1800, major: 0.02, tail: 0.05, impossible: 0.5, minimumDepth: 100_000 },
};

/** The look at an oracle's price against a pool's average; the verdict belongs to the oracle. */
export function twapVerdict(
  oracle: FeedProfile,
  reading: Reading,
  pool: FeedProfile,
  twap: number,
  { windowSeconds, major, tail, impossible }: TwapDeviationParameters,
): Verdict {
  const apart = reading.price / twap - 1;
  const limit = oracle.deviation + (oracle.isTail === true ? tail : major);
  if (Math.abs(apart) <= limit) return null;
  const isImpossible = Math.max(reading.price / twap, twap / reading.price) > 1 + impossible;
  return {
    severity: isImpossible ? "critical" : "warning",
    message: `${oracle.feed} is ${percent(apart)} away from the ${windowSeconds} s average of ${pool.feed}`,
    evidence: { apart, limit, twap, windowSeconds, pool: pool.feed, rounds: [roundOf(oracle, reading)] },
  };
}
