import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkScenario, shockVolatility } from "../../../../engine/book/scenario.ts";
import { type GridDefinition, gridScenarios } from "../../../../engine/margin/openGrid/definition.ts";
import { openGridComponents, openGridMargin } from "../../../../engine/margin/openGrid/openGrid.ts";
import { DERIBIT_SHAPED_GRID, DERIVE_SHAPED_GRID } from "../../../../engine/margin/openGrid/presets.ts";
import type { GridLeg } from "../../../../engine/margin/openGrid/scan.ts";
import { dederi, simulate, volShocks } from "../../../fixtures/margin/openGrid.ts";
import { issueFields, okValue } from "../support.ts";

const NO_CHARGE = { rate: 0, ratePerYear: 0, maintenanceShare: 0 };

/** A grid of bare moves, without charges, for tests of the aggregation alone. */
function bare(columns: number): GridDefinition {
  return {
    ...DERIVE_SHAPED_GRID,
    moves: Array.from({ length: columns }, (_, i) => ({ move: i / 100, vols: ["same"] as const })),
    tails: [],
    scale: { byUnderlying: {}, other: 1 },
    contingencies: { linear: NO_CHARGE, shortConvex: NO_CHARGE, coin: NO_CHARGE },
    maintenanceFactor: 1,
  };
}

function leg(id: string, pnlUsd: readonly number[], more: Partial<GridLeg> = {}): GridLeg {
  return { id, underlying: "ETH", kind: "linear", notionalUsd: 0, yearsToExpiry: 0, pnlUsd, ...more };
}

describe("Deribit's published simulation", () => {
  const { indexUsd } = simulate;
  const legs = simulate.legs.map((row) =>
    leg(
      row.id,
      row.pnlByPrice.flatMap((coin) => [coin * indexUsd, coin * indexUsd, coin * indexUsd]),
      { underlying: "BTC", notionalUsd: row.size * indexUsd, yearsToExpiry: row.yearsToExpiry },
    ),
  );

  test("worst case, roll charge, risk matrix margin and maintenance", () => {
    const report = okValue(openGridMargin(legs, DERIBIT_SHAPED_GRID, 0));
    const coins = (name: string) =>
      (report.terms.find((term) => term.name === name)?.initialUsd ?? 0) / indexUsd;
    expect(coins("BTC worst loss")).toBeCloseTo(simulate.worstCase, 15);
    expect(coins("BTC contingency")).toBeCloseTo(simulate.rollShock, 11);
    expect(Math.abs(report.initialUsd / indexUsd - simulate.riskMatrixMargin)).toBeLessThan(5e-10);
    expect(Math.abs(report.maintenanceUsd / indexUsd - simulate.maintenanceMargin)).toBeLessThan(4e-10);
    expect(report.worstScenario).toEqual({ index: 0, name: "-16 % vol up" });
  });

  test("trap: the roll charge is on size, long and short, although the legs offset", () => {
    const alone = okValue(openGridMargin(legs.slice(0, 1), DERIBIT_SHAPED_GRID, 0));
    const both = okValue(openGridMargin(legs, DERIBIT_SHAPED_GRID, 0));
    expect(both.terms[0]?.initialUsd).toBeLessThan(alone.terms[0]?.initialUsd ?? 0);
    expect(both.terms[1]?.initialUsd).toBeGreaterThan(alone.terms[1]?.initialUsd ?? 0);
  });
});

describe("definitions", () => {
  test("the presets have 27 and 31 valid scenarios with distinct names", () => {
    for (const [grid, count] of [
      [DERIBIT_SHAPED_GRID, 27],
      [DERIVE_SHAPED_GRID, 31],
    ] as const) {
      const scenarios = gridScenarios(grid);
      expect(scenarios.length).toBe(count);
      expect(new Set(scenarios.map(({ scenario }) => scenario.name)).size).toBe(count);
      for (const { scenario } of scenarios) expect(checkScenario(scenario, "scenario")).toEqual([]);
    }
  });

  test.each(volShocks)("volatility $iv at $days days moves to $up and $down", ({ iv, days, up, down }) => {
    const { volUp, volDown } = DERIBIT_SHAPED_GRID;
    expect(shockVolatility(iv, days / 365, { kind: "tenor", ...volUp })).toBeCloseTo(up, 12);
    expect(shockVolatility(iv, days / 365, { kind: "tenor", ...volDown })).toBeCloseTo(down, 12);
  });

  test("the up shock has a floor, the down shock has none", () => {
    const { volUp, volDown } = DERIBIT_SHAPED_GRID;
    expect(shockVolatility(0.1, 1, { kind: "tenor", ...volUp })).toBe(0.5);
    expect(shockVolatility(0.1, 1, { kind: "tenor", ...volDown })).toBeLessThan(0.1);
  });

  test("tails come last, with volatility up and their weight", () => {
    const tails = gridScenarios(DERIVE_SHAPED_GRID).slice(23);
    expect(tails.map(({ weight }) => weight)).toEqual([0.21, 0.42, 0.27, 0.13, 0.069, 0.046, 0.034, 0.027]);
    expect(tails[0]?.scenario).toMatchObject({ name: "-66 % vol up", spotMove: -0.66 });
  });
});

