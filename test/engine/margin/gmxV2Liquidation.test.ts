import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GmxV2Position, gmxV2Margin } from "../../../engine/margin/gmxV2.ts";
import { at, base } from "./gmxV2.support.ts";
import { okValue } from "./support.ts";

describe("liquidation price", () => {
  test("a long on a stablecoin", () => {
    const report = okValue(gmxV2Margin(base));
    expect(report.liquidationPriceUsd).toBeCloseTo(2_715, 9);
    expect(report.liquidationDistance).toBeCloseTo(-0.095, 12);
  });

  test("trap: a short over-collateralised in the coin is liquidated by a fall, or never", () => {
    const short = {
      ...base,
      isLong: false,
      collateralIsIndex: true,
      collateralPriceMin: 3_000,
      pendingBorrowingUsd: 30_100,
    };
    const over = okValue(gmxV2Margin({ ...short, collateralAmount: 20 }));
    expect(over.liquidationDistance).toBeLessThan(0);
    const neutral = okValue(gmxV2Margin({ ...short, collateralAmount: 10 }));
    expect(neutral.liquidationPriceUsd).toBeNull();
  });

  test("a fully covered long has none", () => {
    expect(okValue(gmxV2Margin({ ...base, collateralAmount: 40_000 })).liquidationPriceUsd).toBeNull();
  });

  const arbitrary = fc.record({
    isLong: fc.boolean(),
    collateralIsIndex: fc.boolean(),
    price: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    entryRatio: fc.double({ min: 0.5, max: 2, noNaN: true }),
    sizeInTokens: fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
    leverage: fc.double({ min: 1.1, max: 150, noNaN: true }),
    spread: fc.double({ min: 0, max: 0.01, noNaN: true }),
    fee: fc.double({ min: 0, max: 0.002, noNaN: true }),
    charges: fc.double({ min: 0, max: 0.05, noNaN: true }),
    impact: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
    cap: fc.option(fc.double({ min: 0, max: 0.5, noNaN: true })),
  });

  function positionOf(draw: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never): GmxV2Position {
    const sizeInUsd = draw.sizeInTokens * draw.price * draw.entryRatio;
    const collateralPriceMin = draw.collateralIsIndex ? draw.price : 1;
    return {
      ...base,
      isLong: draw.isLong,
      collateralIsIndex: draw.collateralIsIndex,
      sizeInUsd,
      sizeInTokens: draw.sizeInTokens,
      indexPriceMin: draw.price,
      indexPriceMax: draw.price * (1 + draw.spread),
      collateralPriceMin,
      collateralAmount: sizeInUsd / draw.leverage / collateralPriceMin,
      positionFeeFactor: draw.fee,
      pendingBorrowingUsd: draw.charges * sizeInUsd,
      pendingFundingUsd: draw.charges * sizeInUsd * 0.5,
      pendingImpactUsd: draw.impact * sizeInUsd,
      maxPositionImpactFactorForLiquidations: 0.01,
      ...(draw.cap === null ? {} : { pnlCapUsd: draw.cap * sizeInUsd }),
    };
  }

  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, (draw) => {
        const position = positionOf(draw);
        const { liquidationPriceUsd } = okValue(gmxV2Margin(position));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(gmxV2Margin(at(position, liquidationPriceUsd)));
        const scale = position.sizeInUsd + position.sizeInTokens * liquidationPriceUsd;
        expect(Math.abs(there.equityUsd - there.maintenanceUsd)).toBeLessThan(1e-9 * scale);
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  test("property: no equity crossing lies between the present price and the liquidation price", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 0.001, max: 0.99, noNaN: true }), (draw, share) => {
        const position = positionOf(draw);
        const report = okValue(gmxV2Margin(position));
        if (report.liquidationPriceUsd === null) return;
        const price = position.isLong ? position.indexPriceMin : position.indexPriceMax;
        const between = price + share * (report.liquidationPriceUsd - price);
        const here = report.equityUsd - report.maintenanceUsd;
        const there = okValue(gmxV2Margin(at(position, between)));
        const gap = there.equityUsd - there.maintenanceUsd;
        const noise = 1e-9 * (position.sizeInUsd + position.sizeInTokens * between);
        expect(here > 0 ? gap : -gap).toBeGreaterThan(-noise);
      }),
      { numRuns: 500 },
    );
  });

  test("property: both requirements grow with size", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), (draw, factor) => {
        const position = positionOf(draw);
        const small = okValue(gmxV2Margin(position));
        const large = okValue(gmxV2Margin({ ...position, sizeInUsd: position.sizeInUsd * factor }));
        expect(large.initialUsd).toBeGreaterThanOrEqual(small.initialUsd);
        expect(large.maintenanceUsd).toBeGreaterThanOrEqual(small.maintenanceUsd);
      }),
    );
  });
});
