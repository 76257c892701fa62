/** What a liquid-staking or restaking rate may do: grow slowly and never fall. */
export interface RateBound {
  /** Largest growth of the rate a year, as a fraction. */
  readonly maxYearlyGrowth: number;
  /** The rate and time (Unix seconds) that the bound grows from; without them the watch keeps its own weekly snapshot. */
  readonly snapshotRatio?: number;
  readonly snapshotTime?: number;
}

/** The chain of a market that is on none. */
export const OFF_CHAIN = 0;

/** A feed and what its operator promises about it. Parameters of the rules come from here wherever the feed states them. */
export interface FeedProfile {
  readonly feed: string;
  /** What people call it, where `feed` is an address. */
  readonly label?: string;
  /** `OFF_CHAIN` for a market off chain. */
  readonly chainId: number;
  /** Set when several publishers report under one feed name and each is watched alone; absent, `source` is the aggregator. */
  readonly source?: string;
  /** What is priced, with its quote, e.g. `ETH/USD`: feeds of one asset are compared. */
  readonly asset: string;
  /** The operator. Feeds of one family on several chains must agree; feeds of different families are independent. */
  readonly family: string;
  /** `market` and `pool` are references; `sequencer` answers 0 when the chain's sequencer is up and 1 when it is down. */
  readonly kind: "oracle" | "market" | "pool" | "sequencer";
  /** Longest time between updates; null for feeds that publish only when somebody trades. */
  readonly heartbeatSeconds: number | null;
  /** Move that forces an update, as a fraction; 0 where none is promised. */
  readonly deviation: number;
  /** How late past its heartbeat the feed may be; 300 s when absent. */
  readonly graceSeconds?: number;
  /** Bounds beyond which the feed cannot report, in units of the quote. */
  readonly minAnswer?: number;
  readonly maxAnswer?: number;
  /** Widest normal confidence as a fraction of the price; 1 % when absent. */
  readonly maxConfidence?: number;
  /** `downside` for wrapped and staked assets, which may be worth more than their peg. */
  readonly peg?: { readonly target: number; readonly side: "both" | "downside" };
  readonly rateBound?: RateBound;
  /** A thinly traded asset, whose pools may lag further behind. */
  readonly isTail?: boolean;
}

/** Mainnet rounds were at most 208 s past their heartbeat, that of a 24-hour feed. */
const DEFAULT_GRACE_SECONDS = 300;

export function graceOf(profile: FeedProfile): number {
  return profile.graceSeconds ?? DEFAULT_GRACE_SECONDS;
}

/** The feed as messages name it. */
export function labelOf({ label, feed }: FeedProfile): string {
  return label ?? feed;
}
