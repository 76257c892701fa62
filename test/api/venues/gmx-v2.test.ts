import { padHex } from "viem";
import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import type { LinearMark } from "../../../engine/book/market.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import type { Issue } from "../../../engine/result.ts";
import type { VenueRows, VenueView } from "../../../src/api/venues/adapter.ts";
import { gmxV2Adapter } from "../../../src/api/venues/gmx-v2.ts";
import { issueFields, okValue } from "../../engine/margin/support.ts";
import {
  accrual,
  clock,
  collateral,
  feed,
  market,
  openInterest,
  parameters,
  perpId,
  pool,
  position,
  prices,
  quietRates,
  rows,
  setId,
  usd,
  usdc,
  weth,
} from "./gmx-v2.support.ts";

const view = (changes: Partial<VenueRows> = {}) => gmxV2Adapter.view(rows(changes));
const perp = ({ positions }: VenueView) => positions.find(({ isCollateral }) => !isCollateral);
const codes = (issues: readonly Issue[]) => issues.map(({ code }) => code);
const usdcCollateral = collateral(usdc, 1_000_000_000n);

/** Greeks of everything in the view; fails when the book leaves something out. */
function totalOf({ instruments, marks, positions, nettingSets }: VenueView) {
  const { sheet } = buildSheet(instruments, { timestamp: clock.timestamp, marks }, []);
  const { groups, issues } = bookGreeks(positions, nettingSets, sheet, "TOTAL");
  expect(issues).toEqual([]);
  const [total] = groups.values();
  return total;
}

function marginOf({ margins }: VenueView, id = setId) {
  const margin = margins.find(({ nettingSetId }) => nettingSetId === id);
  if (margin === undefined) throw new Error(`${id} has no margin`);
  return margin.report;
}

/** A long of 4 ETH entered at 2,500 with 1,000 USDC: 10,000 USD of size. */
const charged = {
  positions: [
    position(4, 2_500, {
      borrowingFactor: 10n ** 26n,
      fundingFeeAmountPerSize: 5n * 10n ** 17n,
      longTokenClaimableFundingAmountPerSize: 2n * 10n ** 26n,
      pendingImpactAmount: -2n * 10n ** 15n,
    }),
  ],
  collateral: [usdcCollateral],
  accruals: [
    ...openInterest,
    accrual("cumulativeBorrowingFactor:long", 3n * 10n ** 26n, 30, 100),
    accrual("borrowingFactorPerSecond:long", 10n ** 22n, 30, 100),
    accrual("borrowingFactorPerSecond:short", 0n, 30, 100),
    accrual("fundingFactorPerSecond", 2n * 10n ** 22n, 30, 50),
    accrual("longsPayShorts", 1n, 0, 50),
    accrual(`fundingFeeAmountPerSize:long:${usdc}`, 8n * 10n ** 17n, 15, 50),
    accrual(`claimableFundingAmountPerSize:long:${weth}`, 3n * 10n ** 26n, 15, 50),
  ],
};

