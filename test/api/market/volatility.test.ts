import * as schema from "ponder:schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDailyBars, unbroken } from "../../../src/api/market/bars.ts";
import { judgeMarket } from "../../../src/api/market/judge.ts";
import { readVolatility } from "../../../src/api/market/volatility.ts";
import { type SchemaDatabase, startSchemaDatabase } from "../../support/schemaDatabase.ts";
import { feed } from "./support.ts";

const DAY = 86_400;
const today = 20_000;
const now = today * DAY + 3_600;
const ether = feed({ publishedAt: now - 10 });

let database: SchemaDatabase;
let block = 0;

/** Three rounds of a day: open, the high, and the close as the low. */
const dayOf = (day: number, price: number, decimals = 8) =>
  [price, price * 1.02, price * 0.99].map((value, i) => ({
    chainId: ether.chainId,
    blockNumber: ++block,
    logIndex: 0,
    address: ether.address as `0x${string}`,
    feedId: ether.feedId,
    decimals,
    price: BigInt(Math.round(value * 10 ** decimals)),
    priceLow: 0n,
    priceHigh: 0n,
    confidence: null,
    observations: null,
    roundId: String(block),
    publishedAt: day * DAY + i * 1_000,
    timestamp: day * DAY + i * 1_000,
    transactionHash: "0x01" as const,
  }));

beforeAll(async () => {
  database = await startSchemaDatabase();
  const days = [30, 29, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((ago) => today - ago);
  // The aggregator changed its decimals on the way, behind one proxy.
  const rounds = days.flatMap((day, i) => dayOf(day, 2_000 + i, i < 6 ? 8 : 18));
  await database.insert(schema.oracleRound, [
    ...rounds,
    { ...dayOf(today - 3, 1)[0], price: 0n } as (typeof rounds)[number],
    { ...dayOf(today - 3, 9_999)[0], feedId: "other" } as (typeof rounds)[number],
  ]);
}, 60_000);
afterAll(() => database?.stop());

describe("the days of a feed", () => {
  it("are open, high, low and close by UTC, scaled by each round's own decimals; today is not finished", async () => {
    const bars = await readDailyBars(database.db, ether, now);
    expect(bars).toHaveLength(11);
    expect(bars.at(-1)).toEqual({ day: today - 1, open: 2_010, high: 2_050.2, low: 1_989.9, close: 1_989.9 });
    expect(bars.at(2)).toEqual({
      day: today - 9,
      open: 2_002,
      high: 2_042.04,
      low: 1_981.98,
      close: 1_981.98,
    });
  });

  it("end with those that follow one another", async () => {
    const bars = unbroken(await readDailyBars(database.db, ether, now));
    expect(bars.map(({ day }) => today - day)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(unbroken([])).toEqual([]);
  });
});

describe("a market's volatility", () => {
  it("is read from the feed that shows a day's range with the fewest rounds", async () => {
    const market = judgeMarket(
      [
        feed({ address: "0xwide", family: "pyth", deviation: 0.02 }),
        feed({ address: "0xtight", family: "api3", deviation: 0.0005 }),
        ether,
      ],
      [],
      now,
    );
    expect(await readVolatility(database.db, market, now)).toMatchObject({
      method: "ewma",
      bars: 9,
      turbulentProbability: null,
      address: ether.address,
      realised: expect.closeTo(
        Math.sqrt(365 * (0.5 * Math.log(1.02 / 0.99) ** 2 - (2 * Math.LN2 - 1) * Math.log(0.99) ** 2)),
        6,
      ),
    });
  });

  it("is none without days or without a feed, never a number", async () => {
    const other = judgeMarket([feed({ address: "0xsilent" })], [], now);
    expect(await readVolatility(database.db, other, now)).toBeNull();
    expect(await readVolatility(database.db, judgeMarket([], [], now), now)).toBeNull();
  });
});
