import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import type { Instrument } from "../../../engine/book/instrument.ts";
import { shockVolatility } from "../../../engine/book/scenario.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import { selectScenarios, spotVolGrid } from "../../../engine/stress/grid.ts";
import {
  HISTORICAL_EVENTS,
  historicalScenario,
  moveOf,
  USDE_SINGLE_VENUE_MOVE,
} from "../../../engine/stress/historical.ts";
import { NOW } from "../book/arbitraries.ts";

const YEAR = 365 * 86_400;

describe("volatility shocks", () => {
  const up = {
    kind: "tenor",
    change: 0.5,
    shortPower: 0.3,
    longPower: 0.13,
    minimumDays: 1,
    floor: 0.5,
  } as const;

  it("weaken with time to expiry, from 30 days on by the other power", () => {
    expect(shockVolatility(0.8, 10 / 365, up)).toBeCloseTo(0.8 * (1 + 0.5 * 3 ** 0.3), 14);
    expect(shockVolatility(0.8, 30 / 365, up)).toBeCloseTo(1.2, 14);
    expect(shockVolatility(0.8, 90 / 365, up)).toBeCloseTo(0.8 * (1 + 0.5 * (1 / 3) ** 0.13), 14);
  });

  it("count less than the least days as the least, and respect the floor", () => {
    expect(shockVolatility(0.8, 1 / 3650, up)).toBe(shockVolatility(0.8, 1 / 365, up));
    expect(shockVolatility(0.1, 30 / 365, up)).toBe(0.5);
  });

  it("never make a volatility negative", () => {
    expect(shockVolatility(0.3, 1, { kind: "absolute", change: -0.5 })).toBe(0);
    expect(shockVolatility(0.3, 1, { kind: "relative", change: -2 })).toBe(0);
    expect(shockVolatility(0.3, 1, { kind: "relative", change: -0.5 })).toBe(0.15);
    expect(shockVolatility(0.3, 1, { kind: "none" })).toBe(0.3);
  });
});

describe("grids", () => {
  const grid = spotVolGrid(
    [-0.1, 0.125],
    [
      { name: "same", shock: { kind: "none" } },
      { name: "up", shock: { kind: "relative", change: 0.5 } },
    ],
    7 / 365,
  );

  it("cross spot with volatility under readable names", () => {
    expect(grid.map(({ name }) => name)).toEqual([
      "spot -10 %, vol same",
      "spot -10 %, vol up",
      "spot +12.5 %, vol same",
      "spot +12.5 %, vol up",
    ]);
    expect(grid[3]).toMatchObject({ spotMove: 0.125, timeForwardYears: 7 / 365 });
  });

  it("revalue a whole book, and the rows of its venues add up", () => {
    const base = { chainId: 1, underlying: "ETH" };
    const instruments: Instrument[] = [
      { ...base, id: "perp", venue: "gmx", kind: "perp" },
      {
        ...base,
        id: "put",
        venue: "derive",
        kind: "option",
        right: "put",
        strike: 2800,
        expiry: NOW + YEAR / 12,
        settlement: "usd",
      },
    ];
    const marks = new Map([
      ["perp", { kind: "linear" as const, priceUsd: 3000, carryUsdPerYear: 0 }],
      ["put", { kind: "option" as const, forwardUsd: 3000, volatility: 0.7, rate: 0 }],
    ]);
    const { sheet } = buildSheet(instruments, { timestamp: NOW, marks }, grid);
    const sets = instruments.map(({ id, venue }) => ({
      id,
      chainId: 1,
      venue,
      account: "a",
      marginMode: "cross" as const,
    }));
    const positions = instruments.map(({ id }) => ({
      id,
      instrumentId: id,
      nettingSetId: id,
      quantity: 2,
      costUsd: 0,
      isCollateral: false,
    }));
    const total = bookGreeks(positions, sets, sheet, "TOTAL").groups.get("total");
    const venues = [...bookGreeks(positions, sets, sheet, "VENUE").groups.values()];
    grid.forEach((_, s) => {
      expect(venues.reduce((sum, venue) => sum + (venue.pnl[s] ?? 0), 0)).toBeCloseTo(total?.pnl[s] ?? 0, 9);
    });
    // The protective put limits the fall: its full revaluation, not its delta, says by how much.
    expect(total?.pnl[0]).toBeGreaterThan(-600);
    expect(total?.pnl[1]).toBeGreaterThan(total?.pnl[0] ?? 0);
  });

  it("are selected by name, and an unknown name is an issue", () => {
    const { scenarios, issues } = selectScenarios(["spot -10 %, vol up", "doom"], grid);
    expect(scenarios).toEqual([grid[1]]);
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", field: "scenarios[1]", subject: "doom" }]);
  });
});

