import { describe, expect, test } from "vitest";
import { coinCollateralPerpRisk } from "../../../engine/pricing/coinCollateralPerp.ts";
import { inversePerpMovePnl, inversePerpRisk } from "../../../engine/pricing/inversePerp.ts";
import { linearPerpCarry, linearPerpRisk } from "../../../engine/pricing/linearPerp.ts";
import fixture from "../../fixtures/pricing/perpetuals.json" with { type: "json" };
import { expectClose } from "./tolerance.ts";

describe("linear perpetual", () => {
  test.each(fixture.linear.rows)("size $sizeBase from $entry to $mark", (row) => {
    const perp = { size: row.sizeBase, entryPrice: row.entry, fundingRate: 0, borrowRate: 0 };
    expect(linearPerpRisk(perp, row.mark)).toEqual({
      pnlUsd: row.pnlUsd,
      delta: row.deltaBase,
      gamma: row.gamma,
    });
  });

  test("funding changes sign with the side, borrow does not", () => {
    const long = { size: 2, entryPrice: 3000, fundingRate: 0.1, borrowRate: 0.02 };
    expect(linearPerpCarry(long, 3000)).toBe(-720);
    expect(linearPerpCarry({ ...long, size: -2 }, 3000)).toBe(480);
  });
});

describe("inverse perpetual", () => {
  test.each(fixture.inverse.rows)("$contractsUsd USD from $entry to $mark", (row) => {
    const risk = inversePerpRisk({ contractsUsd: row.contractsUsd, entryPrice: row.entry }, row.mark);
    expectClose(risk.pnlCoin, row.pnlCoin, 1e-15);
    expectClose(risk.pnlUsd, row.pnlUsdAtMark, 1e-15);
    expectClose(risk.deltaCoin, row.deltaCoin_dPnLcoin_dP, 1e-15);
    expectClose(risk.sizeCoins, row.positionDeltaBase, 1e-15);
    expectClose(risk.delta, row.usdDelta_incl_coin_pnl, 1e-15);
    expect(risk.gamma).toBe(row.gammaUsd);
  });

  test("a long is concave in coins", () => {
    const perp = { contractsUsd: 60_000, entryPrice: 60_000 };
    const step = 10;
    const at = (mark: number) => inversePerpRisk(perp, mark).deltaCoin;
    const slope = (at(50_000 + step) - at(50_000 - step)) / (2 * step);
    expectClose(inversePerpRisk(perp, 50_000).gammaCoin, slope, 1e-6);
    expect(slope).toBeLessThan(0);
  });

  test.each(fixture.inverseMove.rows)("Deribit's simulated move of $shock", ({ size, shock, pnl }) => {
    expectClose(inversePerpMovePnl(size, shock), pnl, 1e-15);
  });

  test("the move formula is the P&L difference", () => {
    const perp = { contractsUsd: 60_000, entryPrice: 47_000 };
    const before = inversePerpRisk(perp, 50_000);
    const after = inversePerpRisk(perp, 40_000);
    expectClose(inversePerpMovePnl(before.sizeCoins, -0.2), after.pnlCoin - before.pnlCoin, 1e-14);
  });
});

describe("perpetual with coin collateral", () => {
  test.each(fixture.coinCollateral.rows)("$side with $collateralAmount $collateralToken", (row) => {
    const position = {
      side: row.side === "long" ? ("long" as const) : ("short" as const),
      sizeInTokens: row.sizeInTokens,
      sizeInUsd: row.sizeUsd,
      collateralAmount: row.collateralAmount,
      collateralIsIndex: row.collateralToken === "BTC",
      pendingCostUsd: 250,
    };
    const risk = coinCollateralPerpRisk(position, row.P, 1);
    expectClose(risk.delta, row.deltaBase, 1e-15);

    const moved = coinCollateralPerpRisk(position, row.P + 100, 1);
    expectClose((moved.valueUsd - risk.valueUsd) / 100, risk.delta, 1e-9);
    const collateralUsd = row.collateralAmount * (row.collateralToken === "BTC" ? row.P : 1);
    expectClose(risk.valueUsd, collateralUsd - 250, 1e-12);
  });
});
