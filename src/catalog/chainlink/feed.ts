import type { Address } from "viem";

/** A Chainlink feed: the proxy that consumers read, and the aggregators that log its rounds, newest first. */
export interface ChainlinkFeed {
  readonly asset: string;
  readonly quote: "USD" | "ETH";
  readonly proxy: Address;
  /** The second proxy of a feed whose updates are auctioned (Smart Value Recapture): it shows a round first. */
  readonly svrProxy?: Address;
  /** Decimals belong to the aggregator: they have changed under one proxy. */
  readonly aggregators: readonly { readonly address: Address; readonly decimals: number }[];
  /** Null where none is known. */
  readonly heartbeatSeconds: number | null;
  /** Deviation threshold as a fraction; 0 where none is known. */
  readonly deviation: number;
  /** Bounds of the newest aggregator in units of the quote; beyond them it cannot report. Absent: none to speak of. */
  readonly minAnswer?: number;
  readonly maxAnswer?: number;
}

/** Says whether the sequencer of a rollup is up. */
export interface SequencerFeed {
  readonly proxy: Address;
  readonly aggregator: Address;
}
