import type { Address } from "viem";

/** Longest age in seconds that a feed's own contract accepts (`_checkNotStale`). */
export interface DeriveHeartbeats {
  readonly spot: number;
  readonly forward?: number;
  readonly vol?: number;
  readonly perp?: number;
  readonly rate?: number;
}

/** One market of the StandardManager with its assets, its feeds and the portfolio-margin managers that share them. */
export interface DeriveMarket {
  /** The StandardManager's id, as a decimal string. */
  readonly marketId: string;
  /** The name that the chain gives the market. */
  readonly name: string;
  /** Symbol of what the market's price is the price of. */
  readonly underlying: string;
  readonly option?: Address;
  readonly perp?: Address;
  /** Wrapped ERC-20 that can be deposited as collateral. */
  readonly base?: Address;
  readonly spotFeed: Address;
  readonly forwardFeed?: Address;
  readonly volFeed?: Address;
  /** Difference of the perpetual's price to spot. */
  readonly perpFeed?: Address;
  /** Prices at which a set size trades, as differences to spot; named by use, which the deployment files swap. */
  readonly impactAskFeed?: Address;
  readonly impactBidFeed?: Address;
  /** Interest rate by expiry, read by the second portfolio margin only. */
  readonly rateFeed?: Address;
  /** One rate for all expiries, read by the first portfolio margin only. */
  readonly staticRateFeed?: Address;
  readonly pmrm?: Address;
  readonly pmrm2?: Address;
  readonly pmrmLib2?: Address;
  readonly heartbeats: DeriveHeartbeats;
}
