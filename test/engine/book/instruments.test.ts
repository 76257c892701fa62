import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import type { Instrument } from "../../../engine/book/instrument.ts";
import type { Mark } from "../../../engine/book/market.ts";
import type { BookPosition } from "../../../engine/book/position.ts";
import type { Scenario } from "../../../engine/book/scenario.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import golden from "../../fixtures/book/perpLp.json" with { type: "json" };

const set = { id: "s", chainId: 1, venue: "v", account: "a", marginMode: "cross" as const };
const base = { chainId: 1, venue: "v", underlying: "BTC" };
const perp: Instrument = { ...base, id: "perp", kind: "perp" };
const coin: Instrument = { ...base, id: "coin", kind: "spot" };
const linear = (priceUsd: number): Mark => ({ kind: "linear", priceUsd, carryUsdPerYear: 0 });

function rowOf(instrument: Instrument, mark: Mark, scenarios: readonly Scenario[] = []) {
  const { sheet, issues } = buildSheet(
    [instrument],
    { timestamp: 0, marks: new Map([[instrument.id, mark]]) },
    scenarios,
  );
  expect(issues).toEqual([]);
  const row = sheet.rows.get(instrument.id);
  if (row === undefined) throw new Error(`no row of ${instrument.id}`);
  return row;
}

function book(
  priceUsd: number,
  holdings: readonly Pick<BookPosition, "instrumentId" | "quantity" | "costUsd">[],
) {
  const marks = new Map([perp, coin].map(({ id }) => [id, linear(priceUsd)]));
  const { sheet } = buildSheet([perp, coin], { timestamp: 0, marks }, []);
  const positions = holdings.map((h, i) => ({ ...h, id: `${i}`, nettingSetId: "s", isCollateral: false }));
  const total = bookGreeks(positions, [set], sheet, "TOTAL").groups.get("total");
  return { valueUsd: total?.valueUsd, delta: total?.byUnderlying.get("BTC")?.delta };
}

const relative = (actual: number, expected: number) =>
  Math.abs(actual - expected) / Math.max(1e-300, Math.abs(expected));

describe("linear perps", () => {
  it.each(golden.perps.rows.filter((r) => r.kind === "linear"))("$sizeBase at $mark", (r) => {
    const quantity = r.sizeBase ?? 0;
    expect(book(r.mark, [{ instrumentId: "perp", quantity, costUsd: quantity * r.entry }])).toEqual({
      valueUsd: r.pnlUsd,
      delta: r.deltaBase,
    });
  });
});

describe("inverse perps, which in USD are linear with entry-value coins of delta", () => {
  it.each(golden.perps.rows.filter((r) => r.kind === "inverse"))("$contractsUsd at $mark", (r) => {
    const contracts = r.contractsUsd ?? 0;
    const { valueUsd, delta } = book(r.mark, [
      { instrumentId: "perp", quantity: contracts / r.entry, costUsd: contracts },
    ]);
    expect(valueUsd).toBeCloseTo(r.pnlUsdAtMark ?? 0, 8);
    expect(delta).toBe(r.usdDelta_incl_coin_pnl);
  });

  it("lose coins by x / (1 + x), as Deribit simulates", () => {
    for (const { size, shock, pnl } of golden.inversePerpMoveFactor.rows) {
      const scenario = {
        name: "x",
        spotMove: shock,
        volShock: { kind: "none" as const },
        timeForwardYears: 0,
      };
      const row = rowOf(perp, linear(60_000), [scenario]);
      const coins = (size * (row.pnl[0] ?? 0)) / (60_000 * (1 + shock));
      expect(relative(coins, pnl)).toBeLessThan(1e-14);
    }
  });
});

