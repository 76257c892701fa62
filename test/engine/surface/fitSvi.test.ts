import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSvi, type SmileQuote } from "../../../engine/surface/fitSvi.ts";
import { nelderMead } from "../../../engine/surface/nelderMead.ts";
import { type SviParameters, sviIssues, sviPoint } from "../../../engine/surface/svi.ts";
import fixture from "../../fixtures/surface/svi.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const grid = Array.from({ length: 21 }, (_, i) => -1 + i / 10);

function quotesOf(slice: SviParameters, ks: readonly number[]): SmileQuote[] {
  return ks.map((k) => ({ k, totalVariance: sviPoint(slice, k).variance, weight: 1 }));
}

describe("quasi-explicit SVI fit", () => {
  test.each([
    ["Vogt", fixture.vogt.raw],
    ["QuantLib", fixture.quantlib.raw],
  ] as const)("recovers %s's parameters from clean quotes", (_, raw) => {
    const { parameters, error } = unwrap(fitSvi(quotesOf(raw, grid)));
    expect(error).toBeLessThan(1e-8);
    for (const name of ["a", "b", "rho", "m", "sigma"] as const)
      expectClose(parameters[name], raw[name], 1e-4);
  });

  test("any admissible slice is reproduced to 1e-5 of total variance", () => {
    const slices = fc
      .record({
        floor: between(0.001, 0.05),
        b: between(0.05, 0.5),
        rho: between(-0.8, 0.8),
        m: between(-0.3, 0.3),
        sigma: between(0.05, 0.5),
      })
      .map(({ floor, ...s }) => ({ ...s, a: floor - s.b * s.sigma * Math.sqrt(1 - s.rho ** 2) }));
    fc.assert(
      fc.property(slices, (slice) => {
        const { parameters } = unwrap(fitSvi(quotesOf(slice, grid)));
        for (const k of grid)
          expectClose(sviPoint(parameters, k).variance, sviPoint(slice, k).variance, 0, 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  test("whatever the quotes, the slice is admissible", () => {
    const noisy = fc.array(fc.tuple(between(-1, 1), between(0, 0.5)), { minLength: 5, maxLength: 15 });
    fc.assert(
      fc.property(noisy, (points) => {
        const fit = fitSvi(points.map(([k, totalVariance]) => ({ k, totalVariance, weight: 1 })));
        if (!fit.ok) return;
        const { rho, a, b, sigma } = fit.value.parameters;
        expect(Math.abs(rho)).toBeLessThanOrEqual(1);
        expect(b * (1 + Math.abs(rho))).toBeLessThanOrEqual(2 + 1e-9);
        expect(a + b * sigma * Math.sqrt(Math.max(0, 1 - rho * rho))).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test("a quote of weight 3 is three quotes of weight 1", () => {
    const bumped = quotesOf(fixture.vogt.raw, grid).map((q) =>
      q.k === 0 ? { ...q, totalVariance: 0.03 } : q,
    );
    const heavy = bumped.map((q) => (q.k === 0 ? { ...q, weight: 3 } : q));
    const repeated = bumped.flatMap((q) => (q.k === 0 ? [q, q, q] : [q]));
    const [a, b] = [heavy, repeated].map((quotes) => unwrap(fitSvi(quotes)));
    expectClose(a?.error ?? NaN, b?.error ?? NaN, 1e-9);
    for (const name of ["a", "b", "rho", "m", "sigma"] as const) {
      expectClose(a?.parameters[name] ?? NaN, b?.parameters[name] ?? NaN, 1e-6);
    }
    const plain = unwrap(fitSvi(bumped));
    const missAt0 = (slice: SviParameters) => Math.abs(sviPoint(slice, 0).variance - 0.03);
    expect(missAt0(a?.parameters ?? plain.parameters)).toBeLessThan(missAt0(plain.parameters));
  });

  test("a flat smile has flat wings", () => {
    const { parameters, error } = unwrap(fitSvi(grid.map((k) => ({ k, totalVariance: 0.09, weight: 1 }))));
    expect(error).toBeLessThan(1e-8);
    for (const k of grid) expectClose(sviPoint(parameters, k).variance, 0.09, 0, 1e-7);
    expect(sviIssues(parameters)).toEqual([]);
  });

  test("four quotes, or one that is not a variance, are refused", () => {
    expect(fitSvi(quotesOf(fixture.vogt.raw, grid.slice(0, 4))).ok).toBe(false);
    const quotes = quotesOf(fixture.vogt.raw, grid);
    expect(fitSvi([...quotes, { k: 0, totalVariance: -1, weight: 1 }]).ok).toBe(false);
    expect(fitSvi([...quotes, { k: NaN, totalVariance: 1, weight: 1 }]).ok).toBe(false);
  });
});

describe("Nelder-Mead", () => {
  test("finds Rosenbrock's valley floor", () => {
    const rosenbrock = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const result = nelderMead(rosenbrock, [-1.2, 1], [0.5, 0.5], 1e-12, 2000);
    expect(result.converged).toBe(true);
    expectClose(result.point[0] ?? NaN, 1, 1e-6);
    expectClose(result.point[1] ?? NaN, 1, 1e-6);
  });

  test("says when it ran out of steps", () => {
    const slope = ([x = 0]: readonly number[]) => -x;
    expect(nelderMead(slope, [0], [1], 1e-9, 50).converged).toBe(false);
  });
});
