import { encodeAbiParameters, padHex, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { borrowing, cumulativeBorrowingFactorUpdated } from "../../../src/venues/gmx-v2/borrowing.ts";
import { EventDataError } from "../../../src/venues/gmx-v2/eventData.ts";
import { undecodable } from "../../../src/venues/gmx-v2/eventLog.ts";
import { positionFeesCollected, positionFeesInfo } from "../../../src/venues/gmx-v2/fees.ts";
import { funding, fundingFeeAmountPerSizeUpdated } from "../../../src/venues/gmx-v2/funding.ts";
import { marketCreated } from "../../../src/venues/gmx-v2/markets.ts";
import { openInterestInTokensUpdated, openInterestUpdated } from "../../../src/venues/gmx-v2/openInterest.ts";
import { autoDeleverage, autoDeleveragedAccount } from "../../../src/venues/gmx-v2/orders.ts";
import { baseKeyOf, setUint } from "../../../src/venues/gmx-v2/parameters.ts";
import { oraclePriceUpdate } from "../../../src/venues/gmx-v2/prices.ts";
import { layouts } from "../../fixtures/gmx-v2/eventItems.ts";
import { parameterBaseKey } from "../../fixtures/gmx-v2/signatures.ts";
import {
  at,
  decodeLog,
  encodeEvent,
  event,
  eventDataOf,
  HANDLER,
  only,
  PositionLife,
  type Values,
} from "./support.ts";

const account = "0x00000000000000000000000000000000000A11cE";
const market = "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336";
const marketId = market.toLowerCase();
const { WETH, USDC, BTC } = gmxArbitrumTokens;
const positionKey = padHex("0xab");
const usd = (amount: bigint) => amount * 10n ** 30n;
const eth = (amount: bigint) => amount * 10n ** 18n;

/** A long of `size` ETH at 2,500 USD after an order; deltas equal to the whole unless given. */
function increase(size: bigint, values: Values = {}) {
  return event("PositionIncrease", {
    account,
    market,
    collateralToken: USDC.address,
    positionKey,
    orderKey: padHex("0x01"),
    isLong: true,
    sizeInUsd: usd(2_500n * size),
    sizeInTokens: eth(size),
    collateralAmount: 1_000_000_000n,
    sizeDeltaUsd: usd(2_500n * size),
    sizeDeltaInTokens: eth(size),
    collateralDeltaAmount: 1_000_000_000n,
    executionPrice: 2_500_000_000_000_000n,
    borrowingFactor: 5n,
    orderType: 2n,
    ...values,
  });
}

/** The order that closes a long of `size` ETH whole. */
function close(size: bigint, values: Values = {}) {
  return event("PositionDecrease", {
    account,
    market,
    collateralToken: USDC.address,
    positionKey,
    orderKey: padHex("0x02"),
    isLong: true,
    sizeDeltaUsd: usd(2_500n * size),
    sizeDeltaInTokens: eth(size),
    collateralDeltaAmount: 1_000_000_000n,
    executionPrice: 2_600_000_000_000_000n,
    basePnlUsd: usd(100n * size),
    uncappedBasePnlUsd: usd(100n * size),
    orderType: 4n,
    ...values,
  });
}

function fees(
  layout: "PositionFeesCollected" | "PositionFeesInfo" | "PositionFeesCollected with every optional block",
  cost: bigint,
  values: Values = {},
) {
  return event(layout, {
    market,
    trader: account,
    positionKey,
    orderKey: padHex("0x02"),
    totalCostAmount: cost,
    "collateralTokenPrice.min": 10n ** 24n,
    ...values,
  });
}

describe("items are read by key", () => {
  it("an optional block of fee items moves nothing", () => {
    const plain = positionFeesCollected(fees("PositionFeesCollected", 4_000_000n));
    const full = positionFeesCollected(
      fees("PositionFeesCollected with every optional block", 4_000_000n, { liquidationFeeAmount: 9n }),
    );
    expect(full).toEqual(plain);
    expect(only(plain, "position").venueState).toEqual({
      feesCollected: { orderKey: padHex("0x02"), feesUsd: usd(4n).toString() },
    });
  });

  it("reversed items read the same", () => {
    const log = increase(2n);
    const values = { token: WETH.address, minPrice: 3n, maxPrice: 5n, timestamp: 7n };
    const data = eventDataOf(layouts.OraclePriceUpdate, values);
    const reversed = {
      ...data,
      addressItems: { ...data.addressItems, items: data.addressItems.items.toReversed() },
      uintItems: { ...data.uintItems, items: data.uintItems.items.toReversed() },
    };
    const read = (one: typeof data) => oraclePriceUpdate(decodeLog(encodeEvent("OraclePriceUpdate", one)));
    expect(read(reversed)).toEqual(read(data));
    expect(log.items.uint("sizeInTokens")).toBe(eth(2n));
  });

  it("a renamed key is found under its old name, and the new name wins", () => {
    const { items } = increase(1n, { pendingPriceImpactUsd: 3n });
    expect(items.int("pendingPriceImpactUsd", "priceImpactUsd")).toBe(3n);
    const old = event("PositionIncrease v2.1", { priceImpactUsd: 4n });
    expect(old.items.int("pendingPriceImpactUsd", "priceImpactUsd")).toBe(4n);
  });

  it("the capped impact is under the literal key values.priceImpactDiffUsd", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(close(1n, { "values.priceImpactDiffUsd": usd(6n) }));
    expect(only(facts, "position").venueState).toMatchObject({ priceImpactDiffUsd: usd(6n).toString() });
  });

  it("an event that lacks an item becomes an integrity anomaly with the whole event as evidence", () => {
    const layout = { ...layouts.OraclePriceUpdate, uint: ["minPrice", "timestamp"] };
    const log = decodeLog(
      encodeEvent(
        "OraclePriceUpdate",
        eventDataOf(layout, { token: WETH.address, minPrice: 1n, timestamp: 2n }),
      ),
    );
    const failure = catchError(() => oraclePriceUpdate(log));
    expect(failure).toBeInstanceOf(EventDataError);
    expect(undecodable(log, failure)).toEqual({
      kind: "integrity",
      venue: "gmx-v2",
      subject: "OraclePriceUpdate",
      rule: "undecodable-event",
      message: "OraclePriceUpdate: uintItems maxPrice is missing",
      evidence: {
        msgSender: HANDLER.toLowerCase(),
        addressItems: { token: WETH.address, provider: zeroAddress },
        uintItems: { minPrice: "1", timestamp: "2" },
      },
    });
  });

  it("a fault of the program is not taken for bad data", () => {
    const fault = new TypeError("x is not a function");
    expect(() => undecodable(increase(1n), fault)).toThrow(fault);
  });
});

