import type { Address } from "viem";
import { chains } from "../catalog/chains.ts";
import { deriveMarkets, deriveStableFeed } from "../catalog/deriveMarkets.ts";
import type { PriceSource } from "./source.ts";

/** Derive's spot feeds: signed prices that anybody can push, and that its contracts refuse when older than the heartbeat. */
export function deriveSources(chainId: number): PriceSource[] {
  if (chainId !== chains.derive.id) return [];
  const stable = {
    spotFeed: deriveStableFeed.address,
    underlying: deriveStableFeed.underlying,
    heartbeats: { spot: deriveStableFeed.heartbeatSeconds },
  };
  const feeds = [stable, ...deriveMarkets].map(({ spotFeed, underlying, heartbeats }) => ({
    address: spotFeed.toLowerCase() as Address,
    feedId: "spot",
    asset: underlying,
    quote: "USD",
    kind: "oracle" as const,
    family: "derive",
    heartbeatSeconds: heartbeats.spot,
    deviation: 0,
  }));
  return [...new Map(feeds.map((feed) => [feed.address, feed])).values()];
}
