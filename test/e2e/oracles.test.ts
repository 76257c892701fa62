import { oracleConfigChange, oracleFeed, oracleRound } from "ponder:schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalChain, startChains } from "../../demo/chains/anvil.ts";
import { mineEmpty } from "../../demo/chains/mine.ts";
import { type Indexer, startIndexer } from "../../demo/indexer.ts";
import { waitUntilIndexed } from "../../demo/stage.ts";
import { API3_SERVER, dapiName } from "../../src/oracles/api3/feeds.ts";
import { dataFeedId } from "../../src/oracles/redstone/feeds.ts";
import { indexLogs } from "../oracles/indexLogs.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { quiet } from "../support/quiet.ts";
import { nodes, proxyAbi } from "./oracles/contracts.ts";
import { emitted } from "./oracles/emitted.ts";
import {
  aggregator,
  beaconId,
  beaconSetId,
  beaconValues,
  playOracles,
  proxy,
  pythUpdates,
  rounds,
  setValue,
  startTime,
  unlisted,
} from "./oracles/story.ts";

const TIMEOUT = 120_000;
const feed = { chainId: 1, address: proxy.toLowerCase(), feedId: "answer" };
const dapi = { chainId: 1, address: API3_SERVER, feedId: dapiName("ETH") };
const medians = [rounds[0][0], rounds[1][0]];

let ethereum: LocalChain;
let others: LocalChain[] = [];
let indexer: Indexer | undefined;

beforeAll(async () => {
  ethereum = await playOracles();
}, TIMEOUT);
afterAll(async () => {
  await indexer?.stop("SIGKILL");
  await Promise.all([ethereum, ...others].map((chain) => chain?.stop()));
});

/** Every log of the chain, in blocks of one transaction. */
async function chainLogs() {
  const logs = await ethereum.client.getLogs({ fromBlock: 0n, toBlock: "latest" });
  const times = new Map<bigint, number>();
  for (const { blockNumber } of logs) {
    const { timestamp } = await ethereum.client.getBlock({ blockNumber });
    times.set(blockNumber, Number(timestamp));
  }
  return [...times].map(([number, timestamp]) => ({
    timestamp,
    transactions: [logs.filter(({ blockNumber }) => blockNumber === number)],
  }));
}

describe("logs of the real contracts", { timeout: TIMEOUT }, () => {
  it("of a Flux aggregator: the median, with the nodes' answers as its band", async () => {
    const memory = memoryStore();
    await indexLogs(memory, 1, await chainLogs());
    const found = memory.rows(oracleRound).filter(({ address }) => address === feed.address);
    expect(found.map(({ roundId, price }) => [roundId, price])).toEqual([
      ["1", medians[0]],
      ["2", medians[1]],
    ]);
    expect(found[0]).toMatchObject({ priceLow: rounds[0][2], priceHigh: rounds[0][1] });
    expect(found[0]?.publishedAt).toBe(found[0]?.timestamp);
  });

  it("of API3: values count once a name points at them, from a beacon first, then from a beacon set", async () => {
    const memory = memoryStore();
    await indexLogs(memory, 1, await chainLogs());
    const found = memory.rows(oracleRound).filter(({ address }) => address === dapi.address);
    expect(found.map(({ feedId, price }) => [feedId, price])).toEqual([
      [dapi.feedId, beaconValues[1]],
      [dapi.feedId, setValue],
    ]);
    const names = memory.rows(oracleConfigChange).filter(({ change }) => change === "dataFeed");
    expect(names.map(({ before, after }) => [before, after])).toEqual([
      [{}, { dataFeedId: beaconId }],
      [{ dataFeedId: beaconId }, { dataFeedId: beaconSetId }],
    ]);
    expect(memory.rows(oracleFeed).find(({ address }) => address === dapi.address)).toMatchObject({
      asset: "ETH",
      decimals: 18,
    });
  });

  it("of the proxy: none, though it went to another aggregator and starts to count anew", async () => {
    expect(await ethereum.client.getLogs({ address: proxy, fromBlock: 1n })).toEqual([]);
    const [roundId] = await ethereum.client.readContract({
      address: proxy,
      abi: proxyAbi,
      functionName: "latestRoundData",
    });
    expect(roundId).toBe((2n << 64n) + 1n);
  });
});

