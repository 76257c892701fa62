import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf } from "../../../engine/pricing/normal.ts";
import { type DeltaPillar, volatilityAtStrike } from "../../../engine/surface/deltaSmile.ts";
import { strikeAtForwardDelta, strikeAtPriceAdjustedDelta } from "../../../engine/surface/deltaStrike.ts";
import { type ExpirySlice, volatilityAtTime } from "../../../engine/surface/timeInterpolation.ts";
import fixture from "../../fixtures/surface/delta-strike.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

function priceAdjustedDelta(forward: number, s: number, strike: number, phi: number): number {
  const d2 = Math.log(forward / strike) / s - s / 2;
  return phi * (strike / forward) * normalCdf(phi * d2);
}

describe("strike of a delta", () => {
  test.each(fixture.rows)("$delta delta, volatility $vol", (row) => {
    const s = row.vol * Math.sqrt(row.T);
    expectClose(unwrap(strikeAtForwardDelta(row.F, s, row.delta)), row.strikeForwardDelta, 1e-11);
    expectClose(
      unwrap(strikeAtPriceAdjustedDelta(row.F, s, row.delta)),
      row.strikePremiumAdjustedDelta,
      1e-11,
    );
  });

  test("the strike has the delta that was asked for, in both conventions", () => {
    fc.assert(
      fc.property(between(0.01, 1.5), between(0.01, 0.95), fc.constantFrom(1, -1), (s, size, phi) => {
        const strike = unwrap(strikeAtForwardDelta(100, s, phi * size));
        const d1 = Math.log(100 / strike) / s + s / 2;
        expectClose(normalCdf(phi * d1), size, 1e-11);

        const adjusted = strikeAtPriceAdjustedDelta(100, s, phi * size);
        if (adjusted.ok) expectClose(priceAdjustedDelta(100, s, adjusted.value, phi), phi * size, 1e-10);
        else expect(phi).toBe(1);
      }),
    );
  });

  test("of a call's two price-adjusted strikes it is the one above the maximum", () => {
    const s = 0.6;
    const strike = unwrap(strikeAtPriceAdjustedDelta(100, s, 0.3));
    const at = (k: number) => priceAdjustedDelta(100, s, k, 1);
    expectClose(at(strike), 0.3, 1e-12);
    expect(at(strike * 1.001)).toBeLessThan(0.3);
    expect(at(strike * 0.999)).toBeGreaterThan(0.3);
    // The other root exists, further in the money.
    expect(at(25)).toBeLessThan(0.3);
  });

  test("a call delta above the maximum has no strike", () => {
    const s = 0.6;
    const strikes = Array.from({ length: 4000 }, (_, i) => 10 + i * 0.1);
    const top = Math.max(...strikes.map((strike) => priceAdjustedDelta(100, s, strike, 1)));
    expect(strikeAtPriceAdjustedDelta(100, s, top - 1e-4).ok).toBe(true);
    const result = strikeAtPriceAdjustedDelta(100, s, top + 1e-4);
    expect(result.ok ? undefined : result.issues[0]?.code).toBe("INFEASIBLE");
  });

  test("a put's price-adjusted delta may exceed one, and tiny deltas do not underflow", () => {
    const deep = unwrap(strikeAtPriceAdjustedDelta(100, 0.5, -3));
    expectClose(priceAdjustedDelta(100, 0.5, deep, -1), -3, 1e-10);
    const far = unwrap(strikeAtPriceAdjustedDelta(100, 0.5, 1e-250));
    expect(far).toBeGreaterThan(100);
    expectClose(priceAdjustedDelta(100, 0.5, far, 1), 1e-250, 1e-9);
  });

  test("bad input is named", () => {
    const field = (result: ReturnType<typeof strikeAtForwardDelta>) =>
      result.ok ? undefined : result.issues[0]?.field;
    expect(field(strikeAtForwardDelta(100, 0.5, 1))).toBe("delta");
    expect(field(strikeAtForwardDelta(100, 0.5, 0))).toBe("delta");
    expect(field(strikeAtPriceAdjustedDelta(0, 0.5, 0.2))).toBe("forward");
    expect(field(strikeAtPriceAdjustedDelta(100, 0, 0.2))).toBe("totalVolatility");
  });
});

