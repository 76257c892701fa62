import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveOneOut, pairDisagreement } from "../../../src/oracles/checks/disagreement.ts";
import { hampelScore } from "../../../src/oracles/checks/hampel.ts";
import { leeMyklandLimit, leeMyklandStatistic } from "../../../src/oracles/checks/leeMykland.ts";
import { inOrder, newRing, push } from "../../../src/oracles/checks/ring.ts";
import { median, medianAbsoluteDeviation, quantileOfSorted } from "../../../src/oracles/checks/statistics.ts";

describe("Lee-Mykland", () => {
  // Lee and Mykland 2008, lemma 1, evaluated at alpha = 1 %.
  it.each([
    [100, 5.151651],
    [720, 5.612527],
    [1000, 5.69077],
    [8760, 6.200652],
  ])("has the 1 %% limit of %i returns", (count, limit) => {
    expect(leeMyklandLimit(count)).toBeCloseTo(limit, 5);
  });

  it("measures a jump in units of the volatility before it, untouched by a jump among those", () => {
    const calm: number[] = Array.from({ length: 96 }, (_, i) => (i % 2 === 0 ? 0.01 : -0.01));
    expect(leeMyklandStatistic(0.05, calm)).toBeCloseTo(0.05 / Math.sqrt((95 * 0.0001) / 94), 10);
    const jumped = calm.with(40, 0.2);
    expect(leeMyklandStatistic(0.05, jumped)).toBeGreaterThan(0.8 * leeMyklandStatistic(0.05, calm));
  });

  it("has no answer from fewer than three returns", () => {
    expect(leeMyklandStatistic(0.05, [0.01, 0.02])).toBeNaN();
  });
});

describe("Hampel score", () => {
  const before = [-2, -1, 0, 1, 2].map((move) => move * 0.001);
  const hourly = [3600, 3600, 3600, 3600, 3600];

  it("is the distance from the median in robust deviations", () => {
    expect(hampelScore(0.01, 3600, before, hourly)).toBeCloseTo(0.01 / (1.4826 * 0.001), 10);
  });

  it("grants a move that took four times as long twice the size", () => {
    const quick = hampelScore(0.01, 3600, before, hourly);
    expect(hampelScore(0.01, 4 * 3600, before, hourly)).toBeCloseTo(quick / 2, 10);
  });

  it("is not moved by one wild return among those before", () => {
    expect(hampelScore(0.01, 3600, before.with(4, 5), hourly)).toBeLessThan(10);
  });
});

describe("order statistics", () => {
  it("interpolates like R's type 7", () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9], 2)).toBe(1);
  });

  it("keeps the newest values in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (values, capacity) => {
        const ring = newRing(capacity);
        for (const value of values) push(ring, value);
        expect(inOrder(ring)).toEqual(values.slice(-capacity));
      }),
    );
  });
});

describe("disagreement", () => {
  const quote = (price: number) => ({ price, deviation: 0.005 });

  it("adds both bands and the margin for a pair", () => {
    expect(pairDisagreement(quote(102), quote(100), 0.0025).limit).toBeCloseTo(0.0125, 12);
    expect(pairDisagreement(quote(102), quote(100), 0.0025).apart).toBeCloseTo(0.02, 12);
  });

  it("names the source at fault among three, not the healthy two", () => {
    const found = leaveOneOut([quote(130), quote(100), quote(100.1)], 0.0025, 5);
    expect(found.map(({ apart, limit }) => Math.abs(apart) > limit)).toEqual([true, false, false]);
  });

  it("flags every side of an even split, since nobody can say who is right", () => {
    const found = leaveOneOut([quote(130), quote(130), quote(100), quote(100)], 0.0025, 5);
    expect(found.every(({ apart, limit }) => Math.abs(apart) > limit)).toBe(true);
  });
});