describe("power perps", () => {
  it.each(golden.powerPerp.rows)("power $p at $S, volatility $sigma", (r) => {
    const instrument: Instrument = {
      ...base,
      id: "power",
      kind: "powerPerp",
      exponent: r.p,
      scale: 1,
      fundingPeriod: r.fundingPeriodDays / 365,
    };
    const mark = { kind: "powerPerp" as const, spotUsd: r.S, volatility: r.sigma, rate: r.r };
    const row = rowOf(instrument, mark);
    expect(relative(row.priceUsd, r.markDailyGeometric)).toBeLessThan(1e-13);
    expect(relative(row.delta, r.delta)).toBeLessThan(1e-13);
    expect(relative(row.gamma, r.gamma)).toBeLessThan(1e-13);
    expect(relative(row.vega, r.vega)).toBeLessThan(1e-13);
    const day: Scenario = { name: "day", spotMove: 0, volShock: { kind: "none" }, timeForwardYears: 1e-6 };
    expect(relative((rowOf(instrument, mark, [day]).pnl[0] ?? 0) / 1e-6, row.theta)).toBeLessThan(1e-5);
    // The rest by central differences of the price.
    const price = (volatility: number, rate = r.r) =>
      rowOf(instrument, { ...mark, volatility, rate }).priceUsd;
    const delta = (volatility: number) => rowOf(instrument, { ...mark, volatility }).delta;
    const h = 1e-4;
    expect(relative(row.rhoSpot, (price(r.sigma, r.r + h) - price(r.sigma, r.r - h)) / (2 * h))).toBeLessThan(
      1e-6,
    );
    expect(relative(row.vanna, (delta(r.sigma + h) - delta(r.sigma - h)) / (2 * h))).toBeLessThan(1e-6);
    const second = (price(r.sigma + h) - 2 * price(r.sigma) + price(r.sigma - h)) / h ** 2;
    expect(relative(row.volga, second)).toBeLessThan(1e-5);
  });

  it("shrink by their funding when time passes", () => {
    const instrument: Instrument = {
      ...base,
      id: "p",
      kind: "powerPerp",
      exponent: 2,
      scale: 1e-4,
      fundingPeriod: 17.5 / 365,
    };
    const mark = { kind: "powerPerp" as const, spotUsd: 3000, volatility: 0.8, rate: 0 };
    const week: Scenario = {
      name: "week",
      spotMove: 0,
      volShock: { kind: "none" },
      timeForwardYears: 7 / 365,
    };
    const row = rowOf(instrument, mark, [week]);
    const indexOverMark = (3000 ** 2 * 1e-4) / row.priceUsd;
    expect(row.pnl[0]).toBeCloseTo(row.priceUsd * (indexOverMark ** 0.4 - 1), 9);
  });

  it("have no price when growth outruns the funding period", () => {
    const instrument: Instrument = {
      ...base,
      id: "p",
      kind: "powerPerp",
      exponent: 2,
      scale: 1,
      fundingPeriod: 1,
    };
    const marks = new Map([["p", { kind: "powerPerp" as const, spotUsd: 1, volatility: 0.9, rate: 0 }]]);
    const { sheet, issues } = buildSheet([instrument], { timestamp: 0, marks }, []);
    expect(sheet.rows.size).toBe(0);
    expect(issues).toMatchObject([{ code: "UNPRICED", subject: "p" }]);
  });
});

describe("concentrated liquidity", () => {
  it.each(golden.uniswapV3.rows)("at $P in [$pa, $pb]", (r) => {
    const instrument: Instrument = {
      ...base,
      id: "lp",
      kind: "concentratedLiquidity",
      lowerPrice: r.pa,
      upperPrice: r.pb,
    };
    const crash: Scenario = {
      name: "below",
      spotMove: r.pa / 2 / r.P - 1,
      volShock: { kind: "none" },
      timeForwardYears: 0,
    };
    const row = rowOf(instrument, { kind: "concentratedLiquidity", spotUsd: r.P }, [crash]);
    expect(r.L * row.priceUsd).toBeCloseTo(r.valueQuote, 7);
    expect(r.L * row.delta).toBeCloseTo(r.delta, 10);
    expect(r.L * row.gamma).toBeCloseTo(r.gamma, 12);
    // Below the range everything is base: full revaluation, where delta and gamma would be far off.
    const allBase = (1 / Math.sqrt(r.pa) - 1 / Math.sqrt(r.pb)) * (r.pa / 2);
    expect(row.priceUsd + (row.pnl[0] ?? 0)).toBeCloseTo(allBase, 9);
  });

  it("with its ends in the wrong order is an issue that names the field", () => {
    const instrument: Instrument = {
      ...base,
      id: "lp",
      kind: "concentratedLiquidity",
      lowerPrice: 2,
      upperPrice: 1,
    };
    const marks = new Map([["lp", { kind: "concentratedLiquidity" as const, spotUsd: 1 }]]);
    expect(buildSheet([instrument], { timestamp: 0, marks }, []).issues).toMatchObject([
      { code: "INVALID_INPUT", field: "instruments[lp].upperPrice", subject: "lp" },
    ]);
  });
});

describe("coin collateral", () => {
  it.each(golden.gmxStyle.rows)("of a $side with $collateralAmount $collateralToken enters delta", (r) => {
    const sign = r.side === "long" ? 1 : -1;
    const holdings = [{ instrumentId: "perp", quantity: sign * r.sizeInTokens, costUsd: sign * r.sizeUsd }];
    if (r.collateralToken === "BTC") {
      holdings.push({ instrumentId: "coin", quantity: r.collateralAmount, costUsd: 0 });
    }
    expect(book(r.P, holdings).delta).toBeCloseTo(r.deltaBase, 12);
  });
});
