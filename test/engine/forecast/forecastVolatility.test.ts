import { describe, expect, it } from "vitest";
import { forecastVolatility } from "../../../engine/forecast/forecastVolatility.ts";
import { fitLogHar, forecastLogHar } from "../../../engine/forecast/logHar.ts";
import { garmanKlassVariance } from "../../../engine/forecast/rangeVariance.ts";

/** Days of a coin whose range swings slowly; deterministic. */
const days = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const width = 0.02 + 0.015 * Math.sin(i / 7) + 0.003 * Math.cos(3 * i);
    const open = 2_000 * Math.exp(0.1 * Math.sin(i / 20));
    return { open, high: open * (1 + width), low: open * (1 - width / 2), close: open * (1 + width / 3) };
  });
const value = (bars: Parameters<typeof forecastVolatility>[0]) => {
  const result = forecastVolatility(bars, 365);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
};

describe("a forecast of volatility from bars", () => {
  it("is log-HAR's from 60 bars on, annualised", () => {
    const bars = days(60);
    const variances = bars.map((bar) => {
      const variance = garmanKlassVariance(bar);
      return variance.ok ? variance.value : Number.NaN;
    });
    const model = fitLogHar(variances);
    const next = model.ok ? forecastLogHar(model.value, variances) : null;
    const { forecast, method, bars: count } = value(bars);
    expect([method, count]).toEqual(["log-har", 60]);
    expect(next?.ok === true ? Math.sqrt(next.value * 365) : null).toBe(forecast);
  });

  it("is EWMA's while there are fewer, and when a day stood still", () => {
    expect(value(days(59)).method).toBe("ewma");
    const still = { open: 2_000, high: 2_000, low: 2_000, close: 2_000 };
    expect(value([...days(80), still]).method).toBe("ewma");
  });

  it("of bars that are all alike is what they realised", () => {
    const bar = { open: 100, high: 104, low: 98, close: 101 };
    const variance = garmanKlassVariance(bar);
    const { realised, forecast } = value(Array(20).fill(bar));
    expect(realised).toBeCloseTo(Math.sqrt((variance.ok ? variance.value : 0) * 365), 12);
    expect(forecast).toBeCloseTo(realised, 12);
  });

  it("needs five bars that are bars", () => {
    expect(forecastVolatility(days(4), 365)).toMatchObject({ ok: false, issues: [{ field: "bars.length" }] });
    const bad = { open: 1, high: 0.5, low: 0.4, close: 1 };
    expect(forecastVolatility([...days(5), bad], 365).ok).toBe(false);
  });
});
