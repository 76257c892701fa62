import { oracleFeed } from "ponder:schema";
import { describe, expect, it, vi } from "vitest";
import { feedOfAggregator } from "../../../src/oracles/chainlink/feed.ts";
import { roundFact } from "../../../src/oracles/chainlink/rounds.ts";
import { at } from "../../ledger/support.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { ARBITRUM, AVALANCHE, index, ocr1, ocr2 } from "./support.ts";

const { older, newer, proxy } = vi.hoisted(
  () =>
    ({
      older: "0x1111111111111111111111111111111111111111",
      newer: "0x2222222222222222222222222222222222222222",
      proxy: "0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa",
    }) as const,
);

// A feed like ASTR/USD on Arbitrum, whose decimals went from 8 to 18 behind one proxy in March 2026.
vi.mock("../../../src/catalog/feeds.ts", () => ({
  chainlinkFeeds: {
    arbitrum: [
      {
        asset: "ETH",
        quote: "USD",
        proxy,
        aggregators: [
          { address: newer, decimals: 18 },
          { address: older, decimals: 8 },
        ],
        heartbeatSeconds: 86_400,
        deviation: 0.005,
      },
    ],
    avalanche: [],
  },
}));

const round = { aggregator: older, roundId: 90_000, answer: 2_000_00000000n } as const;

describe("two aggregators behind one proxy", () => {
  it("decimals belong to the aggregator, not to the proxy", async () => {
    const memory = memoryStore();
    await index(memory, ARBITRUM, [{ timestamp: 1_000, transactions: [[ocr1(round)]] }]);
    expect(memory.row(oracleFeed)).toMatchObject({ decimals: 8, price: 2_000_00000000n });
    const next = { aggregator: newer, roundId: 1, answer: 2_001n * 10n ** 18n } as const;
    await index(memory, ARBITRUM, [{ timestamp: 1_060, transactions: [[ocr2(next, 1_055)]] }]);
    expect(memory.row(oracleFeed)).toMatchObject({ decimals: 18, price: 2_001n * 10n ** 18n });
  });

  it("rounds restart at 1 on a new aggregator: newness goes by time, not by number", async () => {
    const memory = memoryStore();
    const next = { aggregator: newer, roundId: 1, answer: 2_001n * 10n ** 18n } as const;
    await index(memory, ARBITRUM, [
      { timestamp: 1_000, transactions: [[ocr1(round)]] },
      { timestamp: 1_060, transactions: [[ocr2(next, 1_055)]] },
    ]);
    expect(memory.row(oracleFeed)).toMatchObject({
      address: proxy.toLowerCase(),
      roundId: "1",
      publishedAt: 1_055,
    });
  });

  it("are found in any case of their address, on their own chain only", () => {
    expect(feedOfAggregator(ARBITRUM, older)?.decimals).toBe(8);
    expect(feedOfAggregator(ARBITRUM, proxy)).toBeUndefined();
    expect(feedOfAggregator(AVALANCHE, older)).toBeUndefined();
    expect(feedOfAggregator(957, older)).toBeUndefined();
  });

  it("an aggregator that the catalog does not list makes no fact", () => {
    const unknown = {
      ...round,
      roundId: 1n,
      aggregator: proxy,
      observations: [],
      observedAt: 1_000,
    } as const;
    expect(roundFact(at(1), unknown)).toBeNull();
    expect(roundFact(at(1), { ...unknown, aggregator: newer })).toMatchObject({ decimals: 18, roundId: "1" });
  });
});
