import type { Line } from "./line.ts";
import type { Reading } from "./reading.ts";
import { newRing, type Ring } from "./ring.ts";
import type { TwapState } from "./twap.ts";

/** Where the windows end: 96 returns are four days of hourly rounds; 128 intervals are 20 recent ones and 108 before. */
const RETURNS = 96;
const INTERVALS = 128;
const CONFIDENCES = 96;

/** A jump that no other source has confirmed: it may still prove to be a spike. */
export interface UnconfirmedJump {
  readonly from: Reading;
  readonly to: Reading;
  updatesLeft: number;
}

/** A price level that contradicts the feed's own scale, and how many updates in a row have held it. */
export interface RivalLevel {
  price: number;
  count: number;
}

/** Price moves of one block of a pool, in ticks. */
export interface PoolBlock {
  block: string;
  open: number;
  high: number;
  low: number;
  close: number;
}

/** All that the watch remembers of a feed. Plain data of bounded size: it can be stored as one JSON value. */
export interface FeedState {
  /** One line of rounds for each aggregator that reported lately. */
  lines: Line[];
  /** Newest update that was in order, whatever its price; null before the first. */
  updatedAt: number | null;
  /** Newest believed price. */
  last: Reading | null;
  /** How many updates in a row had the last price. */
  repeats: number;
  accepted: number;
  /** False while the newest evidence says that the feed updates by the clock only, although it promises a deviation. */
  keepsDeviation: boolean;
  readonly returns: Ring;
  readonly intervals: Ring;
  readonly confidences: Ring;
  rival: RivalLevel | null;
  jump: UnconfirmedJump | null;
  rate: { ratio: number; time: number } | null;
  twap: TwapState | null;
  /** What it costs to move a pool by 2 %, as last heard. */
  depth: number | null;
  block: PoolBlock | null;
  previousBlock: PoolBlock | null;
  sequencer: { readonly isUp: boolean; readonly since: number } | null;
}

export function newFeedState(): FeedState {
  return {
    lines: [],
    updatedAt: null,
    last: null,
    repeats: 0,
    accepted: 0,
    keepsDeviation: true,
    returns: newRing(RETURNS),
    intervals: newRing(INTERVALS),
    confidences: newRing(CONFIDENCES),
    rival: null,
    jump: null,
    rate: null,
    twap: null,
    depth: null,
    block: null,
    previousBlock: null,
    sequencer: null,
  };
}
