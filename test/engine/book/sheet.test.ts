import { describe, expect, it } from "vitest";
import type { Instrument, OptionInstrument } from "../../../engine/book/instrument.ts";
import type { Mark } from "../../../engine/book/market.ts";
import type { Scenario } from "../../../engine/book/scenario.ts";
import { buildSheet, updateSheet } from "../../../engine/book/sheet.ts";
import { black76Price } from "../../../engine/pricing/black76.ts";
import { fullMarket, INSTRUMENTS, markOf, NOW, SCENARIOS } from "./arbitraries.ts";

const YEAR = 365 * 86_400;
const option: OptionInstrument = {
  id: "957:derive:ETH-C",
  chainId: 957,
  venue: "derive",
  underlying: "ETH",
  kind: "option",
  right: "call",
  strike: 3100,
  expiry: NOW + YEAR / 10,
  settlement: "coin",
};
const live: Mark = { kind: "option", forwardUsd: 3000, volatility: 0.8, rate: 0.02 };

function sheetOf(instrument: Instrument, mark: Mark | undefined, scenarios: readonly Scenario[] = []) {
  const marks = new Map(mark === undefined ? [] : [[instrument.id, mark]]);
  const { sheet, issues } = buildSheet([instrument], { timestamp: NOW, marks }, scenarios);
  return { row: sheet.rows.get(instrument.id), issues };
}

describe("option rows", () => {
  it("revalue fully in every scenario", () => {
    const scenario: Scenario = {
      name: "crash",
      spotMove: -0.2,
      volShock: { kind: "absolute", change: 0.3 },
      timeForwardYears: 0.02,
    };
    const { row } = sheetOf(option, live, [scenario]);
    const price = (forward: number, volatility: number, timeToExpiry: number) =>
      black76Price({ right: "call", forward, strike: 3100, timeToExpiry, volatility, rate: 0.02 });
    expect(row?.priceUsd).toBe(price(3000, 0.8, 0.1));
    expect(row?.pnl[0]).toBeCloseTo(price(2400, 1.1, 0.08) - price(3000, 0.8, 0.1), 10);
    expect(row?.referenceUsd).toBe(3000);
    expect(row?.tenor).toBe("30-90d");
  });

  it("carry the price-adjusted delta for coin settlement only", () => {
    const { row } = sheetOf(option, live);
    expect(row?.deltaPa).toBeCloseTo((row?.delta ?? 0) - (row?.priceUsd ?? 0) / 3000, 12);
    expect(sheetOf({ ...option, settlement: "usd" }, live).row?.deltaPa).toBeNull();
  });

  it("are worth nothing more than their pay-off when time runs past expiry", () => {
    const scenarios: Scenario[] = [
      { name: "expiry", spotMove: 0.1, volShock: { kind: "none" }, timeForwardYears: 1 },
    ];
    const { row } = sheetOf(option, live, scenarios);
    expect(row?.pnl[0]).toBeCloseTo(200 - (row?.priceUsd ?? 0), 9);
  });

  it("settle at a linear mark once expired, and are an issue without one", () => {
    const expired = { ...option, expiry: NOW };
    const settled = sheetOf(expired, { kind: "linear", priceUsd: 3150, carryUsdPerYear: 0 }, SCENARIOS);
    expect(settled.row?.priceUsd).toBe(50);
    expect(settled.row?.delta).toBe(0);
    expect(settled.row?.pnl.every((x) => x === 0)).toBe(true);
    expect(sheetOf(expired, live)).toMatchObject({
      row: undefined,
      issues: [{ code: "UNPRICED", subject: option.id }],
    });
  });

  it("are not priced from a linear mark while alive", () => {
    const { row, issues } = sheetOf(option, { kind: "linear", priceUsd: 150, carryUsdPerYear: 0 });
    expect(row).toBeUndefined();
    expect(issues).toMatchObject([{ code: "UNPRICED", subject: option.id }]);
  });
});

