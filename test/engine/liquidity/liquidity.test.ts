import { describe, expect, it } from "vitest";
import { almgrenChriss } from "../../../engine/liquidity/almgrenChriss.ts";
import { daysToExit, depthToTrade } from "../../../engine/liquidity/depth.ts";
import {
  amihudIlliquidity,
  effectiveSpread,
  kyleLambda,
  rollSpread,
} from "../../../engine/liquidity/estimators.ts";
import { squareRootImpact } from "../../../engine/liquidity/impact.ts";
import { endogenousVar, linearLiquidationScale } from "../../../engine/liquidity/liquidityVar.ts";
import { constantSpreadVar, randomSpreadVar } from "../../../engine/liquidity/spread.ts";
import type { Result } from "../../../engine/result.ts";
import golden from "../../fixtures/liquidity/golden.json" with { type: "json" };

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));
const relative = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe("spread", () => {
  it.each(golden.lvarConstantSpread)("constant, as in $source", (r) => {
    const result = value(
      constantSpreadVar({ positionUsd: r.V, z: r.z, standardDeviation: r.sigma, spread: r.spread }),
    );
    expect(relative(result.totalUsd, r.expect)).toBeLessThan(1e-14);
  });

  it("that widens with the fall (Bangia)", () => {
    const r = golden.lvarBangia.row;
    const result = value(
      randomSpreadVar({
        positionUsd: r.V,
        z: r.z,
        mean: 0,
        standardDeviation: r.sigma,
        meanSpread: r.meanSpread,
        spreadDeviation: r.sdSpread,
        spreadMultiple: r.a,
      }),
    );
    expect(relative(result.totalUsd, r.lvar)).toBeLessThan(1e-13);
  });
});

describe("impact of the own trade", () => {
  it.each(golden.sqrtImpact.rows)("of $Q on $V", (r) => {
    const impact = value(
      squareRootImpact({
        tradeUsd: r.Q,
        dailyVolumeUsd: r.V,
        dailyVolatility: r.sigmaDaily,
        coefficient: r.Y,
      }),
    );
    expect(relative(impact.peak, r.impact)).toBeLessThan(1e-14);
    expect(relative(impact.costUsd, r.costUsdTwoThirds)).toBeLessThan(1e-14);
  });

  it("enters VaR beside the spread", () => {
    const r = golden.lvarEndogenous.row;
    const result = value(
      endogenousVar({
        positionUsd: r.V,
        z: r.z,
        dailyVolatility: r.sigma,
        spread: r.spread,
        coefficient: r.Y,
        dailyVolumeUsd: r.ADV,
      }),
    );
    expect(relative(result.valueAtRiskUsd, r.VaR)).toBeLessThan(1e-14);
    expect(relative(result.spreadCostUsd, r.exo)).toBeLessThan(1e-14);
    expect(relative(result.impactCostUsd, r.endo)).toBeLessThan(1e-14);
    expect(relative(result.totalUsd, r.total)).toBeLessThan(1e-14);
  });

  it.each(golden.lvarEndogenous.linearLiquidationScale)("sold over $h days", (r) => {
    expect(value(linearLiquidationScale(r.h))).toBeCloseTo(r.scale, 14);
  });
});

describe("depth", () => {
  it("against the trade, and days to exit", () => {
    const [depth, exit] = golden.depthToTrade.rows;
    expect(value(depthToTrade(depth?.depth ?? 0, depth?.notional ?? 0))).toBe(depth?.DTT);
    expect(value(daysToExit(exit?.notional ?? 0, exit?.participation ?? 0, exit?.adv ?? 0))).toBe(
      exit?.daysToExit,
    );
  });
});