describe("GMX v2 adapter", () => {
  it("values a charged long to the clock: every number by hand", () => {
    const seen = view(charged);
    expect(seen.issues).toEqual([]);
    expect(seen.nettingSets).toMatchObject([{ id: setId, marginMode: "isolated" }]);
    // Borrowing 0.0002 * 10,000 = 2, and 1e-8 * 100 s * 10,000 = 0.01 since.
    // Funding 3 USDC at 1.0, and 2e-8 * 50 s * 10,000 = 0.01 since; earned 0.001 ETH at 2,600 = 2.6.
    // Stored impact -0.002 ETH at the upper price 2,602 = -5.204.
    const costUsd = 10_000 + 2.01 + 3.01 - 2.6 + 5.204;
    expect(perp(seen)).toMatchObject({ instrumentId: perpId, nettingSetId: setId, quantity: 4 });
    expect(perp(seen)?.costUsd).toBeCloseTo(costUsd, 10);

    const margin = okValue(marginOf(seen));
    // 999.8 collateral + 392 P&L at 2,598 - 2 impact (capped at 0.02 %) - 4 closing fee - 2.01 - 3 * 0.9998 - 0.01.
    expect(margin.equityUsd).toBeCloseTo(999.8 + 392 - 2 - 4 - 2.01 - 2.9994 - 0.01, 9);
    // Open interest 120 million * 6e-11 = 0.72 % of entry notional for opening, 0.5 % for liquidation.
    expect(margin.initialUsd).toBeCloseTo(72, 10);
    expect(margin.maintenanceUsd).toBeCloseTo(50, 10);

    const mark = seen.marks.get(perpId) as LinearMark;
    expect(mark.priceUsd).toBe(2_600);
    // Longs pay 31.536 % borrowing and 63.072 % funding a year; shorts get the funding on a third of the size.
    expect(mark.carryUsdPerYear).toBeCloseTo(-2_600 * 0.94608, 9);
    expect(mark.carryShortUsdPerYear).toBeCloseTo(2_600 * 0.63072 * 3, 9);

    expect(seen.tradable).toHaveLength(1);
    expect(seen.tradable[0]).toMatchObject({ instrumentId: perpId, nettingSetId: setId, lot: 0 });
    expect(seen.tradable[0]?.costRate).toBeCloseTo(0.0006 + 2 / 2_600, 15);
    expect(seen.tradable[0]?.initialPerUnitUsd).toBeCloseTo(18, 12);
    expect(seen.tradable[0]?.maintenancePerUnitUsd).toBeCloseTo(12.5, 12);
  });

  it("reads the same through the book: value, delta, carry", () => {
    const total = totalOf(view(charged));
    expect(total?.valueUsd).toBeCloseTo(1_000 + 4 * 2_600 - (10_000 + 2.01 + 3.01 - 2.6 + 5.204), 8);
    expect(total?.byUnderlying.get("ETH")?.delta).toBe(4);
    expect(total?.carryUsdPerYear).toBeCloseTo(-4 * 2_600 * 0.94608, 8);
  });

  it("coin collateral is exposure: a WETH-backed short of 4 ETH with 1.5 WETH has a delta of -2.5", () => {
    const seen = view({
      positions: [position(4, 2_500, { isLong: false, collateralToken: weth })],
      collateral: [collateral(weth, 1_500_000_000_000_000_000n)],
    });
    expect(totalOf(seen)?.byUnderlying.get("ETH")?.delta).toBe(-2.5);
    const margin = okValue(marginOf(seen));
    // 1.5 * 2,598 collateral + (10,000 - 4 * 2,602) - 6: closing a short of the smaller side worsens the balance.
    expect(margin.equityUsd).toBeCloseTo(3_897 - 408 - 6, 9);
    // The collateral grows with the price while the short loses: only 2.5 ETH are at risk.
    expect(margin.liquidationPriceUsd).toBeGreaterThan(2_602 + 3_483 / 4);
  });

  it("the side that receives funding shares what the other pays", () => {
    const seen = view({
      positions: [position(4, 2_500, { isLong: false })],
      collateral: [usdcCollateral],
      accruals: charged.accruals,
    });
    // 2e-8 * 120 / 40 million * 50 s * 10,000 USD = 0.03 earned.
    expect(perp(seen)?.costUsd).toBeCloseTo(-10_000 - 0.03, 10);
    expect(okValue(marginOf(seen)).equityUsd).toBeCloseTo(999.8 + (10_000 - 4 * 2_602) - 6, 9);
  });

  it("the payer is who the events say: the same rate paid by shorts", () => {
    const accruals = charged.accruals.map((row) =>
      row.name === "longsPayShorts" ? { ...row, value: 0n } : row,
    );
    const mark = view({ accruals, positions: charged.positions }).marks.get(perpId) as LinearMark;
    expect(mark.carryShortUsdPerYear).toBeCloseTo(-2_600 * 0.63072, 9);
    expect(mark.carryUsdPerYear).toBeCloseTo(2_600 * (0.63072 / 3 - 0.31536), 9);
  });

  it("positive stored impact raises the value at the lower price and never the margin", () => {
    const base = { collateral: [usdcCollateral] };
    const without = view({ ...base, positions: [position(4, 2_500)] });
    const withImpact = view({
      ...base,
      positions: [position(4, 2_500, { pendingImpactAmount: 2n * 10n ** 15n })],
    });
    expect(perp(withImpact)?.costUsd).toBeCloseTo(10_000 - 0.002 * 2_598, 10);
    expect(okValue(marginOf(withImpact))).toEqual(okValue(marginOf(without)));
  });

  it("every open position is a netting set of its own, and shared things are listed once", () => {
    const other = padHex("0xcd");
    const seen = view({
      positions: [position(4, 2_500), position(1, 2_400, { isLong: false }, { pool: other })],
      collateral: [usdcCollateral, collateral(usdc, 300_000_000n, { pool: other })],
    });
    expect(seen.nettingSets.map(({ id }) => id)).toEqual([setId, setId.replace(pool, other)]);
    expect(seen.instruments.map(({ id }) => id).sort()).toEqual([perpId, `42161:gmx-v2:${usdc}`].sort());
    expect(seen.positions.map(({ quantity }) => quantity)).toEqual([1_000, 4, 300, -1]);
    expect(seen.margins).toHaveLength(2);
    expect(seen.rounds.map(({ feedId }) => feedId).sort()).toEqual([weth, usdc].sort());
  });

  it("a closed position leaves nothing behind", () => {
    const seen = view({ positions: [position(0, 0, {}, { isOpen: false })] });
    expect([seen.nettingSets, seen.positions, seen.margins, seen.tradable]).toEqual([[], [], [], []]);
  });

  it("a position without collateral is margined on nothing", () => {
    const margin = okValue(marginOf(view({ positions: [position(4, 2_500)] })));
    expect(margin.equityUsd).toBeCloseTo(392 - 4, 9);
  });

  it("marks stablecoin collateral as stable", () => {
    const seen = view({ positions: [position(4, 2_500)], collateral: [usdcCollateral] });
    expect(seen.instruments.find(({ kind }) => kind === "spot")).toMatchObject({
      underlying: "USDC",
      stable: true,
    });
  });
});

