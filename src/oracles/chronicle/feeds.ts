import type { Address } from "viem";
import { chainById } from "../../catalog/chains.ts";
import { type ChronicleFeed, chronicleFeeds } from "../../catalog/chronicle.ts";
import type { PriceSource } from "../source.ts";

export const CHRONICLE = "chronicle";
/** A contract is one pair, so it needs no further id. */
export const CHRONICLE_FEED_ID = "value";

const byChain: Readonly<Record<string, readonly ChronicleFeed[]>> = chronicleFeeds;

/** Chronicle's oracles of a chain. */
export function chronicleFeedsOf(chainId: number): readonly ChronicleFeed[] {
  const name = chainById(chainId)?.name;
  return name === undefined ? [] : (byChain[name] ?? []);
}

/** The oracle at an address, or undefined when the catalog does not list it. */
export function chronicleFeed(chainId: number, address: Address): ChronicleFeed | undefined {
  return chronicleFeedsOf(chainId).find((feed) => feed.address.toLowerCase() === address.toLowerCase());
}

/** Chronicle's feeds of a chain. How often they update is not published. */
export function chronicleSources(chainId: number): PriceSource[] {
  return chronicleFeedsOf(chainId).map(({ address, asset, quote }) => ({
    address: address.toLowerCase() as Address,
    feedId: CHRONICLE_FEED_ID,
    asset,
    quote,
    kind: "oracle",
    family: CHRONICLE,
    heartbeatSeconds: null,
    deviation: 0,
  }));
}
