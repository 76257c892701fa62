import type { Address } from "viem";

/** A contract that logs rounds. What belongs to it has changed under one proxy. */
export interface ChainlinkAggregator {
  readonly address: Address;
  readonly decimals: number;
  /** Bounds in units of the quote; beyond them it cannot report. Absent where there are none to speak of. */
  readonly minAnswer?: number;
  readonly maxAnswer?: number;
}

/** A Chainlink feed: the proxy that consumers read, and the aggregators that log its rounds, newest first. */
export interface ChainlinkFeed {
  readonly asset: string;
  readonly quote: "USD" | "ETH";
  readonly proxy: Address;
  /** The second proxy of a feed whose updates are auctioned (Smart Value Recapture): it shows a round first. */
  readonly svrProxy?: Address;
  readonly aggregators: readonly ChainlinkAggregator[];
  /** Null where none is known. */
  readonly heartbeatSeconds: number | null;
  /** Deviation threshold as a fraction; 0 where none is known. */
  readonly deviation: number;
}

/** Says whether the sequencer of a rollup is up. */
export interface SequencerFeed {
  readonly proxy: Address;
  readonly aggregator: Address;
}
