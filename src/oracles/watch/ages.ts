import { graceOf, labelOf, OFF_CHAIN } from "../checks/profile.ts";
import { roundOf } from "../checks/reading.ts";
import { isSettled, type SequencerParameters, sequencer, sequencerVerdict } from "../checks/sequencer.ts";
import { silenceVerdict, stale } from "../checks/stale.ts";
import type { Verdict } from "../checks/verdict.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { type FeedRecord, note } from "./feed.ts";

/** Whether another publisher of a feed has kept the feed's heartbeat; any chain's has, for one that speaks on no chain. */
function isCovered(record: FeedRecord, group: readonly FeedRecord[], now: number): boolean {
  const { feed, chainId, source, heartbeatSeconds } = record.profile;
  const isOffChain = chainId === OFF_CHAIN;
  if (heartbeatSeconds === null || (source === undefined && !isOffChain)) return false;
  const since = now - heartbeatSeconds - graceOf(record.profile);
  return group.some(
    (other) =>
      other !== record &&
      other.profile.feed === feed &&
      (isOffChain || other.profile.chainId === chainId) &&
      (other.state.updatedAt ?? Number.NEGATIVE_INFINITY) >= since,
  );
}

/** What the age of a feed's newest update says of it. */
export function lookAtAge(
  record: FeedRecord,
  ageSeconds: number,
  heartbeatSeconds: number,
  group: readonly FeedRecord[],
  now: number,
): Verdict {
  const { profile, state } = record;
  return silenceVerdict({
    label: profile.label ?? `${profile.family} ${profile.asset}`,
    ageSeconds,
    heartbeatSeconds,
    graceSeconds: graceOf(profile),
    isCovered: ageSeconds > heartbeatSeconds && isCovered(record, group, now),
    newest: { rounds: state.last === null ? [] : [roundOf(profile, state.last)] },
  });
}

/** Whether the feeds of a chain may be judged by their age: its sequencer, where it has one, is up and settled. */
export function isChainSettled(
  sequencers: readonly FeedRecord[],
  chainId: number,
  now: number,
  { graceSeconds }: SequencerParameters,
): boolean {
  return sequencers.every(
    ({ profile, state }) => profile.chainId !== chainId || isSettled(state.sequencer, now, graceSeconds),
  );
}

/** JSON has no infinity. */
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Looks at the age of every feed, as silence emits nothing, and at how long sequencers have been back.
 * @returns when the next look can find something new, in Unix seconds
 */
export function lookAtAges(
  records: readonly FeedRecord[],
  sequencers: readonly FeedRecord[],
  now: number,
  parameters: SequencerParameters,
  changes: AnomalyChange[],
): number {
  let nextAt: number = NEVER;
  for (const record of sequencers) {
    const { sequencer: status } = record.state;
    if (status === null) continue;
    note(record, sequencer, sequencerVerdict(labelOf(record.profile), status, now, parameters), now, changes);
    const settledAt = status.since + parameters.graceSeconds;
    if (status.isUp && settledAt > now) nextAt = Math.min(nextAt, settledAt);
  }
  for (const record of records) {
    const { profile, state } = record;
    const { heartbeatSeconds } = profile;
    if (heartbeatSeconds === null || state.updatedAt === null || profile.kind === "sequencer") continue;
    const graceSeconds = graceOf(profile);
    const age = now - state.updatedAt;
    if (isChainSettled(sequencers, profile.chainId, now, parameters)) {
      note(record, stale, lookAtAge(record, age, heartbeatSeconds, records, now), now, changes);
    }
    for (const limit of [heartbeatSeconds + graceSeconds, 2 * heartbeatSeconds + graceSeconds]) {
      if (age <= limit) nextAt = Math.min(nextAt, state.updatedAt + limit + 1);
    }
  }
  return nextAt;
}
