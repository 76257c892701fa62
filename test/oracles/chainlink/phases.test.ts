import { oracleAnomaly, oracleConfigChange, oraclePhase } from "ponder:schema";
import { type Address, getAddress } from "viem";
import { describe, expect, it } from "vitest";
import { chainlinkFeeds } from "../../../src/catalog/feeds.ts";
import "../../../src/oracles/chainlink/phases.ts";
import { type MemoryStore, memoryStore } from "../../support/memoryStore.ts";
import { handlerOf } from "../../support/ponderRegistry.ts";
import { ARBITRUM, AVALANCHE, aggregatorOf, feedOf } from "./support.ts";

const feed = feedOf("arbitrum", "ETH");
const proxy = feed.proxy.toLowerCase();
const stranger = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";

/** What a proxy answers; undefined when it does not. */
type Answer = { readonly aggregator: Address; readonly phaseId: number } | undefined;

interface Read {
  readonly address: string;
  readonly functionName: string;
  readonly args?: readonly [number];
}

/** Every proxy of the catalog points where the catalog says, but for one. */
async function look(
  memory: MemoryStore,
  block: number,
  answer?: { readonly eth: Answer; readonly past?: readonly Address[] },
): Promise<void> {
  const readContract = async ({ address, functionName, args }: Read) => {
    if (functionName === "phaseAggregators") {
      const past = address === proxy ? answer?.past?.[(args?.[0] ?? 0) - 1] : undefined;
      if (past === undefined) throw new Error("execution reverted");
      return past;
    }
    const own = chainlinkFeeds.arbitrum.find((one) => one.proxy.toLowerCase() === address);
    if (own === undefined) throw new Error(`${address} is no proxy of Arbitrum`);
    const said: Answer =
      own.proxy === feed.proxy && answer !== undefined
        ? answer.eth
        : { aggregator: getAddress(own.aggregators[0].address), phaseId: 5 };
    if (said === undefined) throw new Error("execution reverted");
    return functionName === "aggregator" ? said.aggregator : said.phaseId;
  };
  await handlerOf("ChainlinkPhases:block")({
    event: { block: { number: BigInt(block), timestamp: BigInt(1_000 + block) } },
    context: { chain: { id: ARBITRUM }, db: memory.store, client: { readContract } },
  });
}

const anomalies = (memory: MemoryStore) =>
  memory.rows(oracleAnomaly).map(({ address, rule, severity, isOpen }) => [address, rule, severity, isOpen]);

