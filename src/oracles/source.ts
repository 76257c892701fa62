import type { FeedKey } from "../ledger/facts.ts";

/** A feed of an asset on one chain, with what its operator promises about it. */
export interface PriceSource extends FeedKey {
  readonly asset: string;
  /** What the price is in, e.g. `USD`. Feeds of the same asset and quote are compared. */
  readonly quote: string;
  readonly family: string;
  /** `pool` is a market to compare with; `sequencer` answers 0 while the chain's sequencer is up and 1 while it is down. */
  readonly kind: "oracle" | "pool" | "sequencer";
  /** Longest time between updates; null for oracles that publish only when somebody trades. */
  readonly heartbeatSeconds: number | null;
  /** Move that forces an update, as a fraction; 0 where none is promised. */
  readonly deviation: number;
  /** Bounds beyond which the feed cannot report, in units of the quote. */
  readonly minAnswer?: number;
  readonly maxAnswer?: number;
}
