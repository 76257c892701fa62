import { describe, expect, test } from "vitest";
import { checkScenario, shockVolatility } from "../../../../engine/book/scenario.ts";
import { type GridDefinition, gridScenarios } from "../../../../engine/margin/openGrid/definition.ts";
import { openGridComponents, openGridMargin } from "../../../../engine/margin/openGrid/openGrid.ts";
import { DERIBIT_SHAPED_GRID, DERIVE_SHAPED_GRID } from "../../../../engine/margin/openGrid/presets.ts";
import { inversePerpMovePnl } from "../../../../engine/pricing/inversePerp.ts";
import { dederi, simulate, volShocks } from "../../../fixtures/margin/openGrid.ts";
import { expectWithin } from "../../figures.ts";
import { okValue } from "../support.ts";
import { bare, leg, NO_CHARGE } from "./support.ts";

describe("Deribit's published simulation", () => {
  const { indexUsd } = simulate;
  const legs = simulate.legs.map((row) =>
    leg(
      row.id,
      row.pnlByPrice.flatMap((coin) => [coin * indexUsd, coin * indexUsd, coin * indexUsd]),
      { underlying: "BTC", notionalUsd: row.size * indexUsd, yearsToExpiry: row.yearsToExpiry },
    ),
  );

  test.each(simulate.legs)("P&L of $id at nine prices, in coins", ({ size, pnlByPrice }) => {
    const pnl = DERIBIT_SHAPED_GRID.moves.map(({ move }) => inversePerpMovePnl(size, move));
    expect(pnl).toHaveLength(pnlByPrice.length);
    for (const [i, coins] of pnlByPrice.entries())
      expectWithin(Math.abs((pnl[i] ?? NaN) - coins), 1e-16, `${pnl[i]} is not ${coins}`);
  });

  test("the account's vector is the sum of its legs, gains counted as nothing", () => {
    for (const [i, coins] of simulate.accountByPrice.entries()) {
      const at = legs.map((row) => ({ ...row, pnlUsd: [row.pnlUsd[3 * i] ?? NaN] }));
      const margin = okValue(openGridMargin(at, bare(1), 0)).initialUsd / indexUsd;
      expectWithin(Math.abs(-margin - coins), 1e-15);
    }
  });

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
    const forward = dederi.index * Math.exp((dederi.annualBasis * dederi.days) / 365);
    expectWithin(Math.abs(forward - dederi.forward), 1e-6);
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
    const report = okValue(openGridMargin([leg("future", pnl, { notionalUsd: 10 * dederi.index })], grid, 0));
    expect(report.terms.map((term) => term.initialUsd)).toEqual([
      expect.closeTo(dederi.worst, 5),
      expect.closeTo(dederi.contingency, 9),
    ]);
  });
});