describe("a look at the proxies", () => {
  it("writes each proxy's phase once, at the block at which it was first seen", async () => {
    const memory = memoryStore();
    await look(memory, 1);
    const first = memory.rows(oraclePhase);
    expect(first).toHaveLength(chainlinkFeeds.arbitrum.length);
    expect(first[0]).toEqual({
      chainId: ARBITRUM,
      proxy,
      phaseId: 5,
      aggregator: aggregatorOf(feed).toLowerCase(),
      isIndexed: true,
      blockNumber: 1,
      timestamp: 1_001,
    });
    const writes = memory.writes();
    await look(memory, 2);
    expect(memory.writes()).toBe(writes);
    expect(anomalies(memory)).toEqual([]);
  });

  it("writes the phases before the first look, and those between two looks, as the proxy keeps them", async () => {
    const memory = memoryStore();
    const own = aggregatorOf(feed);
    const past = [stranger, own, own, stranger] as const;
    await look(memory, 1, { eth: { aggregator: own, phaseId: 2 }, past });
    await look(memory, 2, { eth: { aggregator: own, phaseId: 5 }, past });
    const phases = memory.rows(oraclePhase).filter((row) => row.proxy === proxy);
    expect(phases.map(({ phaseId, isIndexed, blockNumber }) => [phaseId, isIndexed, blockNumber])).toEqual([
      [1, false, 1],
      [2, true, 1],
      [3, true, 2],
      [4, false, 2],
      [5, true, 2],
    ]);
    expect(anomalies(memory)).toEqual([]);
  });

  it("a replaced aggregator is a warning that names it: the deployed proxy logs nothing", async () => {
    const memory = memoryStore();
    await look(memory, 1);
    await look(memory, 2, { eth: { aggregator: stranger, phaseId: 6 } });
    expect(anomalies(memory)).toEqual([[proxy, "aggregator-replaced", "warning", true]]);
    expect(memory.row(oracleAnomaly)).toMatchObject({
      asset: "ETH",
      feedId: "answer",
      message: expect.stringContaining(
        `moved to aggregator ${stranger.toLowerCase()} (phase 6), whose rounds are not indexed`,
      ),
      evidence: { aggregator: stranger.toLowerCase(), phaseId: 6 },
    });
    expect(memory.rows(oraclePhase).filter((row) => row.proxy === proxy)).toMatchObject([
      { phaseId: 5, isIndexed: true, blockNumber: 1 },
      { phaseId: 6, isIndexed: false, blockNumber: 2 },
    ]);
  });

  it("a move is a change of configuration, once, from the newest phase on record: proxies can move twice between looks", async () => {
    const memory = memoryStore();
    await look(memory, 1);
    expect(memory.rows(oracleConfigChange)).toEqual([]);
    const eth = { aggregator: stranger, phaseId: 7 } as const;
    await look(memory, 2, { eth });
    await look(memory, 3, { eth });
    expect(memory.row(oracleConfigChange)).toMatchObject({
      address: proxy,
      feedId: "answer",
      change: "aggregator",
      before: { aggregator: aggregatorOf(feed).toLowerCase(), phaseId: 5 },
      after: { aggregator: stranger.toLowerCase(), phaseId: 7 },
      blockNumber: 2,
    });
  });

  it("a proxy that goes back to a listed aggregator closes the warning", async () => {
    const memory = memoryStore();
    await look(memory, 1, { eth: { aggregator: stranger, phaseId: 6 } });
    await look(memory, 2, { eth: { aggregator: aggregatorOf(feed), phaseId: 7 } });
    expect(anomalies(memory)).toEqual([[proxy, "aggregator-replaced", "warning", false]]);
  });

  it("a proxy that moved to the aggregator of another feed is a warning: its rounds would be filed under that one", async () => {
    const memory = memoryStore();
    await look(memory, 1, { eth: { aggregator: aggregatorOf(feedOf("arbitrum", "BTC")), phaseId: 6 } });
    expect(anomalies(memory)).toEqual([[proxy, "aggregator-replaced", "warning", true]]);
  });

  it("a proxy that does not answer is a warning, and says nothing of its aggregator", async () => {
    const memory = memoryStore();
    await look(memory, 1, { eth: { aggregator: stranger, phaseId: 6 } });
    await look(memory, 2, { eth: undefined });
    expect(anomalies(memory)).toEqual([
      [proxy, "aggregator-replaced", "warning", true],
      [proxy, "proxy-unreadable", "warning", true],
    ]);
    expect(memory.rows(oraclePhase).filter((row) => row.proxy === proxy)).toHaveLength(1);
  });

  it("a proxy that answers again is no longer one", async () => {
    const memory = memoryStore();
    await look(memory, 1, { eth: undefined });
    await look(memory, 2);
    expect(anomalies(memory)).toEqual([[proxy, "proxy-unreadable", "warning", false]]);
  });

  it("finds nothing to look at on a chain without Chainlink, and other proxies on another chain", async () => {
    const memory = memoryStore();
    const asked: string[] = [];
    const readContract = async ({ address }: { address: string }) => {
      asked.push(address);
      throw new Error("not here");
    };
    for (const id of [957, AVALANCHE]) {
      await handlerOf("ChainlinkPhases:block")({
        event: { block: { number: 1n, timestamp: 1n } },
        context: { chain: { id }, db: memory.store, client: { readContract } },
      });
    }
    expect(asked).toEqual(chainlinkFeeds.avalanche.map((one) => one.proxy.toLowerCase()));
  });
});
