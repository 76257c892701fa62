import { describe, expect, it } from "vitest";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { marketCreated } from "../../../src/venues/gmx-v2/markets.ts";
import { account, BTC, close, eth, increase, market, positionKey, USDC, usd } from "./orders.support.ts";
import { event, HANDLER, only, PositionLife } from "./support.ts";

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
