import { blockOf, nextBlock } from "../checks/flashSizeMove.ts";
import type { FeedProfile } from "../checks/profile.ts";
import { rateBound } from "../checks/rateBound.ts";
import { type Reference, readingOf, type Update } from "../checks/reading.ts";
import { newRing, push } from "../checks/ring.ts";
import type { FeedState } from "../checks/state.ts";
import { addToTwap } from "../checks/twap.ts";
import type { FeedRecord } from "./feed.ts";
import type { RuleParameters } from "./rules.ts";

/** The watch's own snapshot of a rate is a week old at most, the delay of Aave's snapshots. */
const RATE_SNAPSHOT_SECONDS = 7 * 86_400;
/** Wider than any price makes sense of; keeps the state free of infinities. */
const WIDEST = 1e6;
/** Share of the heartbeat before which an update is early. */
const EARLY_SHARE = 0.9;
/** A heartbeat's round may be off the one before it by the band and this. */
const DEVIATION_NOISE = 0.0025;
/** Updates at a new level within this of each other hold one level. */
const SAME_LEVEL = 0.2;
/** A new level is believed after as many updates as the old one had, but not fewer than 3 nor more than 20. */
const FEWEST_BELIEVERS = 3;
const MOST_BELIEVERS = 20;

/** Takes a believed update into the feed's state. */
export function fold(
  { profile, state, streaks }: FeedRecord,
  update: Update,
  reference: Reference | null,
  parameters: RuleParameters,
): void {
  const { last } = state;
  const reading = readingOf(update);
  if (last !== null) {
    const move = Math.log(update.price / last.price);
    push(state.returns, move);
    push(state.intervals, Math.max(0, update.time - last.time));
    weighDeviationPromise(profile, state, move, update.time - last.time);
    const { large, returnUpdates } = parameters.jump;
    if (reference === null && Math.abs(move) > Math.max(3 * profile.deviation, large)) {
      state.jump = { from: last, to: reading, updatesLeft: returnUpdates };
    } else if (state.jump !== null) {
      state.jump.updatesLeft -= 1;
      if (state.jump.updatesLeft <= 0) state.jump = null;
    }
  }
  if (update.confidence !== null) push(state.confidences, Math.min(update.confidence / update.price, WIDEST));
  state.repeats = last?.price === update.price ? state.repeats + 1 : 1;
  state.accepted += 1;
  state.last = reading;
  state.rival = null;
  if (
    profile.rateBound !== undefined &&
    // A rate beyond its bound does not move the bound.
    (streaks[rateBound.name]?.open ?? null) === null &&
    (state.rate === null || update.time - state.rate.time >= RATE_SNAPSHOT_SECONDS)
  ) {
    state.rate = { ratio: update.price, time: update.time };
  }
  if (profile.kind === "pool") foldPool(state, update, parameters.twapDeviation.windowSeconds);
}

/**
 * A feed that updates on deviation is early whenever the price moved. One that comes with the heartbeat and has moved by more
 * than its band (an exchange's hourly closes) does not, and vouches for no price in between until it has been early.
 */
function weighDeviationPromise(
  { heartbeatSeconds, deviation }: FeedProfile,
  state: FeedState,
  move: number,
  seconds: number,
): void {
  if (heartbeatSeconds === null) return;
  if (seconds < EARLY_SHARE * heartbeatSeconds) state.keepsDeviation = true;
  else if (Math.abs(move) > deviation + DEVIATION_NOISE) state.keepsDeviation = false;
}

function foldPool(state: FeedState, update: Update, windowSeconds: number): void {
  const block = blockOf({ update });
  if (state.block !== null && state.block.block !== block) state.previousBlock = state.block;
  state.block = nextBlock(state.block, block, update.price);
  state.twap = addToTwap(state.twap, update.price, update.time, windowSeconds);
  state.depth = update.depth ?? state.depth;
}

/**
 * Counts an update off the feed's scale towards a new level, and says whether the level is believed now. With a reference
 * that contradicts it, it never is: a wrong price does not become right by being repeated.
 */
export function believesLevel(state: FeedState, update: Update, reference: Reference | null): boolean {
  const { rival } = state;
  const isSame = rival !== null && Math.abs(update.price / rival.price - 1) <= SAME_LEVEL;
  state.rival = { price: update.price, count: isSame ? rival.count + 1 : 1 };
  const needed = Math.min(MOST_BELIEVERS, Math.max(FEWEST_BELIEVERS, state.accepted));
  return reference === null && state.rival.count >= needed;
}

/** Forgets the moves of the old level. */
export function startLevel(state: FeedState): void {
  state.last = null;
  state.returns.values.length = 0;
  state.returns.next = 0;
  state.jump = null;
  state.repeats = 0;
  state.twap = null;
  state.block = null;
  state.previousBlock = null;
  state.rate = null;
  Object.assign(state.intervals, newRing(state.intervals.capacity));
}
