import { describe, expect, test } from "vitest";
import { type GridDefinition, gridScenarios } from "../../../../engine/margin/openGrid/definition.ts";
import { openGridComponents, openGridMargin } from "../../../../engine/margin/openGrid/openGrid.ts";
import { DERIVE_SHAPED_GRID } from "../../../../engine/margin/openGrid/presets.ts";
import type { GridLeg } from "../../../../engine/margin/openGrid/scan.ts";
import { issueFields, okValue } from "../support.ts";
import { bare, leg, NO_CHARGE } from "./support.ts";

describe("aggregation", () => {
  test("trap: a gain in every scenario earns no credit elsewhere", () => {
    const legs = [leg("gain", [50, 60]), leg("loss", [-10, -30], { underlying: "BTC" })];
    expect(okValue(openGridMargin(legs, bare(2), 0)).initialUsd).toBe(30);
  });

  test("trap: different underlyings never offset, not even in the same scenario", () => {
    const same = [leg("long", [-100, 100]), leg("short", [100, -100])];
    const cross = [leg("long", [-100, 100]), leg("short", [100, -100], { underlying: "BTC" })];
    expect(okValue(openGridMargin(same, bare(2), 0)).initialUsd).toBe(0);
    expect(okValue(openGridMargin(cross, bare(2), 0)).initialUsd).toBe(200);
  });

  test("only the weighted share of a tail loss counts", () => {
    const grid: GridDefinition = { ...bare(1), tails: [{ move: 5, weight: 0.027 }] };
    const report = okValue(openGridMargin([leg("short call", [-10, -4_000])], grid, 0));
    expect(report.initialUsd).toBeCloseTo(108, 12);
    expect(report.worstScenario).toEqual({ index: 1, name: "+500 % vol up" });
  });

  test("contingencies: short convex legs pay, long ones do not, futures pay by time", () => {
    const grid: GridDefinition = {
      ...bare(1),
      contingencies: {
        linear: { rate: 0.01, ratePerYear: 0.075, maintenanceShare: 0.8 },
        shortConvex: { rate: 0.005, ratePerYear: 0, maintenanceShare: 0.6 },
        coin: { rate: 0.02, ratePerYear: 0, maintenanceShare: 1 },
      },
    };
    const margin = (more: Partial<GridLeg>) => {
      const { initialUsd, maintenanceUsd } = okValue(openGridMargin([leg("leg", [0], more)], grid, 0));
      return [initialUsd, maintenanceUsd];
    };
    expect(margin({ kind: "convex", notionalUsd: 1_000 })).toEqual([0, 0]);
    expect(margin({ kind: "convex", notionalUsd: -1_000 })).toEqual([5, 3]);
    expect(margin({ notionalUsd: -1_000 })).toEqual([10, 8]);
    expect(margin({ notionalUsd: 1_000, yearsToExpiry: 1 })).toEqual([75, 60]);
    expect(margin({ kind: "coin", notionalUsd: 1_000 })).toEqual([20, 20]);
  });

  test("a book without loss has no worst scenario", () => {
    const report = okValue(openGridMargin([leg("flat", [0, 0])], bare(2), 5));
    expect(report.worstScenario).toBeNull();
    expect([report.initialUsd, report.equityUsd]).toEqual([0, 5]);
    expect(okValue(openGridMargin([], bare(2), 5)).initialUsd).toBe(0);
  });
});

describe("components", () => {
  /** Ten scenarios of three legs, worked by hand: the worst is the fourth, 200 - 150 + 40 = 90. */
  const matrix = [
    [-120, -60, 30, -200, 90, -10, 50, -80, 10, 140],
    [80, 70, -10, 150, -60, -30, 20, 10, -5, -90],
    [10, -20, 5, -40, 20, -5, -60, 30, 0, -30],
  ];

  test("each leg's loss in the worst scenario; a hedge is negative", () => {
    const legs = matrix.map((pnl, i) => leg(`leg ${i}`, pnl));
    const components = okValue(openGridComponents(legs, bare(10)));
    expect(components.map((row) => row.initialUsd)).toEqual([200, -150, 40]);
    expect(okValue(openGridMargin(legs, bare(10), 0)).initialUsd).toBe(90);
  });

  test("tied scenarios are averaged", () => {
    const legs = [leg("a", [-30, -10]), leg("b", [10, -10])];
    const components = okValue(openGridComponents(legs, bare(2)));
    expect(components.map((row) => row.initialUsd)).toEqual([20, 0]);
  });
});

describe("bad input", () => {
  test("every field at fault is named, with the leg as subject", () => {
    const pnl = Array.from({ length: gridScenarios(DERIVE_SHAPED_GRID).length }, (_, s) =>
      s === 3 ? Number.NaN : 0,
    );
    const legs = [leg("a", pnl, { yearsToExpiry: -1 }), leg("b", [1, 2])];
    const result = openGridMargin(legs, DERIVE_SHAPED_GRID, Number.NaN);
    expect(issueFields(result)).toEqual([
      "equityUsd",
      "legs[0].yearsToExpiry",
      "legs[0].pnlUsd[3]",
      "legs[1].pnlUsd",
    ]);
    expect(result.ok ? [] : result.issues.map((issue) => issue.subject)).toEqual([undefined, "a", "a", "b"]);
  });

  test("a grid outside its domain names the parameter", () => {
    const grid: GridDefinition = {
      ...bare(1),
      tails: [{ move: -1, weight: Number.NaN }],
      contingencies: {
        linear: { ...NO_CHARGE, maintenanceShare: 2 },
        shortConvex: NO_CHARGE,
        coin: NO_CHARGE,
      },
    };
    expect(issueFields(openGridMargin([], grid, 0))).toEqual([
      "definition.tails[0].move",
      "definition.tails[0].weight",
      "definition.contingencies.linear.maintenanceShare",
    ]);
    expect(issueFields(openGridMargin([], bare(0), 0))).toEqual(["definition.moves"]);
    const wild = {
      ...bare(2),
      moves: [{ move: -0.6, vols: [] }],
      scale: { byUnderlying: { SOL: 2 }, other: 1 },
    };
    expect(issueFields(openGridMargin([], wild, 0))).toEqual(["definition.moves[0].move"]);
    const zero = { ...bare(1), scale: { byUnderlying: { SOL: 0 }, other: Number.NaN } };
    expect(issueFields(openGridMargin([], zero, 0))).toEqual([
      "definition.scale.other",
      "definition.scale.byUnderlying.SOL",
    ]);
  });
});
