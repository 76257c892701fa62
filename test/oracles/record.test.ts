import { oracleAnomaly, oracleFeed, oracleRound } from "ponder:schema";
import { describe, expect, it } from "vitest";
import { chainNames } from "../../src/catalog/chains.ts";
import { gmxV2EventEmitter } from "../../src/catalog/deployments.ts";
import { chainlinkFeeds } from "../../src/catalog/feeds.ts";
import { gmxArbitrumTokens } from "../../src/catalog/tokens/gmxArbitrumTokens.ts";
import type { FactOf, Provenance } from "../../src/ledger/facts.ts";
import { blockProvenance } from "../../src/oracles/block.ts";
import { oracleBlocks } from "../../src/oracles/blocks.ts";
import "../../src/oracles/clock.ts";
import { record } from "../../src/oracles/record.ts";
import { sourcesOfPair } from "../../src/oracles/sources.ts";
import { type MemoryStore, memoryStore } from "../support/memoryStore.ts";
import { handlerOf } from "../support/ponderRegistry.ts";

const ARBITRUM = 42161;
const start = 1_765_000_000;
const [ether] = chainlinkFeeds.arbitrum;
const lower = (address: string) => address.toLowerCase() as `0x${string}`;

let rounds = 0;

const at = (timestamp: number): Provenance => ({
  chainId: ARBITRUM,
  blockNumber: timestamp - start,
  timestamp,
  transactionHash: "0x01",
  logIndex: 0,
});

const chainlink = (usd: number, publishedAt: number): FactOf<"price"> => ({
  kind: "price",
  address: lower(ether.proxy),
  feedId: "answer",
  family: "chainlink",
  asset: "ETH",
  quote: "USD",
  decimals: 8,
  price: BigInt(usd * 1e8),
  roundId: String(++rounds),
  publishedAt,
});
const gmx = (usd: number, publishedAt: number): FactOf<"price"> => ({
  ...chainlink(usd, publishedAt),
  address: lower(gmxV2EventEmitter.arbitrum.address),
  feedId: lower(gmxArbitrumTokens.WETH.address),
  family: "gmx-v2",
});

const publish = (memory: MemoryStore, fact: FactOf<"price">) =>
  record(memory.store, at(fact.publishedAt), [fact]);
const tick = (memory: MemoryStore, timestamp: number) =>
  handlerOf("OracleClock:block")({
    event: { block: { number: BigInt(timestamp - start), timestamp: BigInt(timestamp) } },
    context: { chain: { id: ARBITRUM }, db: memory.store },
  });
const anomalies = (memory: MemoryStore) =>
  memory
    .rows(oracleAnomaly)
    .map(({ rule, severity, isOpen, openedAt }) => [rule, severity, isOpen, openedAt]);

describe("silence", () => {
  const limit = start + ether.heartbeatSeconds + 120;

  it("is heard by the clock: past the feed's own heartbeat and the chain's grace, and not before", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    await tick(memory, limit);
    expect(anomalies(memory)).toEqual([]);
    await tick(memory, limit + 1);
    expect(anomalies(memory)).toEqual([["stale", "warning", true, limit + 1]]);
    expect(memory.row(oracleAnomaly)).toMatchObject({
      address: lower(ether.proxy),
      asset: "ETH",
      // The clock's finding is no log's: its row says which block it was.
      blockNumber: limit + 1 - start,
    });
  });

  it("is over with the next round", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    await tick(memory, limit + 1);
    await publish(memory, chainlink(2_001, limit + 30));
    expect(memory.row(oracleAnomaly)).toMatchObject({ isOpen: false, closedAt: limit + 30 });
  });

  it("is no news of a feed that never spoke, nor of one that speaks only when somebody trades", async () => {
    const memory = memoryStore();
    await publish(memory, gmx(2_000, start));
    await tick(memory, start + 10_000_000);
    expect(anomalies(memory)).toEqual([]);
  });
});

