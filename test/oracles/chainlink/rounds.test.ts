import { oracleFeed, oracleRound } from "ponder:schema";
import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { chainlinkFeeds } from "../../../src/catalog/feeds.ts";
import { chainlinkContracts } from "../../../src/oracles/chainlink/contracts.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { ARBITRUM, AVALANCHE, aggregatorOf, answerUpdated, feedOf, index, ocr1, ocr2 } from "./support.ts";

const feed = feedOf("arbitrum", "ETH");
const aggregator = aggregatorOf(feed);
const round = { aggregator, roundId: 61_234, answer: 2_004_12000000n };
const time = 1_765_000_000;

describe("a Chainlink round", () => {
  it("becomes the newest price of its proxy, in the aggregator's decimals", async () => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [{ timestamp: time, transactions: [[ocr2(round, time - 7)]] }]);
    expect(memory.row(oracleFeed)).toMatchObject({
      chainId: ARBITRUM,
      address: feed.proxy.toLowerCase(),
      feedId: "answer",
      family: "chainlink",
      asset: "ETH",
      quote: "USD",
      decimals: 8,
      price: 2_004_12000000n,
      roundId: "61234",
      timestamp: time,
    });
  });

  it("an OCR1 aggregator upgraded to OCR2 changes its topic0, and goes on in the same feed", async () => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[ocr1(round)]] },
      { timestamp: time + 60, transactions: [[ocr2({ ...round, roundId: 61_235 }, time + 55)]] },
    ]);
    expect(memory.row(oracleFeed).roundId).toBe("61235");
    expect(memory.rows(oracleRound).map(({ roundId }) => roundId)).toEqual(["61234", "61235"]);
  });

  it("the aggregator that was replaced in April 2026 still has its rounds: a list of the newest ones loses them", async () => {
    const memory = memoryStore();
    const former = { ...round, aggregator: "0x3607e46698d218B3a5Cae44bF381475C0a5e2ca7" } as const;
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[ocr1(former)]] },
      { timestamp: time + 60, transactions: [[ocr2({ ...round, roundId: 1 }, time + 55)]] },
    ]);
    expect(memory.row(oracleFeed)).toMatchObject({ address: feed.proxy.toLowerCase(), roundId: "1" });
    expect(memory.rows(oracleRound).map(({ roundId }) => roundId)).toEqual(["61234", "1"]);
  });

  it("the event time of OCR2 is when the nodes observed it, of OCR1 and Flux when it was included", async () => {
    const publishedAt = async (...logs: Parameters<typeof index>[2][0]["transactions"][0][number][]) => {
      const memory = memoryStore();
      await index(memory, ARBITRUM, [{ timestamp: time, transactions: [logs] }]);
      return memory.row(oracleFeed).publishedAt;
    };
    expect(await publishedAt(ocr1(round))).toBe(time);
    expect(await publishedAt(ocr2(round, time - 7))).toBe(time - 7);
    expect(await publishedAt(answerUpdated(round, time - 3))).toBe(time - 3);
  });

  it("an OCR answer is logged twice in its transaction, and is one round with its band", async () => {
    const memory = memoryStore();
    const observations = [2_003_00000000n, 2_004_12000000n, 2_010_00000000n];
    await index(memory, ARBITRUM, [
      {
        timestamp: time,
        transactions: [[ocr2({ ...round, observations }, time - 7), answerUpdated(round, time)]],
      },
    ]);
    expect(memory.row(oracleRound)).toMatchObject({
      priceLow: 2_003_00000000n,
      priceHigh: 2_010_00000000n,
      publishedAt: time - 7,
    });
  });

  it("a Flux aggregator logs only AnswerUpdated", async () => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [{ timestamp: time, transactions: [[answerUpdated(round, time)]] }]);
    expect(memory.row(oracleFeed)).toMatchObject({
      roundId: "61234",
      priceLow: 2_004_12000000n,
      priceHigh: 2_004_12000000n,
    });
  });

  it("the same round number in a later transaction is another round: a new aggregator counts from 1 again", async () => {
    const memory = memoryStore();
    const first = { ...round, roundId: 1 };
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[answerUpdated(first, time)]] },
      { timestamp: time + 60, transactions: [[answerUpdated({ ...first, answer: 5n }, time + 60)]] },
    ]);
    expect(memory.row(oracleFeed).price).toBe(5n);
    expect(memory.rows(oracleRound)).toHaveLength(2);
  });

  it("a split vote is visible in the round: the band is the span of the nodes, in whatever order they come", async () => {
    const memory = memoryStore();
    // Moonwell's wrsETH round of November 2025: a majority inflated, a minority right.
    const observations = [1_649_934n, 1_649_934n, 1_649_934n, 1n, 1n];
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[ocr2({ ...round, answer: 1_649_934n, observations }, time)]] },
    ]);
    expect(memory.row(oracleFeed)).toMatchObject({ price: 1_649_934n, priceLow: 1n, priceHigh: 1_649_934n });
  });

  it("an answer below zero is kept as it is", async () => {
    const memory = memoryStore();
    const observations = [-5n, -4n, 3n];
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[ocr1({ ...round, answer: -4n, observations })]] },
    ]);
    expect(memory.row(oracleFeed)).toMatchObject({ price: -4n, priceLow: -5n, priceHigh: 3n });
  });
});

describe("who logs a Chainlink round", () => {
  it("the proxy is never the emitter: no proxy is listened to, and its log would be nobody's", async () => {
    const listened = Object.values(chainlinkContracts((block) => block)).flatMap(({ chain }) =>
      Object.values(chain).flatMap(({ address }: { address: Address | readonly Address[] }) =>
        [address].flat().map((one) => one.toLowerCase()),
      ),
    );
    const proxies = Object.values(chainlinkFeeds).flatMap((feeds) =>
      feeds.map(({ proxy }) => proxy.toLowerCase()),
    );
    expect(listened.filter((one) => proxies.includes(one))).toEqual([]);
    const memory = memoryStore();
    await index(memory, ARBITRUM, [
      { timestamp: time, transactions: [[ocr2({ ...round, aggregator: feed.proxy }, time)]] },
    ]);
    expect(memory.rows(oracleFeed)).toEqual([]);
  });

  it("every aggregator is listened to with every event shape, for as long as there are positions", () => {
    const { ChainlinkOcr1, ChainlinkOcr2, ChainlinkAggregator, ChainlinkFlux } = chainlinkContracts(
      (block) => block - 1,
    );
    for (const { chain } of [ChainlinkOcr1, ChainlinkOcr2, ChainlinkAggregator, ChainlinkFlux]) {
      expect(chain.arbitrum.startBlock).toBe(107_737_755);
      expect(chain.avalanche.startBlock).toBe(32_162_454);
      expect(Object.keys(chain)).toEqual(Object.keys(chainlinkFeeds));
      for (const name of ["arbitrum", "avalanche", "ethereum", "polygon"] as const) {
        const catalog = chainlinkFeeds[name].flatMap(({ aggregators }) =>
          aggregators.map(({ address }) => address),
        );
        expect(chain[name].address).toEqual(catalog);
      }
    }
  });

  it("one address is another contract on another chain", async () => {
    const memory = memoryStore();
    await index(memory, AVALANCHE, [{ timestamp: time, transactions: [[ocr2(round, time)]] }]);
    expect(memory.rows(oracleFeed)).toEqual([]);
  });
});
