import { describe, expect, it } from "vitest";
import { dieboldMariano } from "../../../engine/forecast/dieboldMariano.ts";
import { qlike } from "../../../engine/forecast/qlike.ts";
import { fields, normals, value } from "./value.ts";

describe("QLIKE", () => {
  it("is 0 when right and dearer below than above", () => {
    expect(qlike(2, 2)).toBe(0);
    expect(qlike(2, 1)).toBeCloseTo(1 - Math.LN2, 15);
    expect(qlike(2, 1)).toBeGreaterThan(qlike(2, 4));
  });

  it("is least at the mean of a noisy proxy, which squared log error is not", () => {
    const proxies = [0.1, 0.5, 2.4];
    const loss = (h: number) => proxies.reduce((sum, v) => sum + qlike(v, h), 0);
    expect(loss(1)).toBeLessThan(Math.min(loss(0.99), loss(1.01)));
  });
});

describe("Diebold-Mariano", () => {
  const first = [1, 3, 2, 5, 4, 6];
  const second = [0, 1, 3, 2, 2, 5];

  it("without lags is a t test with n in the variance, shrunk by (n - 1)/n", () => {
    // Differences 1 2 -1 3 2 1: mean 4/3, variance 14/9 + ... = (20 - 6 * 16/9)/6.
    const variance = (20 - (6 * 16) / 9) / 6;
    const test = value(dieboldMariano(first, second, 1, 0));
    expect(test.meanDifference).toBeCloseTo(4 / 3, 14);
    expect(test.statistic).toBeCloseTo((4 / 3 / Math.sqrt(variance / 6)) * Math.sqrt(5 / 6), 13);
  });

  it("changes sign with its arguments and keeps its p-value", () => {
    const there = value(dieboldMariano(first, second));
    const back = value(dieboldMariano(second, first));
    expect(back.statistic).toBeCloseTo(-there.statistic, 14);
    expect(back.pValue).toBeCloseTo(there.pValue, 14);
  });

  it("rejects equal forecasts at 5 % in about 5 % of samples", () => {
    const normal = normals(5);
    let rejected = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const a = Array.from({ length: 120 }, () => normal() ** 2);
      const b = Array.from({ length: 120 }, () => normal() ** 2);
      if (value(dieboldMariano(a, b)).pValue < 0.05) rejected++;
    }
    expect(rejected).toBeGreaterThan(30);
    expect(rejected).toBeLessThan(90);
  });

  it("refuses equal losses and unequal lengths", () => {
    expect(fields(dieboldMariano(first, first))).toEqual(["first"]);
    expect(fields(dieboldMariano(first, [1, 2, 3]))).toEqual(["second.length"]);
    expect(fields(dieboldMariano(first, second, 3, 1))).toEqual(["lags"]);
  });
});
