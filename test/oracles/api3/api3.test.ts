import { oracleConfigChange, oracleFeed, oraclePointer, oracleRound } from "ponder:schema";
import { type Address, encodeAbiParameters, type Hex, keccak256, zeroAddress, zeroHash } from "viem";
import { describe, expect, it } from "vitest";
import { api3OevExtensionAbi, api3ServerAbi } from "../../../abis/api3.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { api3 } from "../../../src/catalog/api3.ts";
import { API3_SERVER, dapiName, dapiNames } from "../../../src/oracles/api3/feeds.ts";
import { firstPointers } from "../../../src/oracles/api3/names.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { indexLogs, type Log } from "../indexLogs.ts";

const POLYGON = 137;
const time = 1_770_000_000;
const [beaconUpdated, setUpdated, setDapiName, oevUpdated] = api3ServerAbi;
const data = (name: string): Hex => keccak256(encodeAbiParameters([{ type: "string" }], [name]));
const usd = (dollars: number) => BigInt(dollars) * 10n ** 18n;

const named = (name: Hex, dataFeedId: Hex): Log =>
  encodeLog(setDapiName, { dataFeedId, dapiName: name, sender: zeroAddress }, api3.server);
const beacon = (beaconId: Hex, value: bigint, timestamp: number): Log =>
  encodeLog(beaconUpdated, { beaconId, value, timestamp }, api3.server);
const set = (beaconSetId: Hex, value: bigint, timestamp: number): Log =>
  encodeLog(setUpdated, { beaconSetId, value, timestamp }, api3.server);
const block = (...logs: Log[]) => [{ timestamp: time, transactions: [logs] }];

describe("a dAPI", () => {
  it("is named in ASCII", () => {
    expect(dapiName("ETH")).toBe("0x4554482f55534400000000000000000000000000000000000000000000000000");
  });

  it("has the values of the data that its name points at", async () => {
    const memory = memoryStore();
    const logs = [named(dapiName("ETH"), data("a")), set(data("a"), usd(2_000), time - 5)];
    await indexLogs(memory, POLYGON, block(...logs));
    expect(memory.row(oracleFeed)).toMatchObject({
      address: API3_SERVER,
      feedId: dapiName("ETH"),
      family: "api3",
      asset: "ETH",
      quote: "USD",
      decimals: 18,
      price: usd(2_000),
      publishedAt: time - 5,
    });
  });

  it("has none of data that its name has left, nor of data that it has come to but not been told of", async () => {
    const memory = memoryStore();
    const logs = [
      set(data("b"), usd(1), time),
      named(dapiName("ETH"), data("a")),
      named(dapiName("ETH"), data("b")),
      set(data("a"), usd(2), time),
      beacon(data("b"), usd(3), time),
    ];
    await indexLogs(memory, POLYGON, block(...logs));
    expect(memory.rows(oracleRound).map(({ price }) => price)).toEqual([usd(3)]);
    expect(memory.rows(oracleConfigChange).map(({ before, after }) => [before, after])).toEqual([
      [{}, { dataFeedId: data("a") }],
      [{ dataFeedId: data("a") }, { dataFeedId: data("b") }],
    ]);
  });

  it("whose name goes back to data it had has that data's values again", async () => {
    const memory = memoryStore();
    const name = dapiName("ETH");
    const moves = [data("a"), data("b"), data("a")].map((target) => named(name, target));
    await indexLogs(memory, POLYGON, block(...moves, set(data("a"), usd(7), time)));
    expect(memory.row(oracleFeed).price).toBe(usd(7));
  });

  it("that the catalog does not list is let go", async () => {
    const memory = memoryStore();
    const logs = [named(dapiName("PEPE"), data("a")), set(data("a"), 1n, time)];
    await indexLogs(memory, POLYGON, block(...logs));
    expect([memory.rows(oraclePointer), memory.rows(oracleFeed)]).toEqual([[], []]);
  });

  it("may be below zero", async () => {
    const memory = memoryStore();
    await indexLogs(memory, POLYGON, block(named(dapiName("ETH"), data("a")), beacon(data("a"), -1n, time)));
    expect(memory.row(oracleFeed).price).toBe(-1n);
  });
});

describe("names that were set before indexing began", () => {
  it("are read from the contract: those that point at something, both ways", async () => {
    const facts = await firstPointers(async (name) => (name === dapiName("BTC") ? data("a") : zeroHash));
    expect(facts).toEqual([
      { kind: "pointer", address: API3_SERVER, name: dapiName("BTC"), target: data("a") },
      { kind: "pointer", address: API3_SERVER, name: data("a"), target: dapiName("BTC") },
    ]);
  });

  it("are none where the contract is not there yet", async () => {
    const asked: Hex[] = [];
    const facts = await firstPointers(async (name) => {
      asked.push(name);
      return null;
    });
    expect(facts).toEqual([]);
    expect(asked).toEqual(dapiNames);
  });
});

describe("an auctioned update holds for one consumer: a feed of its own", () => {
  const proxy: Address = "0x1111111111111111111111111111111111111111";

  it("by the consumer's proxy", async () => {
    const memory = memoryStore();
    const args = { beaconSetId: data("a"), proxy, updateId: data("u"), value: usd(5), timestamp: time };
    const logs = [named(dapiName("ETH"), data("a")), encodeLog(oevUpdated, args, api3.server)];
    await indexLogs(memory, POLYGON, block(...logs));
    expect(memory.row(oracleFeed)).toMatchObject({ address: proxy, feedId: dapiName("ETH"), price: usd(5) });
  });

  it("by the consumer's number at the extension", async () => {
    const memory = memoryStore();
    const args = {
      dappId: 42n,
      updater: zeroAddress,
      dataFeedId: data("a"),
      updatedValue: usd(6),
      updatedTimestamp: time,
    };
    const logs = [
      named(dapiName("ETH"), data("a")),
      encodeLog(api3OevExtensionAbi[0], args, api3.oevExtension),
    ];
    await indexLogs(memory, POLYGON, block(...logs));
    expect(memory.row(oracleFeed)).toMatchObject({
      address: api3.oevExtension.toLowerCase(),
      feedId: `42:${dapiName("ETH")}`,
      asset: "ETH",
      price: usd(6),
    });
  });
});
