import { describe, expect, test } from "vitest";
import { type GmxV2Position, gmxV2LiquidationReason, gmxV2Margin } from "../../../engine/margin/gmxV2.ts";
import { deltas, guardianLong } from "../../fixtures/margin/gmxV2.ts";
import { at, base } from "./gmxV2.support.ts";
import { issueFields, okValue } from "./support.ts";

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
