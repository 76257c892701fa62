import { describe, expect, it } from "vitest";
import type { oracleFeed } from "../../../ponder.schema.ts";
import { feedsOfChain } from "../../../src/api/market/feedHealth.ts";
import { chainlinkFeeds } from "../../../src/catalog/feeds.ts";
import { priceSourcesOf } from "../../../src/oracles/sources.ts";
import { arbitrum, time } from "../risk.support.ts";

const [ether] = chainlinkFeeds.arbitrum;
const proxy = ether.proxy.toLowerCase() as `0x${string}`;

const row = (more: Partial<typeof oracleFeed.$inferSelect> = {}): typeof oracleFeed.$inferSelect => ({
  chainId: 42161,
  address: proxy,
  feedId: "answer",
  family: "chainlink",
  asset: "ETH",
  quote: "USD",
  decimals: 8,
  price: 2_600_50000000n,
  priceLow: 2_600_00000000n,
  priceHigh: 2_601_00000000n,
  confidence: null,
  roundId: "7",
  publishedAt: time - 100,
  blockNumber: 1,
  timestamp: time - 100,
  transactionHash: "0x01",
  logIndex: 1,
  ...more,
});
const health = (...rows: Parameters<typeof row>[0][]) =>
  feedsOfChain(arbitrum, rows.map(row)).find(
    ({ address, feedId }) => address === proxy && feedId === "answer",
  );

describe("the health of a feed", () => {
  it("lists every feed of the chain's catalog, whether it has spoken or not", () => {
    const feeds = feedsOfChain(arbitrum, [row()]);
    expect(feeds).toHaveLength(priceSourcesOf(42161).length);
    expect(feeds.filter(({ status }) => status === "silent")).toHaveLength(feeds.length - 1);
    expect(feeds.find(({ status }) => status === "silent")).toMatchObject({
      priceUsd: null,
      roundId: null,
      publishedAt: null,
      ageSeconds: null,
    });
  });

  it("scales the price and tells its age by the chain's clock", () => {
    expect(health({})).toEqual({
      chainId: 42161,
      address: proxy,
      feedId: "answer",
      family: "chainlink",
      kind: "oracle",
      asset: "ETH",
      quote: "USD",
      price: 2_600.5,
      priceUsd: 2_600.5,
      confidence: 0.5,
      deviation: 0.0005,
      roundId: "7",
      publishedAt: time - 100,
      ageSeconds: 100,
      heartbeatSeconds: 1_755,
      status: "healthy",
      isFresh: true,
    });
  });

  it("is stale only past its own heartbeat and the chain's grace of 120 s", () => {
    expect(health({ publishedAt: time - 1_875 })?.status).toBe("healthy");
    expect(health({ publishedAt: time - 1_876 })?.status).toBe("stale");
  });

  it("of a feed that publishes only with trades says nothing by its age", () => {
    const source = priceSourcesOf(42161).find(({ family }) => family === "gmx-v2");
    if (source === undefined) throw new Error("no GMX feed");
    const { address, feedId } = source;
    const feeds = feedsOfChain(arbitrum, [row({ address, feedId, publishedAt: 1 })]);
    expect(feeds.find((one) => one.feedId === feedId)?.status).toBe("unscheduled");
  });

  it("in another asset has no price in USD", () => {
    const source = priceSourcesOf(42161).find(({ asset, quote }) => asset === "STETH" && quote === "ETH");
    if (source === undefined) throw new Error("no feed of STETH in ETH");
    const { address, feedId } = source;
    const steth = row({ address, feedId, asset: "STETH", quote: "ETH", decimals: 18, price: 10n ** 18n });
    const found = feedsOfChain(arbitrum, [steth]).find((one) => one.address === address);
    expect(found).toMatchObject({ quote: "ETH", priceUsd: null, roundId: "7" });
  });

  it("of one chain does not take rows of another", () => {
    expect(health({ chainId: 43114 })?.status).toBe("silent");
  });
});
