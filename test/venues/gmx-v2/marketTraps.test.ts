import { describe, expect, it } from "vitest";
import { borrowing, cumulativeBorrowingFactorUpdated } from "../../../src/venues/gmx-v2/borrowing.ts";
import { funding, fundingFeeAmountPerSizeUpdated } from "../../../src/venues/gmx-v2/funding.ts";
import { marketCreated } from "../../../src/venues/gmx-v2/markets.ts";
import { openInterestInTokensUpdated, openInterestUpdated } from "../../../src/venues/gmx-v2/openInterest.ts";
import { oraclePriceUpdate } from "../../../src/venues/gmx-v2/prices.ts";
import { market, marketId, USDC, WETH } from "./orders.support.ts";
import { at, event, HANDLER, only, type Values } from "./support.ts";

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
