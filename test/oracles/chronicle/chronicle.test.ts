import { oracleConfigChange, oracleFeed, oraclePendingPrice, oracleRound } from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { chronicleScribeAbi, chronicleScribeOptimisticAbi } from "../../../abis/chronicle.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { chronicleFeeds } from "../../../src/catalog/chronicle.ts";
import { type MemoryStore, memoryStore } from "../../support/memoryStore.ts";
import { handlerOf } from "../../support/ponderRegistry.ts";
import { indexLogs, type Log } from "../indexLogs.ts";

const ETHEREUM = 1;
const [ether] = chronicleFeeds.ethereum;
const contract: Address = ether.address;
const time = 1_770_000_000;
const usd = (dollars: number) => BigInt(dollars) * 10n ** 18n;

const [pokedEvent, barUpdated] = chronicleScribeAbi;
const [opPokedEvent, opPokeDataDropped, opPokeChallengedSuccessfully] = chronicleScribeOptimisticAbi;
const schnorrData = { signature: `0x${"00".repeat(32)}`, commitment: zeroAddress, feedIds: "0x" } as const;

const poked = (dollars: number, age: number): Log =>
  encodeLog(pokedEvent, { caller: zeroAddress, val: usd(dollars), age }, contract);
const opPoked = (dollars: number, age: number): Log =>
  encodeLog(
    opPokedEvent,
    { caller: zeroAddress, opFeed: zeroAddress, schnorrData, pokeData: { val: usd(dollars), age } },
    contract,
  );
const dropped = (): Log =>
  encodeLog(opPokeDataDropped, { caller: zeroAddress, pokeData: { val: 1n, age: 1 } }, contract);
const challenged = (): Log =>
  encodeLog(opPokeChallengedSuccessfully, { caller: zeroAddress, schnorrData, schnorrErr: "0x" }, contract);
const block = (timestamp: number, ...logs: Log[]) => ({ timestamp, transactions: [logs] });

const tick = (memory: MemoryStore, timestamp: number) =>
  handlerOf("ChronicleClock:block")({
    event: { block: { number: BigInt(timestamp), timestamp: BigInt(timestamp) } },
    context: { chain: { id: ETHEREUM }, db: memory.store },
  });
const prices = (memory: MemoryStore) => memory.rows(oracleRound).map(({ price }) => price);

describe("a poked value", () => {
  it("counts at once, as old as its signatures", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, poked(2_000, time - 40))]);
    expect(memory.row(oracleFeed)).toMatchObject({
      family: "chronicle",
      asset: "ETH",
      quote: "USD",
      decimals: 18,
      price: usd(2_000),
      roundId: `${time - 40}`,
      publishedAt: time - 40,
      timestamp: time,
    });
  });
});

describe("an optimistic value", () => {
  it("is no price while it can be challenged", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, opPoked(2_000, time - 40))]);
    await tick(memory, time + 599);
    expect(prices(memory)).toEqual([]);
    expect(memory.row(oraclePendingPrice)).toMatchObject({
      price: usd(2_000),
      finalAt: time + 600,
      state: "pending",
    });
  });

  it("becomes one by the clock, as told by its own log, from the second in which it is final", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, opPoked(2_000, time - 40))]);
    await tick(memory, time + 600);
    expect(prices(memory)).toEqual([usd(2_000)]);
    await tick(memory, time + 660);
    expect(memory.row(oracleRound)).toMatchObject({
      price: usd(2_000),
      publishedAt: time - 40,
      blockNumber: time,
      logIndex: 0,
      timestamp: time + 600,
    });
    expect(memory.row(oraclePendingPrice).state).toBe("final");
  });

  it("is the same row whether the clock or the next log finds it final", async () => {
    const [clock, log] = [memoryStore(), memoryStore()];
    for (const memory of [clock, log]) {
      await indexLogs(memory, ETHEREUM, [block(time, opPoked(2_000, time - 40))]);
    }
    await tick(clock, time + 1_000);
    for (const memory of [clock, log]) {
      await indexLogs(memory, ETHEREUM, [block(time + 3_600, opPoked(2_100, time + 3_590))]);
    }
    expect(log.rows(oracleRound)).toEqual(clock.rows(oracleRound));
    expect(log.rows(oracleFeed)).toEqual(clock.rows(oracleFeed));
    expect(prices(log)).toEqual([usd(2_000)]);
    expect(log.row(oraclePendingPrice)).toMatchObject({ price: usd(2_100), state: "pending" });
  });

  it.each([
    ["dropped", dropped],
    ["challenged", challenged],
  ])("that is %s never becomes one", async (_, ends) => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, opPoked(9_999, time)), block(time + 60, ends())]);
    await tick(memory, time + 10_000);
    expect(prices(memory)).toEqual([]);
    expect(memory.row(oraclePendingPrice).state).toBe("dropped");
  });

  it("that is dropped after it became final has been a price", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, opPoked(2_000, time)), block(time + 601, dropped())]);
    expect(prices(memory)).toEqual([usd(2_000)]);
    expect(memory.row(oraclePendingPrice).state).toBe("final");
  });

  it("does not replace a younger poke that came meanwhile", async () => {
    const memory = memoryStore();
    const blocks = [block(time, opPoked(2_000, time - 40)), block(time + 60, poked(2_050, time + 50))];
    await indexLogs(memory, ETHEREUM, blocks);
    await tick(memory, time + 700);
    expect(prices(memory)).toEqual([usd(2_050), usd(2_000)]);
    expect(memory.row(oracleFeed).price).toBe(usd(2_050));
  });

  it("that is dropped without being on record changes nothing", async () => {
    const memory = memoryStore();
    await indexLogs(memory, ETHEREUM, [block(time, dropped())]);
    expect(memory.rows(oraclePendingPrice)).toEqual([]);
  });
});

describe("the bar", () => {
  it.each([
    [13, 255, true],
    [255, 13, false],
  ])("that goes from %i to %i is a change of configuration", async (oldBar, newBar, isDisabled) => {
    const memory = memoryStore();
    const log = encodeLog(barUpdated, { caller: zeroAddress, oldBar, newBar }, contract);
    await indexLogs(memory, ETHEREUM, [block(time, log)]);
    expect(memory.row(oracleConfigChange)).toMatchObject({
      address: contract.toLowerCase(),
      asset: "ETH",
      change: "bar",
      before: { bar: oldBar },
      after: { bar: newBar, isDisabled },
    });
  });
});