describe("positions", () => {
  it("the account is the owner in the items, not the sender", () => {
    const facts = new PositionLife().apply(increase(1n));
    expect(only(facts, "account")).toMatchObject({
      account: account.toLowerCase(),
      holder: account.toLowerCase(),
    });
    expect(
      JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    ).not.toContain(HANDLER.toLowerCase());
  });

  it("the collateral delta is signed in an increase and a magnitude in a decrease", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const charged = life.apply(
      increase(1n, {
        sizeDeltaUsd: 0n,
        sizeDeltaInTokens: 0n,
        collateralAmount: 997_000_000n,
        collateralDeltaAmount: -3_000_000n,
      }),
    );
    expect(only(charged, "collateral").expectedAmountBefore).toBe(1_000_000_000n);
    const closed = life.apply(close(1n, { collateralDeltaAmount: 997_000_000n }));
    expect(only(closed, "collateral")).toMatchObject({ amount: 0n, expectedAmountBefore: 997_000_000n });
  });

  it("a deposit of collateral trades nothing and refreshes the accruals", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(
      increase(1n, {
        sizeDeltaUsd: 0n,
        sizeDeltaInTokens: 0n,
        collateralAmount: 1_500_000_000n,
        collateralDeltaAmount: 500_000_000n,
        borrowingFactor: 9n,
      }),
    );
    expect(only(facts, "trade")).toMatchObject({
      tradeKind: "increase",
      sizeDelta: 0n,
      sizeAfter: eth(1n),
      price: null,
    });
    expect(only(facts, "position")).toMatchObject({
      size: eth(1n),
      expectedSizeBefore: eth(1n),
      venueState: { borrowingFactor: "9" },
    });
    expect(only(facts, "collateral").amount).toBe(1_500_000_000n);
  });

  it("a full close carries stale accrual values, which are not taken over", () => {
    const life = new PositionLife();
    life.apply(increase(1n, { borrowingFactor: 77n, pendingPriceImpactAmount: 3n }));
    const facts = life.apply(close(1n, { borrowingFactor: 1n }));
    expect(only(facts, "position").venueState).not.toHaveProperty("borrowingFactor");
    expect(life.row).toMatchObject({
      size: 0n,
      venueState: { borrowingFactor: "77", pendingImpactAmount: "0" },
    });
  });

  it("a position key is reused after a close: the sums of the last lifecycle do not carry over", () => {
    const life = new PositionLife();
    life.apply(increase(1n, { pendingPriceImpactAmount: -5n }));
    life.apply(close(1n, { totalImpactUsd: -usd(2n), "values.priceImpactDiffUsd": usd(1n) }));
    const facts = life.apply(increase(3n, { pendingPriceImpactAmount: -7n }));
    expect(only(facts, "position").venueState).toMatchObject({
      pendingImpactAmount: "-7",
      realizedImpactUsd: "0",
      priceImpactDiffUsd: "0",
    });
    expect(only(facts, "account").account).toBe(account.toLowerCase());
  });

  it("pending impact is the running sum of increases, scaled down by decreases", () => {
    const life = new PositionLife();
    life.apply(increase(1n, { pendingPriceImpactAmount: 100n }));
    life.apply(
      increase(4n, {
        sizeDeltaUsd: usd(7_500n),
        sizeDeltaInTokens: eth(3n),
        pendingPriceImpactAmount: -500n,
      }),
    );
    expect(life.row?.venueState.pendingImpactAmount).toBe("-400");
    // A quarter of the size: -100 of -400 is settled.
    life.apply(
      close(1n, {
        sizeInUsd: usd(7_500n),
        sizeInTokens: eth(3n),
        collateralAmount: 900_000_000n,
        collateralDeltaAmount: 100_000_000n,
      }),
    );
    expect(life.row?.venueState.pendingImpactAmount).toBe("-300");
  });

  it("the impact of v2.1 is inside the size already, so it is not pending", () => {
    const life = new PositionLife();
    life.apply(
      event("PositionIncrease v2.1", {
        account,
        market,
        collateralToken: USDC.address,
        positionKey,
        isLong: true,
        sizeInTokens: eth(1n),
        priceImpactAmount: -40_094_329_172_275n,
      }),
    );
    expect(life.row?.venueState.pendingImpactAmount).toBe("0");
  });

  it("realised P&L is the capped one, which the pool pays", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(close(1n, { basePnlUsd: usd(60n), uncappedBasePnlUsd: usd(100n) }));
    expect(only(facts, "trade").realizedPnl).toBe(usd(60n));
  });

  it("index decimals come from the catalog: synthetic BTC has no contract and 8 decimals", () => {
    const btcMarket = "0x47c031236e19d024b42f8AE6780E44A573170703";
    const facts = marketCreated(
      event("MarketCreated", {
        marketToken: btcMarket,
        indexToken: BTC.address,
        longToken: gmxArbitrumTokens.WBTC.address,
        shortToken: USDC.address,
      }),
    );
    expect(only(facts, "instrument")).toMatchObject({ underlying: "BTC", sizeDecimals: 8 });
    const life = new PositionLife({ sizeDecimals: 8 });
    const trade = only(
      life.apply(increase(1n, { market: btcMarket, executionPrice: 90_000n * 10n ** 22n })),
      "trade",
    );
    expect(trade.price).toBe(usd(90_000n));
  });
});