describe("GMX v2 adapter: parameters", () => {
  const base = { positions: [position(4, 2_500)], collateral: [usdcCollateral] };

  it("uses GMX's published configuration for what no event has set, and says so", () => {
    const seen = view({ ...base, parameters: [] });
    const [issue] = seen.issues;
    expect(codes(seen.issues)).toEqual(["MISSING_PARAMETER"]);
    expect(issue?.subject).toBe(perpId);
    expect(issue?.message).toContain("minCollateralFactorForLiquidation");
    // 0.5 % of 10,000; open interest 120 million at 6e-11.
    expect(okValue(marginOf(seen))).toMatchObject({ initialUsd: 72, maintenanceUsd: 50 });
  });

  it("names only what is missing", () => {
    const seen = view({ ...base, parameters: parameters.filter(({ name }) => name !== "minCollateralUsd") });
    expect(seen.issues.map(({ message }) => message)).toEqual([
      "not set by any indexed event, so GMX's published configuration is used: minCollateralUsd",
    ]);
  });

  it("without open interest the initial margin leaves out its term and the closing fee is the higher one", () => {
    const seen = view({ ...base, accruals: quietRates });
    expect(seen.issues).toMatchObject([{ code: "MISSING_PARAMETER", field: "openInterest" }]);
    const margin = okValue(marginOf(seen));
    expect(margin.initialUsd).toBeCloseTo(50, 10);
    expect(margin.equityUsd).toBeCloseTo(999.8 + 392 - 6, 9);
  });

  it("a close that overshoots the balance pays the higher fee", () => {
    // Longs 40,000,000 + 4,000 against 40,000,000: closing 10,000 leaves 6,000 the other way.
    const accruals = [
      accrual(`openInterest:long:${usdc}`, usd(40_004_000), 30),
      accrual(`openInterest:short:${usdc}`, usd(40_000_000), 30),
      ...quietRates,
    ];
    expect(okValue(marginOf(view({ ...base, accruals }))).equityUsd).toBeCloseTo(999.8 + 392 - 6, 9);
  });

  it("rates that were never logged count as zero and are named", () => {
    const seen = view({ ...base, accruals: openInterest });
    expect(seen.issues.map(({ field }) => field)).toEqual([
      "fundingFactorPerSecond",
      "borrowingFactorPerSecond:long",
      "borrowingFactorPerSecond:short",
    ]);
    expect(perp(seen)?.costUsd).toBe(10_000);
  });

  it("a funding rate without a payer charges nobody", () => {
    const accruals = [
      ...openInterest,
      ...quietRates.slice(0, 2),
      accrual("fundingFactorPerSecond", 10n ** 22n, 30, 50),
    ];
    const seen = view({ ...base, accruals });
    expect(seen.issues).toMatchObject([{ code: "MISSING_PARAMETER", field: "longsPayShorts" }]);
    expect(perp(seen)?.costUsd).toBe(10_000);
  });
});

