import { configChange, configFinding } from "../checks/configChange.ts";
import { type Line, type Placed, place } from "../checks/line.ts";
import { graceOf, labelOf } from "../checks/profile.ts";
import { type Reference, roundOf, type Update } from "../checks/reading.ts";
import type { Look } from "../checks/rule.ts";
import { stale } from "../checks/stale.ts";
import type { Verdict } from "../checks/verdict.ts";
import { lookAtAge } from "./ages.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { compareFeeds } from "./compare.ts";
import { type FeedRecord, note } from "./feed.ts";
import { believesLevel, fold, startLevel } from "./fold.ts";
import { independentPeers, referenceOf } from "./peers.ts";
import type { BoundRule, Rules } from "./rules.ts";

/** What surrounds a feed at an update. */
export interface Surroundings {
  readonly rules: Rules;
  /** Every feed of the same asset, this one among them. */
  readonly group: readonly FeedRecord[];
  readonly quotePrices: (now: number) => readonly number[];
  /** Whether the chain's sequencer is up and settled, so that ages can be judged. */
  readonly isSettled: (chainId: number, now: number) => boolean;
}

const LINES = 4;
const LEAP_SECONDS_SCHEDULED = 86_400;
const LEAP_SECONDS_UNSCHEDULED = 90 * 86_400;

/** All rules over one update of one feed: moves the record and the streaks of its peers, and says what changed. */
export function lookAtUpdate(record: FeedRecord, update: Update, around: Surroundings): AnomalyChange[] {
  const { profile, state } = record;
  const { rules, group } = around;
  const changes: AnomalyChange[] = [];
  const placed = placeUpdate(record, update, changes);
  const peers = independentPeers(record, group, update.time);
  const reference = referenceOf(update, peers);
  const look: Look = {
    profile,
    update,
    placed,
    state,
    previous: state.last,
    reference,
    peers,
    quotePrices: () => around.quotePrices(update.time),
  };
  const isValid = noted(record, rules.invalid, look, changes) === null;
  for (const rule of rules.always) note(record, rule, rule.look(look), update.time, changes);
  if (!placed.isNewer) return changes;
  lookAtSilence(record, update, around, changes);
  state.updatedAt = update.time;
  if (!isValid) return changes;
  for (const rule of rules.newer) note(record, rule, rule.look(look), update.time, changes);
  const scale = noted(record, rules.scaleError, look, changes);
  if (scale === null || scale === undefined) {
    for (const rule of rules.onScale) note(record, rule, rule.look(look), update.time, changes);
    fold(record, update, reference, rules.parameters);
  } else if (believesLevel(state, update, reference)) {
    adoptLevel(record, update, reference, rules, changes);
  }
  compareFeeds(record, update, group, peers, reference, rules.parameters, changes);
  return changes;
}

/** Finds or opens the line of the update's aggregator and phase, and places the update on it. */
export function placeUpdate(record: FeedRecord, update: Update, changes: AnomalyChange[]): Placed {
  const { profile, state } = record;
  const source = `${profile.source === undefined ? (update.source ?? "") : ""}#${update.phase}`;
  const isReference = profile.kind === "pool" || profile.kind === "market";
  const line = state.lines.find((known) => known.source === source);
  if (line === undefined && state.lines.length === 0) {
    const { time, order, price } = update;
    state.lines.push({ source, time, order, price, ahead: null, behind: null });
    return { place: "first", isNewer: true, falseLeap: null, before: null };
  }
  const newest = state.lines.at(-1);
  const own: Line = line ?? {
    source,
    time: state.updatedAt ?? update.time,
    order: null,
    price: 0,
    ahead: null,
    behind: null,
  };
  const placed = place(own, update, leapSecondsOf(profile.heartbeatSeconds, update), isReference);
  const isNew = line === undefined;
  const isRestart = placed.place === "restart";
  if (isNew) {
    state.lines.push(own);
    if (state.lines.length > LINES) state.lines.shift();
  }
  const verdict =
    isNew || isRestart
      ? configFinding(
          labelOf(profile),
          { aggregator: newest?.source ?? null },
          isRestart ? { rounds: "start again at 1" } : { aggregator: source },
          [...(state.last === null ? [] : [roundOf(profile, state.last)]), roundOf(profile, update)],
        )
      : null;
  note(record, configChange, verdict, update.time, changes);
  return placed;
}

/** The silence that this update ends, in case no clock has asked in between. */
function lookAtSilence(
  record: FeedRecord,
  update: Update,
  around: Surroundings,
  changes: AnomalyChange[],
): void {
  const { profile, state } = record;
  const { heartbeatSeconds } = profile;
  if (heartbeatSeconds === null || state.updatedAt === null) return;
  if (around.isSettled(profile.chainId, update.time)) {
    const dueAt = state.updatedAt + heartbeatSeconds + graceOf(profile);
    const age = update.time - state.updatedAt;
    const verdict = lookAtAge(record, age, heartbeatSeconds, around.group, update.time);
    if (verdict !== null) note(record, stale, verdict, dueAt, changes);
  }
  note(record, stale, null, update.time, changes);
}

function adoptLevel(
  record: FeedRecord,
  update: Update,
  reference: Reference | null,
  rules: Rules,
  changes: AnomalyChange[],
): void {
  const { profile, state } = record;
  const finding = configFinding(
    labelOf(profile),
    { price: state.last?.price ?? null },
    { decimals: "a new scale was held long enough to be believed" },
    [...(state.last === null ? [] : [roundOf(profile, state.last)]), roundOf(profile, update)],
  );
  note(record, configChange, finding, update.time, changes);
  startLevel(state);
  fold(record, update, reference, rules.parameters);
}

function noted(record: FeedRecord, rule: BoundRule, look: Look, changes: AnomalyChange[]): Verdict {
  const verdict = rule.look(look);
  note(record, rule, verdict, look.update.time, changes);
  return verdict;
}

/**
 * A step past this has to be confirmed: a day, or three heartbeats; a quarter where nothing is promised. No step is doubtful
 * that the chain's own clock has already passed.
 */
function leapSecondsOf(heartbeatSeconds: number | null, { time, seenAt }: Update): number {
  if (seenAt !== null && time <= seenAt) return Number.POSITIVE_INFINITY;
  return heartbeatSeconds === null
    ? LEAP_SECONDS_UNSCHEDULED
    : Math.max(LEAP_SECONDS_SCHEDULED, 3 * heartbeatSeconds);
}
