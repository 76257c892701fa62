import { oracleFeed, oraclePhase, oracleRound } from "ponder:schema";
import { describe, expect, it } from "vitest";
import type { FactOf } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, told } from "./support.ts";

const proxy = "0x639fe6ab55c921f74e7fac1ee960c0b6293ba612";

const price = (more: Partial<FactOf<"price">> = {}): FactOf<"price"> => ({
  kind: "price",
  address: proxy,
  feedId: "answer",
  family: "chainlink",
  asset: "ETH",
  quote: "USD",
  decimals: 8,
  price: 200_000_000_000n,
  roundId: "1",
  publishedAt: 1_000,
  ...more,
});

describe("a price", () => {
  it("becomes the feed's newest and a round of its history", async () => {
    const memory = await told(price(), price({ price: 201_000_000_000n, roundId: "2", publishedAt: 1_060 }));
    expect(memory.row(oracleFeed)).toMatchObject({
      roundId: "2",
      price: 201_000_000_000n,
      publishedAt: 1_060,
    });
    expect(memory.rows(oracleRound).map(({ roundId }) => roundId)).toEqual(["1", "2"]);
  });

  it("that is older than the newest is history only", async () => {
    const memory = await told(
      price({ roundId: "2", publishedAt: 1_060 }),
      price({ price: 1n, roundId: "1", publishedAt: 1_059 }),
    );
    expect(memory.row(oracleFeed)).toMatchObject({ roundId: "2", price: 200_000_000_000n, blockNumber: 1 });
    expect(memory.rows(oracleRound)).toHaveLength(2);
  });

  it("of the same second replaces the one before: the chain's order decides", async () => {
    const memory = await told(price({ roundId: "1" }), price({ roundId: "2" }));
    expect(memory.row(oracleFeed).roundId).toBe("2");
  });

  it("without a band has a band of no width; without a confidence it has none", async () => {
    const memory = await told(price());
    expect(memory.row(oracleFeed)).toMatchObject({
      priceLow: 200_000_000_000n,
      priceHigh: 200_000_000_000n,
      confidence: null,
    });
  });

  it("keeps its own band and confidence, in the feed and in the round", async () => {
    const own = { priceLow: 1n, priceHigh: 3n, price: 2n, confidence: 10n ** 18n };
    const memory = await told(price(own));
    expect(memory.row(oracleFeed)).toMatchObject(own);
    expect(memory.row(oracleRound)).toMatchObject(own);
  });

  it("told twice is one round", async () => {
    const memory = memoryStore();
    await writeFacts(memory.store, at(1), [price(), price()]);
    expect(memory.rows(oracleRound)).toHaveLength(1);
  });

  it("carries its decimals into the feed: they change under one proxy", async () => {
    const memory = await told(
      price(),
      price({ decimals: 18, price: 2_000n * 10n ** 18n, publishedAt: 1_060 }),
    );
    expect(memory.row(oracleFeed)).toMatchObject({ decimals: 18, price: 2_000n * 10n ** 18n });
  });

  it("belongs to its feed id: GMX's emitter speaks for every token", async () => {
    const memory = await told(
      price({ feedId: "0xweth", price: 1n }),
      price({ feedId: "0xwbtc", price: 2n, publishedAt: 5 }),
    );
    expect(memory.rows(oracleFeed).map(({ feedId, price: at }) => [feedId, at])).toEqual([
      ["0xweth", 1n],
      ["0xwbtc", 2n],
    ]);
  });

  it("belongs to its chain: one address is another feed elsewhere", async () => {
    const memory = memoryStore();
    await writeFacts(memory.store, at(1), [price()]);
    await writeFacts(memory.store, at(1, { chainId: 43114 }), [price({ price: 1n, publishedAt: 1 })]);
    expect(memory.rows(oracleFeed).map(({ chainId, price: newest }) => [chainId, newest])).toEqual([
      [42161, 200_000_000_000n],
      [43114, 1n],
    ]);
  });
});

describe("a phase", () => {
  const phase = (more: Partial<FactOf<"phase">> = {}): FactOf<"phase"> => ({
    kind: "phase",
    proxy,
    phaseId: 7,
    aggregator: "0xd827123d014578c965f6c9d87a641ec05faa5501",
    isIndexed: true,
    ...more,
  });

  it("stays on record when the next one begins", async () => {
    const next = phase({
      phaseId: 8,
      aggregator: "0x1111111111111111111111111111111111111111",
      isIndexed: false,
    });
    const memory = await told(phase(), next);
    expect(
      memory
        .rows(oraclePhase)
        .map(({ phaseId, isIndexed, blockNumber }) => [phaseId, isIndexed, blockNumber]),
    ).toEqual([
      [7, true, 1],
      [8, false, 2],
    ]);
  });
});