describe("a price that is recorded", () => {
  it("is written, and compared with the other sources of its asset", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    await publish(memory, gmx(2_100, start + 1));
    await publish(memory, gmx(2_100, start + 2));
    expect(memory.rows(oracleFeed)).toHaveLength(2);
    expect(memory.rows(oracleRound)).toHaveLength(3);
    expect(memory.row(oracleAnomaly)).toMatchObject({
      address: lower(ether.proxy),
      rule: "cross-source-deviation",
      asset: "ETH",
      isOpen: true,
    });
  });

  it("of Chainlink and of API3 raises a contradiction when they disagree, kept on one of them", async () => {
    const api3 = sourcesOfPair(ARBITRUM, { asset: "ETH", quote: "USD" }).find(
      ({ family }) => family === "api3",
    );
    if (api3 === undefined) throw new Error("the catalog has no API3 feed of ether on Arbitrum");
    const { address, feedId, family } = api3;
    const beacon = (usd: number, publishedAt: number) => ({
      ...chainlink(usd, publishedAt),
      address,
      feedId,
      family,
    });
    const disagreements = async (usd: number) => {
      const memory = memoryStore();
      await publish(memory, chainlink(2_000, start));
      for (const seconds of [1, 61, 121]) await publish(memory, beacon(usd, start + seconds));
      return memory.rows(oracleAnomaly).filter(({ rule }) => rule === "cross-source-deviation");
    };
    expect(await disagreements(2_001)).toEqual([]);
    const [found, ...others] = await disagreements(2_100);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: "critical", isOpen: true, asset: "ETH", openedAt: start + 61 });
    expect(found?.evidence.rounds).toMatchObject([{ price: 2_000 }, { price: 2_100 }]);
  });

  it("that agrees with the others leaves no anomaly", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    await publish(memory, gmx(2_001, start + 1));
    await publish(memory, gmx(2_001, start + 2));
    expect(anomalies(memory)).toEqual([]);
  });

  it("of a token that no source lists is written, and looked at by nobody", async () => {
    const memory = memoryStore();
    const unknown = { ...gmx(1, start), feedId: "0xunknown", asset: "unknown:0xunknown" };
    await publish(memory, unknown);
    expect(memory.row(oracleFeed).asset).toBe("unknown:0xunknown");
    expect(anomalies(memory)).toEqual([]);
  });

  it("looks at the sources of its own chain only", async () => {
    const memory = memoryStore();
    const avalanche = { ...at(start), chainId: 43114 };
    await record(memory.store, avalanche, [chainlink(9_999, start)]);
    await publish(memory, gmx(2_000, start));
    await publish(memory, gmx(2_000, start + 1));
    expect(anomalies(memory)).toEqual([]);
  });
});

describe("a round", () => {
  it("that a Flux aggregator publishes again with one more answer is not published twice", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    const first = memory.row(oracleFeed).roundId;
    const again = { ...chainlink(2_001, start + 2), roundId: first };
    await publish(memory, { ...again, isAmendment: true });
    expect(anomalies(memory)).toEqual([]);
    await publish(memory, { ...again, price: 2_002_00000000n });
    expect(anomalies(memory)).toEqual([["out-of-order", "critical", true, start + 2]]);
  });

  it("of a publisher whose clock is beyond every column is kept, and called invalid", async () => {
    const memory = memoryStore();
    await publish(memory, chainlink(2_000, start));
    const future = { ...chainlink(2_000, 2 ** 32 - 1) };
    await record(memory.store, at(start + 10), [future]);
    expect(memory.rows(oracleRound).map(({ publishedAt }) => publishedAt)).toEqual([start, 2 ** 31 - 1]);
    expect(anomalies(memory)).toContainEqual(["invalid", "critical", true, 2 ** 31 - 1]);
  });
});

describe("a change of what is behind a feed", () => {
  const change = (of: "signers" | "decimals" | "unlockedRound") =>
    ({
      kind: "feedConfig",
      address: lower(ether.proxy),
      feedId: "answer",
      asset: "ETH",
      change: of,
      before: {},
      after: { now: 1 },
    }) as const;

  it("is an anomaly of its own: info, or a warning where it is the scale", async () => {
    const memory = memoryStore();
    await record(memory.store, at(start), [change("signers")]);
    expect(anomalies(memory)).toEqual([["config-change", "info", true, start]]);
    await record(memory.store, at(start + 1), [change("decimals")]);
    expect(anomalies(memory)).toEqual([["config-change", "warning", true, start]]);
  });

  it("is none where it comes with every round", async () => {
    const memory = memoryStore();
    await record(memory.store, at(start), [change("unlockedRound")]);
    expect(anomalies(memory)).toEqual([]);
  });
});

describe("block sources", () => {
  it("look at the present of a real chain, and at all of a local one", () => {
    const starts = (isLocal: boolean) =>
      Object.values(oracleBlocks(isLocal)).flatMap(({ chain }) =>
        Object.values<{ startBlock: number | "latest" }>(chain).map(({ startBlock }) => startBlock),
      );
    expect(new Set(starts(false))).toEqual(new Set(["latest"]));
    expect(new Set(starts(true))).toEqual(new Set([0]));
  });

  it("ask the clock on every chain, and proxies where there are any", () => {
    const { OracleClock, ChainlinkPhases } = oracleBlocks(false);
    expect(Object.keys(OracleClock.chain)).toEqual(chainNames);
    expect(Object.keys(ChainlinkPhases.chain)).toEqual(Object.keys(chainlinkFeeds));
  });

  it("have a provenance that no log can have", () => {
    expect(blockProvenance(957, { number: 5n, timestamp: 1_000n })).toMatchObject({
      chainId: 957,
      blockNumber: 5,
      timestamp: 1_000,
      logIndex: -1,
    });
  });
});