describe("historical scenarios", () => {
  const move = (id: string, asset: string) => {
    const event = HISTORICAL_EVENTS.find((one) => one.id === id);
    return historicalScenario(event ?? never(id), { kind: "none" }).spotMoveByUnderlying?.[asset];
  };
  const never = (id: string): never => {
    throw new Error(`no event ${id}`);
  };

  it.each([
    ["2020-03-12", "BTC", -0.517],
    ["2020-03-12", "ETH", -0.557],
    ["2022-05-luna", "ETH", -0.391],
    ["2022-05-luna", "LUNA", -0.999997],
    ["2022-05-luna", "UST", -0.775],
    ["2022-11-ftx", "SOL", -0.681],
    ["2023-03-usdc", "USDC", -0.118],
    ["2025-10-10", "BTC", -0.175],
    ["2025-10-10", "ARB", -0.76],
    ["2025-10-10", "USDe", -0.00587],
  ])("%s moves %s by %d", (id, asset, expected) => {
    expect(move(id, asset)).toBeCloseTo(expected, 3);
  });

  it("have distinct names, sources, and falls only", () => {
    expect(new Set(HISTORICAL_EVENTS.map(({ id }) => id)).size).toBe(5);
    for (const event of HISTORICAL_EVENTS) {
      expect(event.source).not.toBe("");
      for (const prices of Object.values({ ...event.coins, ...event.failed })) {
        expect(moveOf(prices)).toBeGreaterThan(-1);
        expect(moveOf(prices)).toBeLessThan(0);
      }
    }
    expect(USDE_SINGLE_VENUE_MOVE).toBeCloseTo(-0.35, 3);
  });

  it("give coins without a record the median move of the market, and not that of the failed asset", () => {
    const luna = HISTORICAL_EVENTS.find((one) => one.id === "2022-05-luna") ?? never("luna");
    expect(historicalScenario(luna, { kind: "none" }).spotMove).toBe(
      moveOf(luna.coins.LINK ?? never("LINK")),
    );
    const ftx = HISTORICAL_EVENTS.find((one) => one.id === "2022-11-ftx") ?? never("ftx");
    const middle = [ftx.coins.LINK, ftx.coins.AVAX].map((prices) => moveOf(prices ?? never("coin")));
    expect(historicalScenario(ftx, { kind: "none" }).spotMove).toBeCloseTo(
      ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
      14,
    );
  });

  it("leave a stablecoin that did not fail where it is", () => {
    const crash = HISTORICAL_EVENTS.find((one) => one.id === "2020-03-12") ?? never("crash");
    const coin: Instrument = {
      id: "c",
      chainId: 1,
      venue: "v",
      underlying: "USDC",
      kind: "spot",
      stable: true,
    };
    const marks = new Map([["c", { kind: "linear" as const, priceUsd: 1, carryUsdPerYear: 0 }]]);
    const scenarios = HISTORICAL_EVENTS.map((event) => historicalScenario(event, { kind: "none" }));
    const { sheet } = buildSheet([coin], { timestamp: NOW, marks }, scenarios);
    expect(sheet.rows.get("c")?.pnl[HISTORICAL_EVENTS.indexOf(crash)]).toBe(0);
    expect(sheet.rows.get("c")?.pnl[3]).toBeCloseTo(-0.118, 12);
  });
});
