import type { Address } from "viem";
import { sequencerFeeds } from "../../catalog/chainlink/sequencers.ts";
import { chainById } from "../../catalog/chains.ts";
import { type ChainlinkFeed, chainlinkFeeds } from "../../catalog/feeds.ts";
import type { PriceSource } from "../source.ts";

/** All rounds of a proxy make one feed, whatever aggregator logged them. */
export const CHAINLINK_FEED_ID = "answer";
export const CHAINLINK = "chainlink";
/** What a sequencer feed says is no price of an asset. */
export const SEQUENCER = { asset: "SEQUENCER", quote: "status" } as const;

const feedsByChain: Readonly<Record<string, readonly ChainlinkFeed[]>> = chainlinkFeeds;
const sequencerByChain: Readonly<Record<string, { proxy: Address; aggregator: Address }>> = sequencerFeeds;

/** The Chainlink feeds of a chain. */
export function chainlinkFeedsOf(chainId: number): readonly ChainlinkFeed[] {
  const name = chainById(chainId)?.name;
  return name === undefined ? [] : (feedsByChain[name] ?? []);
}

/** The feed that says whether the chain's sequencer is up, on rollups that have one. */
export function sequencerFeedOf(chainId: number): { proxy: Address; aggregator: Address } | undefined {
  const name = chainById(chainId)?.name;
  return name === undefined ? undefined : sequencerByChain[name];
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

/** Chainlink's feeds of a chain, with what their operator promises, and the sequencer's state. */
export function chainlinkSources(chainId: number): PriceSource[] {
  const prices = chainlinkFeedsOf(chainId).map((feed) => ({
    address: feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    asset: feed.asset,
    quote: feed.quote,
    kind: "oracle" as const,
    family: CHAINLINK,
    heartbeatSeconds: feed.heartbeatSeconds,
    deviation: feed.deviation,
    ...boundsOf(feed),
  }));
  const sequencer = sequencerFeedOf(chainId);
  if (sequencer === undefined) return prices;
  const status = {
    address: sequencer.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    ...SEQUENCER,
    kind: "sequencer" as const,
    family: CHAINLINK,
    heartbeatSeconds: null,
    deviation: 0,
  };
  return [...prices, status];
}

/** The bounds of the aggregator that reports now. */
function boundsOf({ aggregators }: ChainlinkFeed): Pick<PriceSource, "minAnswer" | "maxAnswer"> {
  const [{ minAnswer, maxAnswer } = {}] = aggregators;
  return {
    ...(minAnswer === undefined ? {} : { minAnswer }),
    ...(maxAnswer === undefined ? {} : { maxAnswer }),
  };
}
