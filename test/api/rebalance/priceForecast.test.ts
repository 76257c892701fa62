import { describe, expect, it } from "vitest";
import { forecastPrices, type UnderlyingHistory } from "../../../src/api/rebalance/priceForecast.ts";

/** Days from 100 on whose log returns are given; the bar's own range plays no part here. */
function history(
  underlying: string,
  returns: readonly number[],
  volatility: number | null,
  first = 100,
): UnderlyingHistory {
  let close = 2_000;
  const closes = [close, ...returns.map((r) => (close *= Math.exp(r)))];
  const bars = closes.map((price, i) => ({
    day: first + i,
    open: price,
    high: price,
    low: price,
    close: price,
  }));
  return { underlying, bars, volatility };
}

const wave = (scale: number) => Array.from({ length: 25 }, (_, t) => scale * Math.sin(t * t));
const a = wave(0.02);
const b = wave(0.01).map((r, t) => r + 0.01 * Math.cos(3 * t * t));

/** Correlation of two series with weights .97^age, by its definition. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const sum = (u: readonly number[], v: readonly number[]) =>
    u.reduce((all, value, t) => all + 0.97 ** (u.length - 1 - t) * value * (v[t] ?? 0), 0);
  return sum(x, y) / Math.sqrt(sum(x, x) * sum(y, y));
}

describe("how underlyings move together", () => {
  it("is their forecast volatilities with the correlation of their days, recent ones weighing more", () => {
    const { forecast, issues } = forecastPrices([history("BTC", a, 0.5), history("ETH", b, 0.8)]);
    expect(issues).toEqual([]);
    expect(forecast.underlyings).toEqual(["BTC", "ETH"]);
    const both = correlation(a, b) * 0.5 * 0.8;
    expect(Math.abs(both)).toBeGreaterThan(0.1);
    expect(forecast.covariancePerYear).toEqual([
      [expect.closeTo(0.25, 12), expect.closeTo(both, 9)],
      [expect.closeTo(both, 9), expect.closeTo(0.64, 12)],
    ]);
  });

  it("reads common days only, by their date", () => {
    const late = history("ETH", b, 0.8, 101);
    const { forecast } = forecastPrices([history("BTC", a, 0.5), late]);
    const expected = correlation(a.slice(1), b.slice(0, -1)) * 0.4;
    expect(forecast.covariancePerYear[0]?.[1]).toBeCloseTo(expected, 9);
  });

  it("is assumed, and named, below 20 common returns", () => {
    const short = history("ETH", b.slice(0, 19), 0.8);
    const { forecast, issues } = forecastPrices([history("BTC", a, 0.5), short]);
    expect(forecast.covariancePerYear[0]?.[1]).toBeCloseTo(0.7 * 0.4, 12);
    expect(issues.map(({ message }) => message)).toEqual([
      "too few common days of BTC, ETH are indexed: correlations of 0.7 are assumed",
    ]);
  });

  it("is a volatility of 100 %, named, where none is forecast", () => {
    const { forecast, issues } = forecastPrices([{ underlying: "ETH", bars: [], volatility: null }]);
    expect(forecast.covariancePerYear).toEqual([[1]]);
    expect(issues).toEqual([
      {
        code: "MISSING_PARAMETER",
        subject: "ETH",
        message: "too few days of ETH are indexed: a volatility of 100 % is assumed",
      },
    ]);
  });

  it("of nothing is nothing", () => {
    const nothing = { forecast: { underlyings: [], covariancePerYear: [] }, issues: [] };
    expect(forecastPrices([])).toEqual(nothing);
  });
});