describe("the indexer, with Ethereum among its chains", { timeout: TIMEOUT }, () => {
  it("has the same rows, and finds the silent move of the proxy", async () => {
    others = await startChains([42161, 43114, 957].map((chainId) => ({ chainId, genesisTime: startTime })));
    const all = [ethereum, ...others];
    await Promise.all([mineEmpty(ethereum, 300, 12), ...others.map((chain) => mineEmpty(chain, 10, 12))]);
    const rpcUrls = Object.fromEntries(all.map(({ chainId, url }) => [chainId, url]));
    indexer = await startIndexer({ rpcUrls, port: 0, schema: "oracles" });
    await waitUntilIndexed(indexer, all, TIMEOUT, quiet);
    const response = await fetch(`${indexer.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: `{
          oracleRounds(orderBy: "blockNumber") { items { address feedId roundId price priceLow priceHigh } }
          oracleFeeds { items { family asset quote decimals price } }
          oraclePhases(where: { proxy: "${feed.address}" }, orderBy: "phaseId") { items { phaseId aggregator isIndexed } }
          oracleConfigChanges(orderBy: "blockNumber") { items { address change before after } }
          oracleSubmissions(orderBy: "roundId") { items { roundId answers } }
          oraclePendingPrices(orderBy: "state") { items { state } }
          coverage { chains { chain isIndexed asOf { chainId } } }
          market(underlying: "ETH") {
            feeds { chainId address feedId price status action rounds { roundId observations } peers { address apart } }
            anomalies { rule severity chainId address }
          }
        }`,
      }),
    });
    const { data, errors } = (await response.json()) as { data: Answer; errors?: unknown };
    expect(errors).toBeUndefined();
    expect(data.oracleRounds.items).toEqual([
      ...[0, 1].map((i) => ({
        address: feed.address,
        feedId: "answer",
        roundId: `${i + 1}`,
        price: `${medians[i]}`,
        priceLow: `${[rounds[0][2], rounds[1][1]][i]}`,
        priceHigh: `${[rounds[0][1], rounds[1][2]][i]}`,
      })),
      ...[beaconValues[1], setValue].map((price) =>
        expect.objectContaining({ feedId: dapi.feedId, price: `${price}` }),
      ),
      ...pythUpdates.map(({ price, conf }) =>
        expect.objectContaining({ price: `${price}`, priceLow: `${price - conf}` }),
      ),
      expect.objectContaining({
        roundId: "7",
        price: `${emitted.bitcoin}`,
        priceLow: `${emitted.bitcoinNodes[0]}`,
        priceHigh: `${emitted.bitcoinNodes[2]}`,
      }),
      expect.objectContaining({ feedId: "value", price: `${emitted.chronicle}` }),
      expect.objectContaining({ feedId: dataFeedId("ETH"), price: `${emitted.redstone}` }),
    ]);
    const byFamily = data.oracleFeeds.items.toSorted((a, b) =>
      a.family + a.asset < b.family + b.asset ? -1 : 1,
    );
    expect(byFamily).toEqual([
      { family: "api3", asset: "ETH", quote: "USD", decimals: 18, price: `${setValue}` },
      { family: "chainlink", asset: "BTC", quote: "USD", decimals: 8, price: `${emitted.bitcoin}` },
      { family: "chainlink", asset: "ETH", quote: "USD", decimals: 8, price: `${medians[1]}` },
      { family: "chronicle", asset: "ETH", quote: "USD", decimals: 18, price: `${emitted.chronicle}` },
      { family: "pyth", asset: "ETH", quote: "USD", decimals: 8, price: "-1" },
      { family: "pyth", asset: "USDC", quote: "USD", decimals: 5, price: "99987" },
      { family: "redstone", asset: "ETH", quote: "USD", decimals: 8, price: `${emitted.redstone}` },
    ]);
    expect(data.oraclePendingPrices.items).toEqual([{ state: "final" }, { state: "dropped" }]);
    expect(data.oraclePhases.items).toEqual([
      { phaseId: 1, aggregator: aggregator.toLowerCase(), isIndexed: true },
      { phaseId: 2, aggregator: unlisted.toLowerCase(), isIndexed: false },
    ]);
    expect(data.oracleConfigChanges.items.map(({ change }) => change)).toEqual([
      "rounds",
      "rounds",
      "dataFeed",
      "dataFeed",
      "aggregator",
    ]);
    expect(Object.keys(data.oracleSubmissions.items[0]?.answers ?? {}).sort()).toEqual(
      nodes.map((node) => node.toLowerCase()).sort(),
    );
    const { feeds, anomalies } = data.market;
    const own = feeds.find(({ chainId, address }) => chainId === 1 && address === feed.address);
    // An hour without a round has passed since, more than it promises, and its proxy has left it.
    expect(own).toMatchObject({ price: 2_010, status: "stale", action: "widen" });
    expect(own?.rounds).toEqual([
      { roundId: "2", observations: [2_009.8, 2_010, 2_010.4] },
      { roundId: "1", observations: [2_003.99, 2_004.12, 2_004.5] },
    ]);
    expect(own?.peers.find(({ address }) => address === dapi.address)?.apart).toBeCloseTo(
      2_010 / 2_009 - 1,
      12,
    );
    expect(anomalies.filter(({ address }) => address === feed.address).map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["aggregator-replaced", "config-change", "stale"]),
    );
    const indexed = data.coverage.chains.filter(({ isIndexed }) => isIndexed).map(({ chain }) => chain);
    expect(indexed).toEqual(["arbitrum", "avalanche", "derive", "ethereum"]);
  });
});

interface Answer {
  readonly oracleRounds: { readonly items: readonly unknown[] };
  readonly oracleFeeds: { readonly items: readonly { readonly family: string; readonly asset: string }[] };
  readonly oraclePhases: { readonly items: readonly unknown[] };
  readonly oracleConfigChanges: { readonly items: readonly { readonly change: string }[] };
  readonly oracleSubmissions: { readonly items: readonly { readonly answers: object }[] };
  readonly market: {
    readonly feeds: readonly MarketFeed[];
    readonly anomalies: readonly { readonly rule: string; readonly address: string }[];
  };
  readonly oraclePendingPrices: { readonly items: readonly unknown[] };
  readonly coverage: { readonly chains: readonly { readonly chain: string; readonly isIndexed: boolean }[] };
}

interface MarketFeed {
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  readonly price: number | null;
  readonly status: string;
  readonly action: string;
  readonly rounds: readonly { readonly roundId: string; readonly observations: readonly number[] | null }[];
  readonly peers: readonly { readonly address: string; readonly apart: number | null }[];
}