describe("buildSheet", () => {
  it("gives a zero P&L in the scenario that changes nothing", () => {
    const { sheet, issues } = buildSheet(INSTRUMENTS, fullMarket(), SCENARIOS);
    expect(issues).toEqual([]);
    const still = SCENARIOS.findIndex((s) => s.name === "spot 0 vol 0");
    for (const row of sheet.rows.values()) expect(row.pnl[still]).toBe(0);
  });

  it("lets a stablecoin move only where a scenario names it", () => {
    const instrument: Instrument = {
      id: "c",
      chainId: 1,
      venue: "v",
      underlying: "USDC",
      kind: "spot",
      stable: true,
    };
    const base = { volShock: { kind: "none" as const }, timeForwardYears: 0 };
    const { row } = sheetOf(instrument, { kind: "linear", priceUsd: 1, carryUsdPerYear: 0 }, [
      { ...base, name: "crash", spotMove: -0.4 },
      { ...base, name: "depeg", spotMove: -0.4, spotMoveByUnderlying: { USDC: -0.12 } },
    ]);
    expect([...(row?.pnl ?? [])]).toEqual([0, -0.12]);
  });

  it("names an instrument without a mark, and prices the others", () => {
    const market = fullMarket();
    const marks = new Map(market.marks);
    marks.delete("1:gmx:ETH-PERP");
    const { sheet, issues } = buildSheet(INSTRUMENTS, { ...market, marks }, []);
    expect(issues).toMatchObject([{ code: "UNPRICED", subject: "1:gmx:ETH-PERP" }]);
    expect(sheet.rows.size).toBe(INSTRUMENTS.length - 1);
    expect(sheet.instruments.size).toBe(INSTRUMENTS.length);
  });

  it.each([
    ["volatility", { ...live, volatility: Number.NaN }],
    ["volatility", { ...live, volatility: -0.1 }],
    ["forwardUsd", { ...live, forwardUsd: 0 }],
    ["rate", { ...live, rate: Number.POSITIVE_INFINITY }],
  ])("names the bad field %s of a mark", (field, mark) => {
    const { row, issues } = sheetOf(option, mark as Mark);
    expect(row).toBeUndefined();
    expect(issues).toMatchObject([
      { code: "INVALID_INPUT", field: `marks[${option.id}].${field}`, subject: option.id },
    ]);
  });

  it.each([
    ["scenarios[0].timeForwardYears", { timeForwardYears: -1 }],
    ["scenarios[0].spotMove", { spotMove: -1 }],
    ["scenarios[0].spotMoveByUnderlying.ETH", { spotMoveByUnderlying: { ETH: Number.NaN } }],
    ["scenarios[0].volShock.change", { volShock: { kind: "relative", change: Number.NaN } }],
  ])("leaves out a scenario with a bad %s and keeps the rest", (field, change) => {
    const good: Scenario = { name: "good", spotMove: 0.1, volShock: { kind: "none" }, timeForwardYears: 0 };
    const { sheet, issues } = buildSheet(INSTRUMENTS, fullMarket(), [
      { ...good, name: "bad", ...change } as Scenario,
      good,
    ]);
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", field, subject: "bad" }]);
    expect(sheet.scenarios).toEqual([good]);
    expect(sheet.rows.size).toBe(INSTRUMENTS.length);
  });

  it("refuses a second instrument of one id, and a clock that is no number", () => {
    expect(
      buildSheet([option, option], { timestamp: NOW, marks: new Map([[option.id, live]]) }, []).issues,
    ).toMatchObject([{ code: "INVALID_INPUT", field: "instruments[1].id" }]);
    const { sheet, issues } = buildSheet([option], { timestamp: Number.NaN, marks: new Map() }, []);
    expect(sheet.rows.size).toBe(0);
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", field: "market.timestamp" }]);
  });
});

describe("updateSheet", () => {
  const first = buildSheet(INSTRUMENTS, fullMarket(), SCENARIOS).sheet;

  it("shares what did not change and equals a sheet built anew", () => {
    const marks = new Map(fullMarket().marks);
    for (const instrument of INSTRUMENTS.slice(0, 5)) marks.set(instrument.id, markOf(instrument, 0.03, 0.9));
    const market = { timestamp: NOW, marks };
    const updated = updateSheet(first, market).sheet;
    expect(updated).toEqual(buildSheet(INSTRUMENTS, market, SCENARIOS).sheet);
    const shared = [...updated.rows].filter(([id, row]) => first.rows.get(id) === row);
    expect(shared.length).toBe(INSTRUMENTS.length - 4); // USDC is among the five and its mark does not move
  });

  it("reprices options when only time passes", () => {
    const later = updateSheet(first, fullMarket(NOW + 3600)).sheet;
    expect(later).toEqual(buildSheet(INSTRUMENTS, fullMarket(NOW + 3600), SCENARIOS).sheet);
    expect(later.rows.get("1:gmx:ETH-C")?.priceUsd).toBeLessThan(
      first.rows.get("1:gmx:ETH-C")?.priceUsd ?? 0,
    );
    expect(later.rows.get("1:gmx:ETH-PERP")).toBe(first.rows.get("1:gmx:ETH-PERP"));
  });

  it("is not fooled by a marks map that the caller changed in place", () => {
    const marks = new Map(fullMarket().marks);
    const before = buildSheet(INSTRUMENTS, { timestamp: NOW, marks }, []).sheet;
    marks.set("1:gmx:ETH-PERP", { kind: "linear", priceUsd: 2500, carryUsdPerYear: 0 });
    const after = updateSheet(before, { timestamp: NOW, marks }).sheet;
    expect(after.rows.get("1:gmx:ETH-PERP")?.priceUsd).toBe(2500);
  });

  it("drops the row of an instrument that lost its mark, and says so", () => {
    const marks = new Map(fullMarket().marks);
    marks.delete("1:gmx:ETH-PERP");
    const { sheet, issues } = updateSheet(first, { timestamp: NOW, marks });
    expect(sheet.rows.has("1:gmx:ETH-PERP")).toBe(false);
    expect(issues).toMatchObject([{ code: "UNPRICED", subject: "1:gmx:ETH-PERP" }]);
  });
});
