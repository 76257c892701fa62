import { oracleConfigChange, oracleFeed, oracleRound } from "ponder:schema";
import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { redstoneAbi } from "../../../abis/redstone.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { redstoneAdapters } from "../../../src/catalog/redstone.ts";
import { dataFeedId } from "../../../src/oracles/redstone/feeds.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { indexLogs, type Log } from "../indexLogs.ts";

const ARBITRUM = 42161;
const { adapter } = redstoneAdapters.arbitrum;
const time = 1_770_000_000;

const valueUpdate = (name: string, value: bigint, address: Address = adapter): Log =>
  encodeLog(redstoneAbi[0], { value, dataFeedId: dataFeedId(name), updatedAt: BigInt(time) }, address);
const block = (...logs: Log[]) => [{ timestamp: time, transactions: [logs] }];

describe("a RedStone value", () => {
  it("is named by its id, which is the name in ASCII", () => {
    expect(dataFeedId("wstETH")).toBe("0x7773744554480000000000000000000000000000000000000000000000000000");
    expect(dataFeedId("USDe")).toBe("0x5553446500000000000000000000000000000000000000000000000000000000");
  });

  it("has 8 decimals and the time of its block", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ARBITRUM, block(valueUpdate("wstETH", 2_450_12345678n)));
    expect(memory.row(oracleFeed)).toMatchObject({
      address: adapter.toLowerCase(),
      feedId: dataFeedId("wstETH"),
      family: "redstone",
      asset: "WSTETH",
      quote: "USD",
      decimals: 8,
      price: 2_450_12345678n,
      publishedAt: time,
    });
  });

  it("of several feeds come from one adapter; those of an unlisted feed are let go", async () => {
    const memory = memoryStore();
    const logs = [valueUpdate("ETH", 1n), valueUpdate("BTC", 2n), valueUpdate("PEPE", 3n)];
    await indexLogs(memory, ARBITRUM, block(...logs));
    expect(memory.rows(oracleRound).map(({ price }) => price)).toEqual([1n, 2n]);
  });

  it("of zero is kept as it is", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ARBITRUM, block(valueUpdate("ETH", 0n)));
    expect(memory.row(oracleFeed).price).toBe(0n);
  });

  it("is looked up on its own chain: adapter and feeds are others on each", async () => {
    const memory = memoryStore();
    const other = redstoneAdapters.avalanche.adapter;
    const logs = [valueUpdate("ETH", 1n), valueUpdate("ETH", 2n, other), valueUpdate("USDe", 3n, other)];
    await indexLogs(memory, 43114, block(...logs));
    expect(memory.row(oracleFeed)).toMatchObject({ address: other.toLowerCase(), asset: "USDE", price: 3n });
  });

  it("that the adapter refuses as invalid is noted, and is no price", async () => {
    const memory = memoryStore();
    const skipped = encodeLog(redstoneAbi[1], { dataFeedId: dataFeedId("ETH") }, adapter);
    const unlisted = encodeLog(redstoneAbi[1], { dataFeedId: dataFeedId("PEPE") }, adapter);
    await indexLogs(memory, ARBITRUM, block(skipped, unlisted));
    expect(memory.row(oracleConfigChange)).toMatchObject({
      feedId: dataFeedId("ETH"),
      asset: "ETH",
      change: "rejectedValue",
      after: { reason: "invalid value" },
    });
    expect(memory.rows(oracleFeed)).toEqual([]);
  });
});
