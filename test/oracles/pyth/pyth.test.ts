import { integrityAnomaly, oracleFeed, oracleRound } from "ponder:schema";
import fc from "fast-check";
import type { Hex } from "viem";
import { describe, expect, it } from "vitest";
import { pythAbi } from "../../../abis/pyth.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { pythContracts, pythIds } from "../../../src/catalog/pyth.ts";
import { decimalsOf, priceFeedUpdate } from "../../../src/oracles/pyth/decode.ts";
import { memoryStore } from "../../support/memoryStore.ts";
import { type Client, indexLogs, type Log } from "../indexLogs.ts";

const [bitcoin] = pythIds.filter(({ asset }) => asset === "BTC").map(({ id }) => id);
const [contract, upgraded] = pythContracts.base.contracts;
const BASE = 8453;
const time = 1_770_000_000;
const unlisted: Hex = `0x${"11".repeat(32)}`;

interface Update {
  readonly id?: Hex;
  readonly address?: Hex;
  readonly price?: bigint;
  readonly conf?: bigint;
  readonly publishTime?: number;
}

const update = ({ id, address, price, conf, publishTime }: Update = {}): Log =>
  encodeLog(
    pythAbi[0],
    {
      id: id ?? bitcoin ?? unlisted,
      publishTime: BigInt(publishTime ?? time - 3),
      price: price ?? 43_000_00000000n,
      conf: conf ?? 20_00000000n,
    },
    address ?? contract,
  );

/** A contract that says an exponent, and how often it was asked. */
function saying(expo: number): Client & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    readContract: async ({ functionName, args }) => {
      asked.push(`${functionName} ${args?.[0]}`);
      return { price: 1n, conf: 1n, expo, publishTime: 1n };
    },
  };
}

const block = (timestamp: number, ...logs: Log[]) => ({ timestamp, transactions: [logs] });

describe("a Pyth price", () => {
  it("has the exponent that the contract says, which is asked once a feed", async () => {
    const memory = memoryStore();
    const client = saying(-8);
    await indexLogs(
      memory,
      BASE,
      [block(time, update()), block(time + 9, update({ publishTime: time }))],
      client,
    );
    expect(client.asked).toEqual([`getPriceUnsafe ${bitcoin}`]);
    expect(memory.rows(oracleRound)).toHaveLength(2);
    expect(memory.row(oracleFeed)).toMatchObject({
      family: "pyth",
      asset: "BTC",
      quote: "USD",
      decimals: 8,
      price: 43_000_00000000n,
      priceLow: 42_980_00000000n,
      priceHigh: 43_020_00000000n,
      confidence: 20n * 10n ** 18n,
      roundId: `${time}`,
      publishedAt: time,
      timestamp: time + 9,
    });
  });

  it("is a feed of its own at each of the two contracts of a chain, with an exponent of its own", async () => {
    const memory = memoryStore();
    const client = saying(-5);
    const later = update({ publishTime: time });
    await indexLogs(memory, BASE, [block(time, update(), update({ address: upgraded }), later)], client);
    expect(client.asked).toHaveLength(2);
    expect(memory.rows(oracleFeed).map(({ address, decimals }) => [address, decimals])).toEqual([
      [contract.toLowerCase(), 5],
      [upgraded.toLowerCase(), 5],
    ]);
  });

  it("of zero or below is kept as it is: Pyth's crash of September 2021 must reach the checks", async () => {
    const memory = memoryStore();
    const wide = { price: 5_402_00000000n, conf: 21_623_00000000n, publishTime: time };
    const zero = { price: 0n, conf: 0n, publishTime: time + 1 };
    const below = { price: -37_63000000n, conf: 1n, publishTime: time + 2 };
    await indexLogs(
      memory,
      BASE,
      [wide, zero, below].map((one, i) => block(time + i, update(one))),
      saying(-8),
    );
    expect(memory.rows(oracleRound).map(({ price, priceLow }) => [price, priceLow])).toEqual([
      [5_402_00000000n, -16_221_00000000n],
      [0n, 0n],
      [-37_63000000n, -37_63000001n],
    ]);
  });

  it("of an id that the catalog does not list is nobody's", async () => {
    const memory = memoryStore();
    await indexLogs(memory, BASE, [block(time, update({ id: unlisted }))], saying(-8));
    expect(memory.rows(oracleFeed)).toEqual([]);
  });

  it.each([
    ["that cannot be read", undefined, "does not say the exponent"],
    ["that no price has", 3, "says exponent 3"],
  ])(
    "with an exponent %s is no number: it is named as such, and the next one asks again",
    async (_, expo, says) => {
      const memory = memoryStore();
      await indexLogs(memory, BASE, [block(time, update())], expo === undefined ? undefined : saying(expo));
      expect(memory.row(integrityAnomaly)).toMatchObject({ rule: "unknown-exponent", venue: "pyth" });
      expect(memory.row(integrityAnomaly).message).toContain(says);
      expect(memory.rows(oracleFeed)).toEqual([]);
      await indexLogs(memory, BASE, [block(time + 1, update())], saying(-8));
      expect(memory.row(oracleFeed).decimals).toBe(8);
    },
  );
});

describe("decoding", () => {
  it("knows exponents from 0 down", () => {
    expect([0, -8, -36, 1, -37, -0.5, Number.NaN].map(decimalsOf)).toEqual([
      0,
      8,
      36,
      null,
      null,
      null,
      null,
    ]);
  });

  it("the band holds the price in its middle, and the confidence is its half width", () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(int64, uint64, fc.integer({ min: 0, max: 18 }), (price, conf, decimals) => {
        const id = bitcoin ?? unlisted;
        const [fact] = priceFeedUpdate(contract, decimals, { id, price, conf, publishTime: 1n });
        expect((fact?.priceLow ?? 0n) + (fact?.priceHigh ?? 0n)).toBe(2n * price);
        expect((fact?.confidence ?? 0n) * 10n ** BigInt(decimals)).toBe(conf * 10n ** 18n);
      }),
    );
  });
});
