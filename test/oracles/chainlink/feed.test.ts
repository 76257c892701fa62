import { describe, expect, it } from "vitest";
import type { ChainlinkFeed } from "../../../src/catalog/feeds.ts";
import { feedOfAggregator, findAggregator } from "../../../src/oracles/chainlink/feed.ts";
import { roundFact } from "../../../src/oracles/chainlink/rounds.ts";
import { at } from "../../ledger/support.ts";
import { ARBITRUM, AVALANCHE, aggregatorOf, feedOf } from "./support.ts";

const older = "0x1111111111111111111111111111111111111111";
const newer = "0x2222222222222222222222222222222222222222";

/** Like ASTR/USD on Arbitrum, whose decimals went from 8 to 18 behind one proxy in March 2026. */
const rescaled: ChainlinkFeed = {
  asset: "ETH",
  quote: "USD",
  proxy: "0x3333333333333333333333333333333333333333",
  aggregators: [
    { address: newer, decimals: 18 },
    { address: older, decimals: 8 },
  ],
  heartbeatSeconds: 86_400,
  deviation: 0.005,
};

describe("the feed of an aggregator", () => {
  const ether = feedOf("arbitrum", "ETH");

  it("decimals belong to the aggregator, not to the proxy", () => {
    expect(findAggregator([ether, rescaled], older)).toEqual({ feed: rescaled, decimals: 8 });
    expect(findAggregator([ether, rescaled], newer)).toEqual({ feed: rescaled, decimals: 18 });
  });

  it("is found in any case of its address, on its own chain only", () => {
    const aggregator = aggregatorOf(ether);
    const shouted: `0x${string}` = `0x${aggregator.slice(2).toUpperCase()}`;
    for (const address of [aggregator, shouted]) {
      expect(feedOfAggregator(ARBITRUM, address)?.feed).toBe(ether);
      expect(feedOfAggregator(AVALANCHE, address)).toBeUndefined();
      expect(feedOfAggregator(957, address)).toBeUndefined();
    }
  });

  it("is none for the proxy, nor for an aggregator that the catalog does not list: such a round is no fact", () => {
    for (const aggregator of [ether.proxy, older] as const) {
      expect(feedOfAggregator(ARBITRUM, aggregator)).toBeUndefined();
      const round = { aggregator, roundId: 1n, answer: 1n, observations: [], observedAt: 1_000 };
      expect(roundFact(at(1), round)).toBeNull();
    }
  });
});
