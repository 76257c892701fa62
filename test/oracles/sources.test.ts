import { describe, expect, it } from "vitest";
import { assets } from "../../src/catalog/assets.ts";
import { chains } from "../../src/catalog/chains.ts";
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

const chainIds = Object.values(chains).map(({ id }) => id);
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
    for (const { address, feedId, asset, kind } of sources) {
      expect(address).toBe(address.toLowerCase());
      expect(feedId).toBe(feedId.toLowerCase());
      if (kind !== "sequencer") expect(Object.keys(assets)).toContain(asset);
    }
  });

  it("of another chain are none", () => {
    expect(priceSourcesOf(5000)).toEqual([]);
    expect(sourcesOfPair(42161, dollars("NOTHING"))).toEqual([]);
  });

  it("of one asset come from every family of the chain", () => {
    const families = (chainId: number, asset: string) => [
      ...new Set(sourcesOfPair(chainId, dollars(asset)).map(({ family }) => family)),
    ];
    const pools = ["uniswap-v3", "uniswap-v4"];
    expect(families(42161, "ETH")).toEqual(["chainlink", "gmx-v2", "pyth", "redstone", "api3", ...pools]);
    expect(families(1, "ETH")).toEqual(["chainlink", "pyth", "redstone", "chronicle", "api3", ...pools]);
    expect(families(957, "ETH")).toEqual(["derive"]);
  });

  it("of one family are several where the catalog says so: auctioned variants, two Pyth contracts, many GMX tokens", () => {
    const count = (asset: string, family: string) =>
      sourcesOfPair(42161, dollars(asset)).filter((source) => source.family === family).length;
    expect(count("ETH", "chainlink")).toBe(3);
    expect(count("ETH", "pyth")).toBe(2);
    expect(count("BTC", "gmx-v2")).toBe(3);
  });

  it("tell a price in USD from one in another asset", () => {
    const quotes = priceSourcesOf(42161)
      .filter(({ asset }) => asset === "STETH")
      .map(({ family, quote }) => `${family} ${quote}`);
    expect(quotes).toEqual(["chainlink USD", "chainlink ETH", "pyth USD", "pyth USD"]);
  });

  it("are capped where the aggregator is: dollars on Polygon and Avalanche cannot be reported above 1.05", () => {
    const capped = Object.values(chains).flatMap(({ id }) =>
      priceSourcesOf(id)
        .filter(({ maxAnswer }) => maxAnswer !== undefined)
        .map(({ asset, maxAnswer }) => `${id} ${asset} ${maxAnswer}`),
    );
    expect(capped.sort()).toEqual(["137 USDC 1.05", "137 USDT 1.05", "43114 USDC 1.05", "43114 USDT 1.05"]);
  });

  it("say of three rollups whether the sequencer is up", () => {
    const rollups = Object.values(chains).filter(({ id }) =>
      priceSourcesOf(id).some(({ kind }) => kind === "sequencer"),
    );
    expect(rollups.map(({ id }) => id)).toEqual([42161, 10, 8453]);
  });

  it("of Pyth promise a schedule only where Pyth's own pushers keep them up, on the present contract", () => {
    const pushed = Object.values(chains).flatMap(({ id }) =>
      priceSourcesOf(id)
        .filter(({ family, heartbeatSeconds }) => family === "pyth" && heartbeatSeconds !== null)
        .map(({ address, asset }) => `${id} ${asset} ${address.slice(0, 6)}`),
    );
    expect(pushed).toEqual(["1 USDC 0x4305", "8453 ETH 0x8250", "8453 USDC 0x8250", "8453 WSTETH 0x8250"]);
  });

  it("pools are references beside them, of what they are quoted in", () => {
    const pools = priceSourcesOf(42161).filter(({ kind }) => kind === "pool");
    expect(pools.map(({ family }) => family)).toContain("uniswap-v4");
    expect(pools.every(({ heartbeatSeconds }) => heartbeatSeconds === null)).toBe(true);
    const inEther = sourcesOfPair(42161, { asset: "BTC", quote: "ETH" });
    expect(inEther.filter(({ kind }) => kind === "pool")).toHaveLength(2);
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