describe("GMX v2 adapter: what cannot be priced is named and kept", () => {
  const base = { positions: [position(4, 2_500)], collateral: [usdcCollateral] };

  it("no index price", () => {
    const seen = view({ ...base, feeds: prices.filter(({ feedId }) => feedId !== weth) });
    expect(seen.marks.has(perpId)).toBe(false);
    expect(perp(seen)).toMatchObject({ quantity: 4, costUsd: 10_000 });
    expect(codes(seen.issues)).toEqual(["UNPRICED", "UNPRICED"]);
    expect(seen.issues.map(({ subject }) => subject)).toEqual([`${setId}:${market}`, `42161:gmx-v2:${weth}`]);
    expect(issueFields(marginOf(seen))).toEqual([undefined]);
    expect(seen.tradable).toEqual([]);
  });

  it("a price of another oracle family is not GMX's", () => {
    const feeds = [...prices.slice(1), feed(weth, 18, 2_000, 2_000, { family: "chainlink" })];
    expect(view({ ...base, feeds }).marks.has(perpId)).toBe(false);
  });

  it("a collateral token that the catalog does not know", () => {
    const token = "0x00000000000000000000000000000000000000ff";
    const seen = view({
      positions: [position(4, 2_500, { collateralToken: token })],
      collateral: [collateral(token, 5n, { asset: `unknown:${token}`, decimals: null })],
      feeds: [...prices, feed(token, 0, 1, 1, { asset: `unknown:${token}`, decimals: 30 })],
    });
    expect(seen.positions.map(({ quantity }) => quantity)).toEqual([4]);
    expect(codes(seen.issues)).toEqual(["UNPRICED", "UNPRICED", "UNPRICED"]);
    expect(marginOf(seen).ok).toBe(false);
  });

  it("an index token that the catalog does not know", () => {
    const [instrument] = rows().instruments;
    if (instrument === undefined) throw new Error("no instrument");
    const seen = view({
      ...base,
      instruments: [{ ...instrument, underlying: "unknown:0xff", sizeDecimals: null }],
    });
    expect(seen.positions.map(({ isCollateral }) => isCollateral)).toEqual([true]);
    expect(seen.issues).toMatchObject([{ code: "UNPRICED", subject: `${setId}:${market}` }]);
    expect(marginOf(seen).ok).toBe(false);
  });

  it("an old price is used and its age is said: GMX prices a token only with an order", () => {
    const publishedAt = clock.timestamp - 3_601;
    const seen = view({
      ...base,
      feeds: [feed(weth, 18, 2_598, 2_602, { publishedAt }), ...prices.slice(1)],
    });
    expect(seen.issues).toMatchObject([{ code: "STALE", message: expect.stringContaining("3601 s ago") }]);
    expect(okValue(marginOf(seen)).equityUsd).toBeCloseTo(999.8 + 392 - 4, 9);
    const fresh = [feed(weth, 18, 2_598, 2_602, { publishedAt: publishedAt + 1 }), ...prices.slice(1)];
    expect(view({ ...base, feeds: fresh }).issues).toEqual([]);
  });

  it("a market whose running values are behind the position is an integrity issue, not a negative fee", () => {
    const seen = view({
      ...base,
      positions: [position(4, 2_500, { borrowingFactor: 9n * 10n ** 26n })],
      accruals: charged.accruals,
    });
    expect(codes(seen.issues)).toEqual(["INTEGRITY"]);
    expect(seen.issues[0]?.subject).toBe(`${setId}`);
    expect(marginOf(seen).ok).toBe(false);
  });
});