describe("liquidation and auto-deleverage", () => {
  it("a decrease of order type 7 is a liquidation", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    const facts = life.apply(close(1n, { orderType: 7n, basePnlUsd: -usd(900n) }));
    expect(only(facts, "trade")).toMatchObject({ tradeKind: "liquidation", realizedPnl: -usd(900n) });
  });

  it("an auto-deleverage is known from OrderExecuted alone, and marks the decrease before it", () => {
    const log = event("OrderExecuted", { account, key: padHex("0x02"), secondaryOrderType: 1n });
    expect(autoDeleveragedAccount(log)).toBe(account.toLowerCase());
    const decrease = { instrumentId: marketId, pool: positionKey, sizeAfter: eth(3n), logIndex: 4 };
    expect(autoDeleverage(log, account.toLowerCase(), decrease)).toEqual([
      {
        kind: "trade",
        venue: "gmx-v2",
        account: account.toLowerCase(),
        instrumentId: marketId,
        pool: positionKey,
        tradeKind: "autoDeleverage",
        sizeDelta: 0n,
        sizeAfter: eth(3n),
        price: null,
        realizedPnl: 0n,
        fees: 0n,
      },
    ]);
  });

  it("an order of the owner's own marks nothing", () => {
    expect(autoDeleveragedAccount(event("OrderExecuted", { account, secondaryOrderType: 0n }))).toBeNull();
  });

  it("an auto-deleverage without its decrease is an integrity anomaly", () => {
    const log = event("OrderExecuted", { account, key: padHex("0x02"), secondaryOrderType: 1n });
    expect(autoDeleverage(log, account.toLowerCase(), null)).toMatchObject([
      { kind: "integrity", rule: "auto-deleverage-without-decrease", evidence: { orderKey: padHex("0x02") } },
    ]);
  });
});

