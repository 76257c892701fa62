import { type FeedProfile, labelOf } from "./profile.ts";
import { type Reading, type Reference, roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";
import { SECONDS_A_YEAR } from "./statistics.ts";
import { percent, type Verdict } from "./verdict.ts";

export interface RateBoundParameters {
  /** A rate may fall by this much through rounding and slashing noise. */
  readonly largestFall: number;
  /** Distance from the market's rate that somebody can trade against. */
  readonly marketDistance: number;
}

/**
 * The exchange rate of a staked asset grew faster than staking can pay, fell, or is far from the market's; or the cap that a
 * market puts on it has come below the true rate. Beyond the bound or the market: critical; a fall: warning, past ten times
 * the limit critical.
 *
 * Definition, cap = r0 (1 + g dt) with snapshot r0, yearly growth g, dt years since the snapshot, slack = max(b, 0.1 %):
 * r > cap (1 + slack); r < r_before (1 - slack); |r / market - 1| > 2 %; or, on a new snapshot, cap < r_before (1 - slack).
 * g is the asset's own yearly cap. Source: Aave CAPO adapters (maxRatio = snapshotRatio (1 + maxYearlyGrowth dt)); its
 * incident of 2026-03-10, cap 1.1939 under a true rate of 1.228849, is the last case; Moonwell wrsETH 2025 the first.
 */
export const rateBound: UpdateRule<RateBoundParameters> = {
  name: "rate-bound",
  openAfter: 1,
  closeAfter: 3,
  parameters: { largestFall: 0.001, marketDistance: 0.02 },
  look({ profile, update, previous, state, reference }, parameters) {
    const cap = capAt(profile, state.rate, update.time);
    return cap === null ? undefined : judgeRate(profile, update, previous, cap, reference, parameters);
  },
};

/** The bound at a time, from the feed's snapshot or else from the watch's own; null for feeds that are no rate. */
export function capAt(
  profile: FeedProfile,
  own: { readonly ratio: number; readonly time: number } | null,
  time: number,
): number | null {
  const { rateBound: bound } = profile;
  if (bound === undefined) return null;
  const ratio = bound.snapshotRatio ?? own?.ratio ?? Number.POSITIVE_INFINITY;
  const since = bound.snapshotTime ?? own?.time ?? time;
  return ratio * (1 + (bound.maxYearlyGrowth * Math.max(0, time - since)) / SECONDS_A_YEAR);
}

function judgeRate(
  profile: FeedProfile,
  now: Reading,
  previous: Reading | null,
  cap: number,
  reference: Reference | null,
  { largestFall, marketDistance }: RateBoundParameters,
): Verdict {
  const slack = Math.max(profile.deviation, largestFall);
  const rounds = [
    ...(previous === null ? [] : [roundOf(profile, previous)]),
    roundOf(profile, now),
    ...(reference?.rounds ?? []),
  ];
  if (now.price > cap * (1 + slack)) {
    return {
      severity: "critical",
      message: `${labelOf(profile)}: the rate ${now.price} is above its bound ${cap}`,
      evidence: { cap, rounds },
    };
  }
  const apart = reference === null ? 0 : now.price / reference.price - 1;
  if (Math.abs(apart) > marketDistance) {
    return {
      severity: "critical",
      message: `${labelOf(profile)}: the rate is ${percent(apart)} away from the market's`,
      evidence: { apart, cap, rounds },
    };
  }
  const fall = previous === null ? 0 : 1 - now.price / previous.price;
  if (fall <= slack) return null;
  return {
    severity: fall > 10 * slack ? "critical" : "warning",
    message: `${labelOf(profile)}: the rate fell by ${percent(fall)}`,
    evidence: { fall, cap, rounds },
  };
}

/** Whether a new bound is below the rate that the feed already reached. */
export function capBelowRate(
  profile: FeedProfile,
  last: Reading | null,
  time: number,
  { largestFall }: RateBoundParameters,
): Verdict {
  const cap = capAt(profile, null, time);
  if (cap === null || last === null || !Number.isFinite(cap)) return undefined;
  if (cap >= last.price * (1 - Math.max(profile.deviation, largestFall))) return null;
  return {
    severity: "critical",
    message: `${labelOf(profile)}: the bound ${cap} is below the rate ${last.price} that it shall bound`,
    evidence: { cap, rounds: [roundOf(profile, last)] },
  };
}
