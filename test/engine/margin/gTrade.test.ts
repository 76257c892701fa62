import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GTradePosition,
  gTradeLiquidationThreshold,
  gTradeMargin,
} from "../../../engine/margin/gTrade.ts";
import { emitted, feeLiquidation } from "../../fixtures/margin/gTrade.ts";
import { issueFields, okValue } from "./support.ts";

const params = {
  maxSpread: 0.0005,
  startThreshold: 0.9,
  endThreshold: 0.75,
  startLeverage: 25,
  endLeverage: 60,
};

const base: GTradePosition = {
  isLong: true,
  collateralAmount: 1_000,
  leverage: 20,
  openPrice: 3_000,
  markPrice: 3_000,
  collateralPriceUsd: 1,
  closingFeeFraction: 0,
  minFeeNotionalUsd: 0,
  pendingHoldingFees: 0,
  realizedPnl: 0,
  closingSpread: 0,
  liquidationParams: params,
};

describe("liquidation prices that the contract emitted", () => {
  for (const row of emitted) {
    test(row.name, () => {
      const report = okValue(
        gTradeMargin({ ...row.position, markPrice: row.position.openPrice, minFeeNotionalUsd: 0 }),
      );
      expect(report.liquidationPriceUsd).not.toBeNull();
      expect(Math.abs((report.liquidationPriceUsd ?? 0) / row.liqPrice - 1)).toBeLessThan(row.tolerance);
    });
  }
});

describe("liquidation threshold", () => {
  test("90 % up to 25x, linear to 75 % at 60x, flat beyond", () => {
    expect([1, 25, 42.5, 60, 500].map((leverage) => gTradeLiquidationThreshold(params, leverage))).toEqual([
      0.9, 0.9, 0.825, 0.75, 0.75,
    ]);
  });

  test("trap: a trade from before v9.2 carries zero parameters and keeps 90 %", () => {
    const zero = { maxSpread: 0, startThreshold: 0, endThreshold: 0, startLeverage: 0, endLeverage: 0 };
    expect(gTradeLiquidationThreshold(zero, 150)).toBe(0.9);
  });

  test("one flat threshold at one leverage needs no slope", () => {
    const flat = { ...params, endThreshold: 0.9, startLeverage: 5, endLeverage: 5 };
    expect([4, 5, 6].map((leverage) => gTradeLiquidationThreshold(flat, leverage))).toEqual([0.9, 0.9, 0.9]);
  });
});

describe("equity", () => {
  test("P&L, fees and the closing spread are counted in collateral tokens", () => {
    const report = okValue(
      gTradeMargin({
        ...base,
        markPrice: 3_150,
        collateralPriceUsd: 0.5,
        closingFeeFraction: 0.0006,
        pendingHoldingFees: 30,
        realizedPnl: -12,
        closingSpread: 0.0003,
      }),
    );
    expect(report.equityUsd).toBeCloseTo((1_000 + 1_000 - 6 - 12 - 30 - 12) * 0.5, 9);
    expect(report.initialUsd).toBe(500);
    expect(report.maintenanceUsd).toBeCloseTo(50, 12);
  });

  test("the spread is capped in a liquidation", () => {
    const wide = okValue(gTradeMargin({ ...base, closingSpread: 0.01 }));
    expect(wide.equityUsd).toBeCloseTo(1_000 - 20_000 * 0.0005, 9);
  });

  test("trap: a small trade pays the closing fee of the smallest notional", () => {
    const small = { ...base, collateralAmount: 10, closingFeeFraction: 0.0006, minFeeNotionalUsd: 1_250 };
    expect(okValue(gTradeMargin(small)).equityUsd).toBeCloseTo(10 - 0.75, 12);
  });

  test("trap: fees can liquidate a trade whose price rose, so percentProfit is not a loss", () => {
    const { position, liquidatedAt, percentProfit } = feeLiquidation;
    const trade = { ...base, ...position, markPrice: liquidatedAt };
    const profit =
      okValue(gTradeMargin(trade)).equityUsd / position.collateralPriceUsd / position.collateralAmount;
    expect((profit - 1) * 100).toBeCloseTo(percentProfit, 6);
    const charged = okValue(gTradeMargin({ ...trade, pendingHoldingFees: 23 }));
    expect(charged.equityUsd).toBeLessThan(charged.maintenanceUsd);
    expect(charged.liquidationDistance).toBeGreaterThan(0);
  });

  test("trap: coin collateral changes USD values but not the liquidation price", () => {
    const usd = okValue(gTradeMargin(base));
    const coin = okValue(gTradeMargin({ ...base, collateralPriceUsd: 2_700 }));
    expect(coin.liquidationPriceUsd).toBe(usd.liquidationPriceUsd);
    expect(coin.equityUsd).toBe(usd.equityUsd * 2_700);
  });
});

const arbitrary = fc.record({
  isLong: fc.boolean(),
  collateralAmount: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  leverage: fc.double({ min: 0.5, max: 500, noNaN: true }),
  openPrice: fc.double({ min: 1e-4, max: 1e5, noNaN: true }),
  move: fc.double({ min: 0.5, max: 2, noNaN: true }),
  fees: fc.double({ min: -0.2, max: 0.5, noNaN: true }),
});

function positionOf(draw: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never): GTradePosition {
  return {
    ...base,
    ...draw,
    markPrice: draw.openPrice * draw.move,
    closingFeeFraction: 0.0006,
    closingSpread: 0.0002,
    pendingHoldingFees: draw.fees * draw.collateralAmount,
  };
}

describe("properties", () => {
  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, (draw) => {
        const position = positionOf(draw);
        const { liquidationPriceUsd } = okValue(gTradeMargin(position));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(gTradeMargin({ ...position, markPrice: liquidationPriceUsd }));
        const scale = position.collateralAmount * (1 + position.leverage);
        expect(Math.abs(there.equityUsd - there.maintenanceUsd)).toBeLessThan(1e-10 * scale);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(250);
  });

  test("property: margin grows with the collateral locked", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), (draw, factor) => {
        const position = positionOf(draw);
        const small = okValue(gTradeMargin(position));
        const large = okValue(
          gTradeMargin({ ...position, collateralAmount: position.collateralAmount * factor }),
        );
        expect(large.initialUsd).toBeGreaterThanOrEqual(small.initialUsd);
        expect(large.maintenanceUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
        expect(small.initialUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  expect(
    issueFields(gTradeMargin({ ...base, leverage: 0, collateralAmount: -1, markPrice: Number.NaN })),
  ).toEqual(["collateralAmount", "leverage", "markPrice"]);
  expect(issueFields(gTradeMargin({ ...base, liquidationParams: { ...params, endThreshold: 1.5 } }))).toEqual(
    ["liquidationParams.endThreshold"],
  );
});
