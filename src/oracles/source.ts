import type { FeedKey } from "../ledger/facts.ts";

/** A feed of an asset on one chain, with what its operator promises about it. */
export interface PriceSource extends FeedKey {
  readonly asset: string;
  readonly family: string;
  /** Longest time between updates; null for oracles that publish only when somebody trades. */
  readonly heartbeatSeconds: number | null;
  /** Move that forces an update, as a fraction; 0 where none is promised. */
  readonly deviation: number;
}