describe("fees", () => {
  it("come before the position event and join it on order and position key", () => {
    const life = new PositionLife();
    const noted = life.remember(
      positionFeesCollected(fees("PositionFeesCollected", 2_000_000n, { orderKey: padHex("0x01") })),
    );
    expect(only(noted, "position")).toMatchObject({
      account: account.toLowerCase(),
      instrumentId: marketId,
      pool: positionKey,
    });
    const facts = life.apply(increase(1n));
    expect(only(facts, "position").feesDelta).toBe(usd(2n));
    expect(only(facts, "trade").fees).toBe(usd(2n));
    expect(only(life.apply(close(1n)), "trade").fees).toBe(0n);
  });

  it("of another order do not count", () => {
    const life = new PositionLife();
    life.remember(
      positionFeesCollected(fees("PositionFeesCollected", 2_000_000n, { orderKey: padHex("0x99") })),
    );
    expect(only(life.apply(increase(1n)), "trade").fees).toBe(0n);
  });

  it("of an insolvent close are in PositionFeesInfo: the PositionFeesCollected after it is all zero", () => {
    const life = new PositionLife();
    life.apply(increase(1n));
    life.remember(positionFeesInfo(fees("PositionFeesInfo", 5_000_000n)));
    life.remember(positionFeesCollected(fees("PositionFeesCollected", 0n)));
    const facts = life.apply(close(1n, { orderType: 7n }));
    expect(only(facts, "trade")).toMatchObject({ tradeKind: "liquidation", fees: usd(5n) });
  });
});

describe("funding and borrowing", () => {
  const perSize = (isLong: boolean, delta: bigint) =>
    fundingFeeAmountPerSizeUpdated(
      event("FundingFeeAmountPerSizeUpdated", {
        market,
        collateralToken: USDC.address,
        isLong,
        delta,
        value: 99n,
      }),
    );

  it("Funding is a magnitude: the payer is the side whose fee per size grew", () => {
    const [rate] = funding(event("Funding", { market, fundingFactorPerSecond: 5n }));
    expect(rate).toMatchObject({ name: "fundingFactorPerSecond", value: 5n, decimals: 30 });
    expect(perSize(true, 1n)).toMatchObject([
      { name: `fundingFeeAmountPerSize:long:${USDC.address.toLowerCase()}`, value: 99n, decimals: 15 },
      { name: "longsPayShorts", value: 1n },
    ]);
    expect(perSize(false, 1n)).toMatchObject([{}, { name: "longsPayShorts", value: 0n }]);
    expect(perSize(true, 0n)).toHaveLength(1);
  });

  it("Borrowing names no side: it belongs to the cumulative factor logged before it", () => {
    const cumulative = cumulativeBorrowingFactorUpdated(
      event("CumulativeBorrowingFactorUpdated", { market, isLong: false, delta: 0n, nextValue: 8n }),
    );
    expect(cumulative).toMatchObject([
      { name: "cumulativeBorrowingFactor:short", value: 8n },
      { name: "borrowingSide", value: 0n },
    ]);
    const log = event("Borrowing", { market, borrowingFactorPerSecond: 6n });
    expect(borrowing(log, 0n)).toMatchObject([{ name: "borrowingFactorPerSecond:short", value: 6n }]);
    expect(borrowing(log, 1n)).toMatchObject([{ name: "borrowingFactorPerSecond:long", value: 6n }]);
    expect(borrowing(log, null)).toMatchObject([{ kind: "integrity", rule: "borrowing-without-side" }]);
  });

  it("open interest is kept per side and collateral token", () => {
    const values = { market, collateralToken: WETH.address, isLong: true, nextValue: 12n, delta: -3n };
    const token = WETH.address.toLowerCase();
    expect(openInterestUpdated(event("OpenInterestUpdated", values))).toMatchObject([
      { marketId, name: `openInterest:long:${token}`, value: 12n, decimals: 30 },
    ]);
    expect(openInterestInTokensUpdated(event("OpenInterestInTokensUpdated", values))).toMatchObject([
      { name: `openInterestInTokens:long:${token}`, value: 12n, decimals: 18 },
    ]);
  });
});

