import {
  forwardPrice,
  instrument,
  interestRate,
  marketAccrual,
  trade,
  venueMarket,
  venueParameter,
  volSmile,
} from "ponder:schema";
import { describe, expect, it } from "vitest";
import type { FactOf } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { memoryStore } from "../support/memoryStore.ts";
import { at, told, usd } from "./support.ts";

const venue = "derive-v2";

describe("a market", () => {
  const market = (more: Partial<FactOf<"market">>): FactOf<"market"> => ({
    kind: "market",
    venue,
    marketId: "1",
    underlying: "ETH",
    terms: {},
    ...more,
  });

  it("gathers its terms from many facts, key by key; the last word on a key counts", async () => {
    const memory = await told(
      market({ terms: { option: "0xa", perp: "0xb" } }),
      market({ terms: { perp: "0xc", decimals: 18 } }),
    );
    expect(memory.row(venueMarket)).toMatchObject({
      terms: { option: "0xa", perp: "0xc", decimals: 18 },
      blockNumber: 2,
    });
  });

  it("gets the name of its underlying when it becomes known", async () => {
    const memory = await told(market({ underlying: "unknown:0xa" }), market({}));
    expect(memory.row(venueMarket).underlying).toBe("ETH");
  });
});

describe("an instrument", () => {
  const option: FactOf<"instrument"> = {
    kind: "instrument",
    venue,
    instrumentId: "0xoption:1",
    instrumentKind: "option",
    marketId: "1",
    underlying: "ETH",
    quote: "USD",
    settlementAsset: "USDC",
    sizeDecimals: 18,
    expiry: 1_735_286_400,
    strike: usd(3_000),
    right: "call",
  };

  it("keeps the terms that it was first seen with", async () => {
    const memory = await told(option, { ...option, strike: usd(9_000), right: "put" });
    expect(memory.row(instrument)).toEqual({
      chainId: 42161,
      venue,
      instrumentId: "0xoption:1",
      kind: "option",
      marketId: "1",
      underlying: "ETH",
      quote: "USD",
      settlementAsset: "USDC",
      sizeDecimals: 18,
      expiry: 1_735_286_400,
      strike: usd(3_000),
      right: "call",
      lowerTick: null,
      upperTick: null,
      blockNumber: 1,
      timestamp: 1_700_000_001,
    });
  });
});

describe("a parameter and an accrual", () => {
  it("hold what was set last, by scope and name", async () => {
    const parameter = { kind: "parameter", venue, decimals: 18 } as const;
    const memory = await told(
      { ...parameter, scope: "venue", name: "fee", value: 1n },
      { ...parameter, scope: "1", name: "fee", value: 2n },
      { ...parameter, scope: "venue", name: "fee", value: 3n },
    );
    expect(
      memory.rows(venueParameter).map(({ scope, value, blockNumber }) => [scope, value, blockNumber]),
    ).toEqual([
      ["venue", 3n, 3],
      ["1", 2n, 2],
    ]);
  });

  it("keep the decimals that came with the value", async () => {
    const accrual = { kind: "accrual", venue, marketId: "1", name: "funding" } as const;
    const memory = await told(
      { ...accrual, value: 5n, decimals: 18 },
      { ...accrual, value: -7n * 10n ** 30n, decimals: 30 },
    );
    expect(memory.row(marketAccrual)).toMatchObject({ value: -7n * 10n ** 30n, decimals: 30 });
  });
});

describe("what a venue publishes of an expiry", () => {
  const expiry = { venue, marketId: "1", expiry: 1_735_286_400, confidence: 10n ** 18n, publishedAt: 1_000 };

  it("is replaced by what it publishes next, expiry by expiry", async () => {
    const smile = { kind: "smile", model: "derive-svi", parameters: { a: "1" }, ...expiry } as const;
    const forward = {
      kind: "forward",
      spotDifference: -5n,
      settlementStartAggregate: 0n,
      currentSpotAggregate: 0n,
      ...expiry,
    } as const;
    const rate = { kind: "rate", rate: 10n ** 16n, ...expiry } as const;
    const memory = await told(
      smile,
      forward,
      rate,
      { ...smile, parameters: { b: "2" }, publishedAt: 1_060 },
      { ...forward, spotDifference: 7n },
      { ...rate, rate: -(10n ** 16n), expiry: 1_735_372_800 },
    );
    expect(memory.row(volSmile)).toMatchObject({ parameters: { b: "2" }, publishedAt: 1_060 });
    expect(memory.row(forwardPrice).spotDifference).toBe(7n);
    expect(memory.rows(interestRate).map((row) => [row.expiry, row.rate])).toEqual([
      [1_735_286_400, 10n ** 16n],
      [1_735_372_800, -(10n ** 16n)],
    ]);
  });
});

describe("a trade", () => {
  const fact: FactOf<"trade"> = {
    kind: "trade",
    venue,
    account: "1",
    instrumentId: "0xperp",
    pool: "cross",
    tradeKind: "increase",
    sizeDelta: 5n,
    sizeAfter: 5n,
    price: usd(2_000),
    realizedPnl: usd(0),
    fees: usd(1),
  };

  it("between two accounts is a row for each, though one log tells both", async () => {
    const memory = memoryStore();
    const other: FactOf<"trade"> = { ...fact, account: "2", sizeDelta: -5n, sizeAfter: -5n, price: null };
    await writeFacts(memory.store, at(1, { logIndex: 3 }), [fact, other, fact]);
    expect(
      memory
        .rows(trade)
        .map(({ account, kind, sizeDelta, price, logIndex }) => [account, kind, sizeDelta, price, logIndex]),
    ).toEqual([
      ["1", "increase", 5n, usd(2_000), 3],
      ["2", "increase", -5n, null, 3],
    ]);
  });
});
