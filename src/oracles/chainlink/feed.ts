import type { Address } from "viem";
import { chainById } from "../../catalog/chains.ts";
import { type ChainlinkFeed, chainlinkFeeds } from "../../catalog/feeds.ts";

/** All rounds of a proxy make one feed, whatever aggregator logged them. */
export const CHAINLINK_FEED_ID = "answer";

/** The Chainlink feeds of a chain. */
export function chainlinkFeedsOf(chainId: number): readonly ChainlinkFeed[] {
  const name = chainById(chainId)?.name;
  return name === "arbitrum" || name === "avalanche" ? chainlinkFeeds[name] : [];
}

/** The feed that an aggregator reports for, with that aggregator's own decimals. */
export function feedOfAggregator(
  chainId: number,
  aggregator: Address,
): { feed: ChainlinkFeed; decimals: number } | undefined {
  return findAggregator(chainlinkFeedsOf(chainId), aggregator);
}

/** The same among given feeds. */
export function findAggregator(
  feeds: readonly ChainlinkFeed[],
  aggregator: Address,
): { feed: ChainlinkFeed; decimals: number } | undefined {
  const wanted = aggregator.toLowerCase();
  for (const feed of feeds) {
    const match = feed.aggregators.find(({ address }) => address.toLowerCase() === wanted);
    if (match !== undefined) return { feed, decimals: match.decimals };
  }
  return undefined;
}