describe("prices", () => {
  const price = (values: Values, logIndex = 10) =>
    only(
      oraclePriceUpdate(
        event("OraclePriceUpdate", { provider: HANDLER, timestamp: 7n, ...values }, at({ logIndex })),
      ),
      "price",
    );

  it("are USD times 10^(30 - decimals) per smallest unit: the recorded WETH price is 3,341.62 USD", () => {
    const { price: raw, decimals } = price({
      token: WETH.address,
      minPrice: 3_341_619_653_330_000n,
      maxPrice: 3_341_619_653_330_000n,
    });
    expect(decimals).toBe(12);
    expect(Number(raw) / 10 ** decimals).toBeCloseTo(3_341.61965333, 8);
  });

  it("keep both ends of the band and mark at the middle", () => {
    expect(price({ token: USDC.address, minPrice: 10n, maxPrice: 13n })).toMatchObject({
      price: 11n,
      priceLow: 10n,
      priceHigh: 13n,
      decimals: 24,
    });
  });

  it("come several times in a block, so the round names the log", () => {
    const values = { token: WETH.address, minPrice: 1n, maxPrice: 1n };
    expect(price(values, 3).roundId).toBe("7-400000000-3");
    expect(price(values, 4).roundId).not.toBe(price(values, 3).roundId);
  });

  it("of 2023 have a source type and no provider", () => {
    const facts = oraclePriceUpdate(
      event("OraclePriceUpdate of 2023", { token: WETH.address, minPrice: 1n, maxPrice: 3n, timestamp: 9n }),
    );
    expect(facts).toMatchObject([{ price: 2n, publishedAt: 9 }]);
  });
});

describe("markets", () => {
  it("MarketCreated names the market under marketToken", () => {
    const facts = marketCreated(
      event("MarketCreated", {
        marketToken: market,
        indexToken: WETH.address,
        longToken: WETH.address,
        shortToken: USDC.address,
      }),
    );
    expect(only(facts, "market")).toMatchObject({ marketId, underlying: "ETH" });
    expect(only(facts, "instrument")).toMatchObject({ instrumentId: marketId, instrumentKind: "perp" });
  });

  it("a market without an index token only swaps: it has no perp", () => {
    const facts = marketCreated(
      event("MarketCreated", { marketToken: market, longToken: USDC.address, shortToken: USDC.address }),
    );
    expect(facts.map(({ kind }) => kind)).toEqual(["market"]);
    expect(only(facts, "market").terms).toMatchObject({ isSwapOnly: true });
  });
});

describe("parameters", () => {
  const marketData = encodeAbiParameters([{ type: "address" }], [market]);
  const flagData = (flag: boolean) =>
    encodeAbiParameters([{ type: "address" }, { type: "bool" }], [market, flag]);

  it.each([
    ["MIN_COLLATERAL_USD", "0x", "venue", "minCollateralUsd"],
    ["MIN_COLLATERAL_FACTOR", marketData, marketId, "minCollateralFactor"],
    ["MIN_COLLATERAL_FACTOR_FOR_LIQUIDATION", marketData, marketId, "minCollateralFactorForLiquidation"],
    [
      "MIN_COLLATERAL_FACTOR_FOR_OPEN_INTEREST_MULTIPLIER",
      flagData(false),
      marketId,
      "minCollateralFactorForOpenInterestMultiplier:short",
    ],
    [
      "MAX_POSITION_IMPACT_FACTOR_FOR_LIQUIDATIONS",
      marketData,
      marketId,
      "maxPositionImpactFactorForLiquidations",
    ],
    ["POSITION_FEE_FACTOR", flagData(true), marketId, "positionFeeFactor:balanceImproved"],
    ["POSITION_FEE_FACTOR", flagData(false), marketId, "positionFeeFactor:balanceWorsened"],
    ["LIQUIDATION_FEE_FACTOR", marketData, marketId, "liquidationFeeFactor"],
  ])("SetUint of %s has its market in the ABI-encoded data", (constant, data, scope, name) => {
    const log = event("SetUint", { baseKey: baseKeyOf(constant), data, value: 5n });
    expect(setUint(log)).toEqual([
      { kind: "parameter", venue: "gmx-v2", scope, name, value: 5n, decimals: 30 },
    ]);
  });

  it("base keys are the hash of the ABI-encoded name", () => {
    for (const [constant, baseKey] of Object.entries(parameterBaseKey))
      expect(baseKeyOf(constant)).toBe(baseKey);
  });

  it("a key that no rule needs says nothing", () => {
    expect(setUint(event("SetUint", { baseKey: baseKeyOf("MAX_SWAP_PATH_LENGTH"), value: 3n }))).toEqual([]);
  });

  it("a known key with data that holds no market is undecodable", () => {
    const log = event("SetUint", { baseKey: baseKeyOf("MIN_COLLATERAL_FACTOR"), data: "0x1234", value: 3n });
    expect(() => setUint(log)).toThrow(EventDataError);
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
