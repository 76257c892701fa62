import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GmxV2Position, gmxV2LiquidationReason, gmxV2Margin } from "../../../engine/margin/gmxV2.ts";
import { deltas, guardianLong } from "../../fixtures/margin/gmxV2.ts";
import { issueFields, okValue } from "./support.ts";

/** A 10x ETH long on USDC with the deployed ETH parameters. */
const base: GmxV2Position = {
  isLong: true,
  sizeInUsd: 30_000,
  sizeInTokens: 10,
  collateralAmount: 3_000,
  collateralPriceMin: 1,
  indexPriceMin: 3_000,
  indexPriceMax: 3_000,
  collateralIsIndex: false,
  pendingImpactUsd: 0,
  pendingBorrowingUsd: 0,
  pendingFundingUsd: 0,
  positionFeeFactor: 0,
  minCollateralFactor: 0.005,
  minCollateralFactorForLiquidation: 0.005,
  minCollateralUsd: 1,
  openInterestUsd: 0,
  minCollateralFactorForOpenInterestMultiplier: 0,
  maxPositionImpactFactorForLiquidations: 0,
};

/** The same position with the index at `price`; coin collateral, and funding owed in it, move along. */
function at(position: GmxV2Position, price: number): GmxV2Position {
  const ratio = price / (position.isLong ? position.indexPriceMin : position.indexPriceMax);
  const coin = position.collateralIsIndex ? ratio : 1;
  return {
    ...position,
    indexPriceMin: position.indexPriceMin * ratio,
    indexPriceMax: position.indexPriceMax * ratio,
    collateralPriceMin: position.collateralPriceMin * coin,
    pendingFundingUsd: position.pendingFundingUsd * coin,
  };
}

function reasonOf(position: GmxV2Position) {
  return gmxV2LiquidationReason(position, okValue(gmxV2Margin(position)).equityUsd);
}

describe("the venue's own tests", () => {
  const { safe, liquidated, ...terms } = guardianLong;
  const position: GmxV2Position = {
    ...base,
    ...terms,
    collateralPriceMin: safe.weth,
    indexPriceMin: safe.sol,
    indexPriceMax: safe.sol,
  };

  test("leverage 90 is safe at the opening prices", () => {
    expect(reasonOf(position)).toBeNull();
  });

  test("trap: collateral that is not the index can fall and liquidate while the index stands still", () => {
    expect(reasonOf({ ...position, collateralPriceMin: liquidated.weth })).toBe("leverage");
  });

  test("what is left after a loss is what the contract returned", () => {
    const after = {
      ...position,
      collateralPriceMin: liquidated.weth,
      indexPriceMin: liquidated.sol,
      indexPriceMax: liquidated.sol,
    };
    expect(reasonOf(after)).toBe("leverage");
    const { equityUsd } = okValue(gmxV2Margin(after));
    expect(equityUsd / liquidated.weth).toBeCloseTo(liquidated.wethReturned, 12);
  });
});

describe("terms", () => {
  test("trap: maintenance is a share of the entry notional, not of the mark notional", () => {
    const atEntry = okValue(gmxV2Margin(base));
    const doubled = okValue(gmxV2Margin(at(base, 6_000)));
    expect(atEntry.maintenanceUsd).toBe(150);
    expect(doubled.maintenanceUsd).toBe(150);
  });

  test("trap: a position under 200 USD is held to the 1 USD floor, not to its factor", () => {
    const small = okValue(gmxV2Margin({ ...base, sizeInUsd: 100, sizeInTokens: 100 / 3_000 }));
    expect(small.maintenanceUsd).toBe(1);
    expect(small.terms.map((term) => term.maintenanceUsd)).toEqual([0.5, 0.5]);
  });

  test("the three rules fire in the contract's order, strict at the requirement, inclusive at zero", () => {
    expect(gmxV2LiquidationReason(base, 0.5)).toBe("minCollateral");
    expect(gmxV2LiquidationReason({ ...base, minCollateralUsd: 0 }, 0)).toBe("nonPositive");
    expect(gmxV2LiquidationReason(base, 149.999)).toBe("leverage");
    expect(gmxV2LiquidationReason(base, 150)).toBeNull();
  });

  test("open interest raises the initial margin only", () => {
    const crowded = okValue(
      gmxV2Margin({
        ...base,
        openInterestUsd: 166e6,
        minCollateralFactorForOpenInterestMultiplier: 6e-11,
      }),
    );
    expect(crowded.initialUsd).toBeCloseTo(30_000 * 0.00996, 9);
    expect(crowded.maintenanceUsd).toBe(150);
  });
});