describe("interpolation in time", () => {
  const slice = (timeToExpiry: number, volatility: number): ExpirySlice => ({
    timeToExpiry,
    totalVariance: (k) => (volatility + 0.1 * k * k) ** 2 * timeToExpiry,
  });
  const slices = [slice(0.1, 0.8), slice(0.5, 0.6), slice(1, 0.55)];

  test("total variance is linear at constant log-moneyness", () => {
    for (const k of [-0.3, 0, 0.4]) {
      const variance = (time: number) => unwrap(volatilityAtTime(slices, k, time)) ** 2 * time;
      expectClose(variance(0.2), 0.75 * variance(0.1) + 0.25 * variance(0.5), 1e-14);
      expectClose(variance(0.75), 0.5 * (variance(0.5) + variance(1)), 1e-14);
    }
  });

  test("gives each slice back at its own expiry, and its volatility beyond the ends", () => {
    expectClose(unwrap(volatilityAtTime(slices, 0, 0.5)), 0.6, 1e-15);
    expectClose(unwrap(volatilityAtTime(slices, 0, 0.01)), 0.8, 1e-15);
    expectClose(unwrap(volatilityAtTime(slices, 0, 5)), 0.55, 1e-15);
  });

  test("no slices, slices out of order, no time, a negative variance", () => {
    expect(volatilityAtTime([], 0, 1).ok).toBe(false);
    expect(volatilityAtTime([...slices].reverse(), 0, 1).ok).toBe(false);
    expect(volatilityAtTime(slices, 0, 0).ok).toBe(false);
    expect(volatilityAtTime([{ timeToExpiry: 1, totalVariance: () => -1 }], 0, 1).ok).toBe(false);
  });
});

describe("interpolation in delta", () => {
  const pillars: DeltaPillar[] = [
    { delta: -0.1, volatility: 0.82 },
    { delta: -0.25, volatility: 0.74 },
    { delta: 0.5, volatility: 0.66 },
    { delta: 0.25, volatility: 0.68 },
    { delta: 0.1, volatility: 0.73 },
  ];
  const time = 30 / 365;

  test("a pillar's own strike has the pillar's volatility, and says in which delta", () => {
    for (const { delta, volatility } of pillars) {
      const strike = unwrap(strikeAtForwardDelta(60_000, volatility * Math.sqrt(time), delta));
      const answer = unwrap(volatilityAtStrike(pillars, 60_000, strike, time));
      expectClose(answer.volatility, volatility, 1e-12);
      expectClose(answer.callDelta, delta < 0 ? 1 + delta : delta, 1e-10);
      expect(answer.convention).toBe("forward");
    }
  });

  test("volatility and delta are consistent at any strike, and flat beyond the pillars", () => {
    fc.assert(
      fc.property(between(20_000, 150_000), (strike) => {
        const { volatility, callDelta } = unwrap(volatilityAtStrike(pillars, 60_000, strike, time));
        const s = volatility * Math.sqrt(time);
        const d1 = Math.log(60_000 / strike) / s + s / 2;
        expectClose(normalCdf(d1), callDelta, 0, 1e-9);
        if (callDelta < 0.1) expect(volatility).toBe(0.73);
        if (callDelta > 0.9) expect(volatility).toBe(0.82);
      }),
    );
  });

  test("pillars that repeat, or are not volatilities, are refused", () => {
    const field = (given: DeltaPillar[]) => {
      const result = volatilityAtStrike(given, 100, 100, 1);
      return result.ok ? undefined : result.issues[0]?.field;
    };
    expect(field([])).toBe("pillars");
    expect(field([...pillars, { delta: 0.75, volatility: 0.7 }])).toBe("pillars.delta");
    expect(field([{ delta: 0.5, volatility: 0 }])).toBe("pillars.volatility");
    expect(volatilityAtStrike(pillars, 100, 0, 1).ok).toBe(false);
  });
});
