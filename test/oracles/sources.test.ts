import { describe, expect, it } from "vitest";
import { assets } from "../../src/catalog/assets.ts";
import { gmxV2EventEmitter } from "../../src/catalog/deployments.ts";
import { deriveMarkets, deriveStableFeed } from "../../src/catalog/deriveMarkets.ts";
import { chainlinkFeeds } from "../../src/catalog/feeds.ts";
import { gmxArbitrumTokens } from "../../src/catalog/tokens/gmxArbitrumTokens.ts";
import type { Fact, Provenance } from "../../src/ledger/facts.ts";
import { roundFact } from "../../src/oracles/chainlink/rounds.ts";
import { priceSourcesOf, sourcesOfPair } from "../../src/oracles/sources.ts";
import { spotUpdated } from "../../src/venues/derive-v2/feeds.ts";
import { gmxLog } from "../../src/venues/gmx-v2/eventLog.ts";
import { oraclePriceUpdate } from "../../src/venues/gmx-v2/prices.ts";
import { eventDataOf } from "../venues/gmx-v2/support.ts";

const chainIds = [42161, 43114, 957];
const dollars = (asset: string) => ({ asset, quote: "USD" });
const at = (chainId: number): Provenance => ({
  chainId,
  blockNumber: 1,
  timestamp: 1,
  transactionHash: "0x01",
  logIndex: 0,
});

/** The source that a chain's checks find for a price, by the same names that the price carries. */
function sourceOf(chainId: number, fact: Fact | null | undefined) {
  if (fact?.kind !== "price") throw new Error("not a price");
  const found = sourcesOfPair(chainId, fact).filter(
    ({ address, feedId }) => address === fact.address && feedId === fact.feedId,
  );
  expect(found.map(({ family }) => family)).toEqual([fact.family]);
  return found[0];
}

describe("price sources", () => {
  it.each(chainIds)("of chain %i are listed once, in lower case, each of a known asset", (chainId) => {
    const sources = priceSourcesOf(chainId);
    expect(sources.length).toBeGreaterThan(0);
    expect(new Set(sources.map(({ address, feedId }) => `${address}:${feedId}`)).size).toBe(sources.length);
    for (const { address, feedId, asset } of sources) {
      expect(address).toBe(address.toLowerCase());
      expect(feedId).toBe(feedId.toLowerCase());
      expect(Object.keys(assets)).toContain(asset);
    }
  });

  it("of another chain are none", () => {
    expect(priceSourcesOf(1)).toEqual([]);
    expect(sourcesOfPair(42161, dollars("NOTHING"))).toEqual([]);
  });

  it("of one asset come from every family of the chain", () => {
    expect(sourcesOfPair(42161, dollars("ETH")).map(({ family }) => family)).toEqual(["chainlink", "gmx-v2"]);
    expect(sourcesOfPair(42161, dollars("BTC")).map(({ family }) => family)).toEqual([
      "chainlink",
      "gmx-v2",
      "gmx-v2",
      "gmx-v2",
    ]);
  });

  it("heartbeats are per feed, never a constant of the chain", () => {
    const heartbeat = (chainId: number, asset: string) =>
      sourcesOfPair(chainId, dollars(asset)).find(({ family }) => family === "chainlink")?.heartbeatSeconds;
    expect([heartbeat(42161, "ETH"), heartbeat(42161, "USDC"), heartbeat(42161, "AVAX")]).toEqual([
      1_755, 255, 86_400,
    ]);
    expect([heartbeat(43114, "ETH"), heartbeat(43114, "AVAX")]).toEqual([86_400, 120]);
  });

  it("that publish only with trades promise no heartbeat and no deviation", () => {
    const gmx = priceSourcesOf(42161).filter(({ family }) => family === "gmx-v2");
    expect(gmx).toHaveLength(Object.keys(gmxArbitrumTokens).length);
    expect(gmx.every(({ heartbeatSeconds, deviation }) => heartbeatSeconds === null && deviation === 0)).toBe(
      true,
    );
  });
});

describe("every price that is written is found among the sources, by family and address:", () => {
  it("Chainlink's, whichever aggregator logged it", () => {
    for (const [chainId, feeds] of [
      [42161, chainlinkFeeds.arbitrum],
      [43114, chainlinkFeeds.avalanche],
    ] as const) {
      for (const { aggregators, heartbeatSeconds } of feeds) {
        for (const { address } of aggregators) {
          const round = { aggregator: address, roundId: 1n, answer: 1n, observations: [], observedAt: 1 };
          expect(sourceOf(chainId, roundFact(at(chainId), round))).toMatchObject({ heartbeatSeconds });
        }
      }
    }
  });

  it("Derive's, the stablecoin's among them", () => {
    const spot = { spot: 1n, confidence: 1n, timestamp: 1n };
    for (const { spotFeed, heartbeats } of deriveMarkets) {
      const source = sourceOf(957, spotUpdated(spotFeed, spot)[0]);
      expect(source).toMatchObject({ heartbeatSeconds: heartbeats.spot });
    }
    expect(sourceOf(957, spotUpdated(deriveStableFeed.address, spot)[0])).toMatchObject({
      asset: "USDC",
      heartbeatSeconds: deriveStableFeed.heartbeatSeconds,
    });
  });

  it("GMX's, token by token", () => {
    for (const { address } of Object.values(gmxArbitrumTokens)) {
      const layout = { address: ["token", "provider"], uint: ["minPrice", "maxPrice", "timestamp"] };
      const eventData = eventDataOf(layout, { token: address, minPrice: 1n, maxPrice: 1n, timestamp: 1n });
      const args = { msgSender: address, eventName: "OraclePriceUpdate", eventData };
      sourceOf(42161, oraclePriceUpdate(gmxLog(at(42161), gmxV2EventEmitter.arbitrum.address, args))[0]);
    }
  });
});