describe("equity", () => {
  test("trap: a long is marked at the min price and a short at the max price", () => {
    const spread = { ...base, indexPriceMin: 2_990, indexPriceMax: 3_010 };
    expect(okValue(gmxV2Margin(spread)).equityUsd).toBe(3_000 - 100);
    expect(okValue(gmxV2Margin({ ...spread, isLong: false })).equityUsd).toBe(3_000 - 100);
  });

  test("trap: positive impact never helps and negative impact counts up to the cap, which is 0 by default", () => {
    const equity = (pendingImpactUsd: number, maxPositionImpactFactorForLiquidations: number) =>
      okValue(gmxV2Margin({ ...base, pendingImpactUsd, maxPositionImpactFactorForLiquidations })).equityUsd;
    expect(equity(500, 0.01)).toBe(3_000);
    expect(equity(-500, 0)).toBe(3_000);
    expect(equity(-500, 0.01)).toBe(2_700);
    expect(equity(-200, 0.01)).toBe(2_800);
  });

  test("closing fee, borrowing and funding are charged before they are paid", () => {
    const charged = {
      ...base,
      positionFeeFactor: 0.0006,
      pendingBorrowingUsd: 40,
      pendingFundingUsd: 7,
    };
    expect(okValue(gmxV2Margin(charged)).equityUsd).toBeCloseTo(3_000 - 18 - 40 - 7, 9);
  });

  test("profit counts up to the pool's cap, a loss in full", () => {
    const rich = at(base, 4_000);
    expect(okValue(gmxV2Margin(rich)).equityUsd).toBe(13_000);
    expect(okValue(gmxV2Margin({ ...rich, pnlCapUsd: 2_500 })).equityUsd).toBe(5_500);
    expect(okValue(gmxV2Margin({ ...at(base, 2_900), pnlCapUsd: 2_500 })).equityUsd).toBe(2_000);
  });

  test("trap: coin collateral is exposure, so the slope of equity is the golden delta", () => {
    for (const row of deltas) {
      const position: GmxV2Position = {
        ...base,
        isLong: row.isLong,
        sizeInUsd: 100_000,
        sizeInTokens: 100_000 / 60_000,
        indexPriceMin: 60_000,
        indexPriceMax: 60_000,
        collateralIsIndex: row.collateralIsIndex,
        collateralPriceMin: row.collateralIsIndex ? 60_000 : 1,
        collateralAmount: row.collateralAmount,
      };
      const up = okValue(gmxV2Margin(at(position, 60_500))).equityUsd;
      const down = okValue(gmxV2Margin(at(position, 59_500))).equityUsd;
      expect((up - down) / 1_000).toBeCloseTo(row.deltaBase, 10);
    }
  });
});

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

describe("bad input", () => {
  test("every field at fault is named", () => {
    expect(issueFields(gmxV2Margin({ ...base, sizeInUsd: -1, indexPriceMin: Number.NaN }))).toEqual([
      "sizeInUsd",
      "indexPriceMin",
    ]);
    expect(issueFields(gmxV2Margin({ ...base, collateralAmount: -1 }))).toEqual(["collateralAmount"]);
    expect(issueFields(gmxV2Margin({ ...base, pnlCapUsd: Number.NaN }))).toEqual(["pnlCapUsd"]);
  });

  test("a crossed oracle is refused", () => {
    expect(issueFields(gmxV2Margin({ ...base, indexPriceMin: 3_001 }))).toEqual(["indexPriceMin"]);
  });

  test("an overflow is refused", () => {
    const result = gmxV2Margin({ ...base, sizeInTokens: 1e200, indexPriceMin: 1e200, indexPriceMax: 1e200 });
    expect(result.ok).toBe(false);
  });
});