describe("Almgren-Chriss", () => {
  const input = {
    size: 1e6,
    days: 5,
    steps: 5,
    dailyVolatility: 0.95,
    fixedCost: 1 / 16,
    permanentImpact: 2.5e-7,
    temporaryImpact: 2.5e-6,
    riskAversion: 1e-6,
  };

  it("schedules the paper's example", () => {
    const { kappa, holdings, trades, expectedCost, sd } = golden.almgrenChriss;
    const schedule = value(almgrenChriss(input));
    expect(relative(schedule.urgency, kappa)).toBeLessThan(1e-13);
    holdings.forEach((held, j) => {
      expect(schedule.holdings[j]).toBeCloseTo(held, 6);
    });
    trades.forEach((sold, j) => {
      expect(schedule.trades[j]).toBeCloseTo(sold, 6);
    });
    expect(relative(schedule.expectedCostUsd, expectedCost)).toBeLessThan(1e-13);
    expect(relative(schedule.costDeviationUsd, sd)).toBeLessThan(1e-13);
  });

  it("sells at an even pace without risk aversion, and at once with a great deal", () => {
    for (const sold of value(almgrenChriss({ ...input, riskAversion: 0 })).trades)
      expect(sold).toBeCloseTo(2e5, 8);
    const urgent = value(almgrenChriss({ ...input, riskAversion: 1e12 }));
    expect(urgent.trades[0]).toBeCloseTo(1e6, 3);
    expect(urgent.holdings.at(-1)).toBe(0);
  });

  it("is no worse than its neighbours in cost + risk aversion * variance", () => {
    const eta = input.temporaryImpact - input.permanentImpact / 2;
    const objective = (held: readonly number[]) => {
      const trades = held.slice(1).map((x, j) => (held[j] ?? 0) - x);
      const cost = eta * trades.reduce((sum, n) => sum + n * n, 0);
      const variance = 0.95 ** 2 * held.slice(1).reduce((sum, x) => sum + x * x, 0);
      return cost + input.riskAversion * variance;
    };
    const { holdings } = value(almgrenChriss(input));
    for (let j = 1; j < 5; j++) {
      for (const nudge of [-1000, 1000]) {
        const moved = holdings.map((x, i) => (i === j ? x + nudge : x));
        expect(objective(moved)).toBeGreaterThan(objective(holdings));
      }
    }
  });
});

describe("estimators from trades", () => {
  it("Amihud, Kyle and Roll", () => {
    const { amihud, kyleLambda: kyle, roll } = golden;
    expect(relative(value(amihudIlliquidity(amihud.r, amihud.dollarVolume)), amihud.illiq)).toBeLessThan(
      1e-14,
    );
    expect(relative(value(kyleLambda(kyle.dp, kyle.q)), kyle.lambda_)).toBeLessThan(1e-14);
    expect(relative(value(rollSpread(roll.p)), roll.spread)).toBeLessThan(1e-13);
  });

  it("of one trade is twice its distance from the mid, whichever side it was on", () => {
    expect(value(effectiveSpread(100.3, 100))).toBeCloseTo(0.006, 14);
    expect(value(effectiveSpread(99.7, 100))).toBeCloseTo(0.006, 14);
  });

  it("Roll's spread is zero when prices trend", () => {
    expect(value(rollSpread([1, 2, 4, 7, 11]))).toBe(0);
  });
});

describe("bad input is an issue that names the field", () => {
  const spread = { positionUsd: 1, z: 2, standardDeviation: 0.1, spread: 0.01 };
  const impact = { tradeUsd: 1, dailyVolumeUsd: 10, dailyVolatility: 0.1, coefficient: 1 };
  const execution = {
    size: 1,
    days: 1,
    steps: 1,
    dailyVolatility: 1,
    fixedCost: 0,
    permanentImpact: 0,
    temporaryImpact: 1,
    riskAversion: 0,
  };
  it.each([
    ["spread", constantSpreadVar({ ...spread, spread: -1 })],
    ["standardDeviation", constantSpreadVar({ ...spread, standardDeviation: Number.NaN })],
    ["dailyVolumeUsd", squareRootImpact({ ...impact, dailyVolumeUsd: 0 })],
    ["days", linearLiquidationScale(0)],
    ["notionalUsd", depthToTrade(1, 0)],
    ["participation", daysToExit(1, 0, 1)],
    ["days", almgrenChriss({ ...execution, days: -1 })],
    ["steps", almgrenChriss({ ...execution, steps: 1.5 })],
    ["temporaryImpact", almgrenChriss({ ...execution, permanentImpact: 3 })],
    ["dollarVolumes.length", amihudIlliquidity([0.1, 0.2], [1])],
    ["dollarVolumes[0]", amihudIlliquidity([0.1], [0])],
    ["execution", effectiveSpread(0, 1)],
    ["mid", effectiveSpread(1, Number.NaN)],
    ["signedVolumes", kyleLambda([1], [0])],
    ["prices.length", rollSpread([1, 2])],
  ])("%s", (field, result) => {
    expect(fields(result)).toEqual([field]);
  });
});
