import { padHex } from "viem";
import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import type { LinearMark } from "../../../engine/book/market.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import type { VenueView } from "../../../src/api/venues/adapter.ts";
import { okValue } from "../../engine/margin/support.ts";
import {
  charged,
  clock,
  collateral,
  marginOf,
  perp,
  perpId,
  pool,
  position,
  setId,
  usdc,
  usdcCollateral,
  view,
  weth,
} from "./gmx-v2.support.ts";

/** Greeks of everything in the view; fails when the book leaves something out. */
function totalOf({ instruments, marks, positions, nettingSets }: VenueView) {
  const { sheet } = buildSheet(instruments, { timestamp: clock.timestamp, marks }, []);
  const { groups, issues } = bookGreeks(positions, nettingSets, sheet, "TOTAL");
  expect(issues).toEqual([]);
  const [total] = groups.values();
  return total;
}

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
    // On the entry notional of 10,000 USD, not on 4 x 2,600.
    expect(total?.carryUsdPerYear).toBeCloseTo(-10_000 * 0.94608, 8);
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