describe("wilder underlyings", () => {
  const { scenario } = gridScenarios(DERIVE_SHAPED_GRID)[0] ?? { scenario: null };

  test("moves are wider for coins that are wilder, and widest for coins without numbers", () => {
    expect(scenario?.spotMoveByUnderlying?.ETH).toBe(0.18);
    expect(scenario?.spotMoveByUnderlying?.SOL).toBeCloseTo(0.27, 12);
    expect(scenario?.spotMoveByUnderlying?.HYPE).toBeCloseTo(0.33, 12);
    expect(scenario?.spotMove).toBeCloseTo(0.33, 12);
  });

  test("trap: tails keep their moves, but more of the loss counts", () => {
    const grid: GridDefinition = {
      ...bare(1),
      scale: { byUnderlying: { ETH: 1, SOL: 1.5 }, other: 2 },
      tails: [{ move: -0.66, weight: 0.2 }],
    };
    expect(gridScenarios(grid)[1]?.scenario.spotMove).toBe(-0.66);
    const margin = (underlying: string) =>
      okValue(openGridMargin([leg("leg", [0, -1_000], { underlying })], grid, 0)).initialUsd;
    expect(["ETH", "SOL", "DOGE"].map(margin)).toEqual([200, 300, 400].map((usd) => expect.closeTo(usd, 9)));
    const [component] = okValue(openGridComponents([leg("leg", [0, -1_000], { underlying: "SOL" })], grid));
    expect(component?.initialUsd).toBeCloseTo(300, 9);
  });
});

describe("another published grid", () => {
  test("ten ETH futures on 11 moves of 3 %: the wiki's P&L and contingency", () => {
    const forward = 2253.155229;
    const grid: GridDefinition = {
      ...bare(0),
      moves: [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((step) => ({ move: step * 0.03, vols: ["same"] })),
      contingencies: {
        linear: { rate: 0.006, ratePerYear: 0, maintenanceShare: 1 },
        shortConvex: NO_CHARGE,
        coin: NO_CHARGE,
      },
      scale: { byUnderlying: {}, other: 1 },
    };
    const pnl = gridScenarios(grid).map(({ scenario }) => 10 * forward * scenario.spotMove);
    expect(pnl.map(Math.round)).toEqual(dederi.pnl.map((usd) => expect.closeTo(usd, 0)));
    const report = okValue(openGridMargin([leg("future", pnl, { notionalUsd: 10 * 2243.3 })], grid, 0));
    expect(report.terms.map((term) => term.initialUsd)).toEqual([
      expect.closeTo(dederi.worst, 5),
      expect.closeTo(dederi.contingency, 9),
    ]);
  });
});

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

const columns = gridScenarios(DERIVE_SHAPED_GRID).length;
const arbitraryLeg = fc
  .record({
    underlying: fc.constantFrom("ETH", "BTC", "SOL"),
    kind: fc.constantFrom("linear" as const, "convex" as const, "coin" as const),
    notionalUsd: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    yearsToExpiry: fc.double({ min: 0, max: 2, noNaN: true }),
    pnlUsd: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: columns,
      maxLength: columns,
    }),
  })
  .map((row): GridLeg => ({ id: "leg", ...row }));
const book = fc.array(arbitraryLeg, { minLength: 1, maxLength: 8 });

describe("properties", () => {
  const margin = (legs: readonly GridLeg[], grid = DERIVE_SHAPED_GRID) =>
    okValue(openGridMargin(legs, grid, 0));

  test("property: joint margin never exceeds the sum over any split of the book", () => {
    fc.assert(
      fc.property(book, book, (a, b) => {
        const [joint, left, right] = [margin([...a, ...b]), margin(a), margin(b)];
        expect(joint.initialUsd).toBeLessThanOrEqual((left.initialUsd + right.initialUsd) * (1 + 1e-12));
        expect(joint.maintenanceUsd).toBeLessThanOrEqual(
          (left.maintenanceUsd + right.maintenanceUsd) * (1 + 1e-12),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("property: one more scenario never lowers the margin", () => {
    fc.assert(
      fc.property(book, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (legs, pnl) => {
        const wider = { ...DERIVE_SHAPED_GRID, tails: [...DERIVE_SHAPED_GRID.tails, { move: 9, weight: 1 }] };
        const extended = legs.map((row, i) => ({
          ...row,
          pnlUsd: [...Array.from(row.pnlUsd), pnl * (i + 1)],
        }));
        expect(margin(extended, wider).initialUsd).toBeGreaterThanOrEqual(margin(legs).initialUsd);
      }),
      { numRuns: 200 },
    );
  });

  test("property: the margin is proportional to size, so it grows with it", () => {
    fc.assert(
      fc.property(book, fc.double({ min: 1, max: 10, noNaN: true }), (legs, factor) => {
        const scaled = legs.map((row) => ({
          ...row,
          notionalUsd: row.notionalUsd * factor,
          pnlUsd: Array.from(row.pnlUsd, (pnl) => pnl * factor),
        }));
        const [small, large] = [margin(legs).initialUsd, margin(scaled).initialUsd];
        expect(Math.abs(large - small * factor)).toBeLessThanOrEqual(1e-12 * large);
      }),
      { numRuns: 200 },
    );
  });

  test("property: components add up to the margin", () => {
    fc.assert(
      fc.property(book, (legs) => {
        const report = margin(legs);
        const rows = okValue(openGridComponents(legs, DERIVE_SHAPED_GRID));
        const total = rows.reduce((sum, row) => sum + row.initialUsd, 0);
        const scale = rows.reduce((sum, row) => sum + Math.abs(row.initialUsd), 0);
        expect(Math.abs(total - report.initialUsd)).toBeLessThanOrEqual(1e-11 * scale);
      }),
      { numRuns: 200 },
    );
  });
});

describe("bad input", () => {
  test("every field at fault is named, with the leg as subject", () => {
    const pnl = Array.from({ length: columns }, (_, s) => (s === 3 ? Number.NaN : 0));
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
