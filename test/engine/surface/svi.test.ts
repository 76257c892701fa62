import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { black76Price } from "../../../engine/pricing/black76.ts";
import { normalPdf } from "../../../engine/pricing/normal.ts";
import { butterflyViolations, calendarViolations, durrleman } from "../../../engine/surface/arbitrage.ts";
import { type SviParameters, sviIssues, sviMinimumVariance, sviPoint } from "../../../engine/surface/svi.ts";
import { jumpWingsToSvi, sviToJumpWings } from "../../../engine/surface/sviJumpWings.ts";
import fixture from "../../fixtures/surface/svi.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const { vogt, quantlib } = fixture;
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Slices with a positive variance everywhere; skewed enough for the jump wings to be well conditioned. */
const sliceArbitrary: fc.Arbitrary<SviParameters> = fc
  .record({
    floor: between(0.001, 0.3),
    b: between(0.02, 0.9),
    rho: between(-0.9, 0.9),
    m: between(-0.4, 0.4),
    sigma: between(0.05, 0.6),
  })
  .map(({ floor, ...rest }) => ({ ...rest, a: floor - rest.b * rest.sigma * Math.sqrt(1 - rest.rho ** 2) }));

function derivative(f: (k: number) => number, k: number): number {
  const step = 1e-3;
  return (8 * (f(k + step) - f(k - step)) - (f(k + 2 * step) - f(k - 2 * step))) / (12 * step);
}

describe("raw SVI", () => {
  test("Vogt's slice, 31 points", () => {
    for (const [k, expected] of vogt.variance) {
      expectClose(sviPoint(vogt.raw, k ?? NaN).variance, expected ?? NaN, 1e-12);
    }
  });

  test("QuantLib's slice: total variance at the vertex, minimum variance and Durrleman's function", () => {
    const { raw, check } = quantlib;
    const k = Math.log(check.strike / quantlib.F);
    expectClose(k, raw.m, 1e-12);
    expectClose(sviPoint(raw, k).variance, check.varianceAtM, 1e-10);
    expectClose(sviMinimumVariance(raw), quantlib.minVariance, 1e-12);
    for (const [at, expected] of quantlib.gAt) {
      expectClose(durrleman(sviPoint(raw, at ?? NaN), at ?? NaN), expected ?? NaN, 1e-7);
    }
  });

  test("slope and curvature are the derivatives of the variance", () => {
    fc.assert(
      fc.property(sliceArbitrary, between(-2, 2), (slice, k) => {
        const point = sviPoint(slice, k);
        expectClose(
          point.slope,
          derivative((at) => sviPoint(slice, at).variance, k),
          1e-7,
          1e-7,
        );
        expectClose(
          point.curvature,
          derivative((at) => sviPoint(slice, at).slope, k),
          1e-6,
          1e-6,
        );
      }),
    );
  });

  test("the minimum variance is reached and never undercut", () => {
    fc.assert(
      fc.property(sliceArbitrary, between(-3, 3), (slice, k) => {
        const { rho, m, sigma } = slice;
        const minimum = sviMinimumVariance(slice);
        expect(sviPoint(slice, k).variance).toBeGreaterThanOrEqual(minimum - 1e-12);
        expectClose(sviPoint(slice, m - (rho * sigma) / Math.sqrt(1 - rho * rho)).variance, minimum, 1e-10);
      }),
    );
  });

  test("faults are named: domain, negative variance, wings beyond Lee's bound", () => {
    expect(sviIssues(vogt.raw)).toEqual([]);
    const fields = (slice: SviParameters) => sviIssues(slice).map((issue) => issue.field);
    expect(fields({ ...vogt.raw, rho: 1, sigma: 0, b: -1, a: NaN })).toEqual(["a", "b", "rho", "sigma"]);
    expect(fields({ ...vogt.raw, a: -1 })).toEqual(["a"]);
    expect(fields({ ...vogt.raw, b: 1.9, a: 1 })).toEqual(["b"]);
  });
});

describe("jump wings", () => {
  test("Vogt's slice gives the printed wings", () => {
    const wings = sviToJumpWings(vogt.raw, 1);
    const exact = vogt.jumpWings;
    expectClose(wings.v, exact.v, 1e-9);
    expectClose(wings.psi, exact.psi, 1e-9);
    expectClose(wings.p, exact.p, 1e-9);
    expectClose(wings.c, exact.c, 1e-9);
    expectClose(wings.vTilde, exact.vtilde, 1e-9);
    expectClose(wings.p, vogt.jumpWingsPrinted.p, 0, 5e-8);
  });

  test("there and back again", () => {
    fc.assert(
      fc.property(sliceArbitrary, between(0.01, 3), (slice, timeToExpiry) => {
        // A vertex almost at the money leaves only the rounding of v - vTilde to tell its width.
        fc.pre(sviPoint(slice, 0).variance > 1.01 * sviMinimumVariance(slice));
        const back = unwrap(jumpWingsToSvi(sviToJumpWings(slice, timeToExpiry), timeToExpiry));
        for (const k of [-1, -0.3, 0, 0.2, 0.9]) {
          expectClose(sviPoint(back, k).variance, sviPoint(slice, k).variance, 1e-8);
        }
      }),
    );
  });

  test("a vertex at the money needs the variance gap for its width", () => {
    const slice = { a: 0.02, b: 0.2, rho: -0.3, m: 0, sigma: 0.2 };
    // m = 0 makes beta = 0 only when the skew is that of the vertex, psi = b rho / (2 root w).
    const back = unwrap(jumpWingsToSvi(sviToJumpWings(slice, 1), 1));
    expectClose(back.sigma, 0.2, 1e-9);
    expectClose(back.m, 0, 0, 1e-9);
  });

  test("impossible wings are refused", () => {
    const wings = sviToJumpWings(vogt.raw, 1);
    const field = (changed: Partial<typeof wings>) => {
      const result = jumpWingsToSvi({ ...wings, ...changed }, 1);
      return result.ok ? undefined : result.issues[0]?.field;
    };
    expect(field({ psi: 2 })).toBe("psi");
    expect(field({ vTilde: 1 })).toBe("vTilde");
    expect(field({ p: 0, c: 0 })).toBe("p + c");
    expect(field({ v: 0 })).toBe("v");
  });
});

describe("arbitrage", () => {
  const vogtSlice = (k: number) => sviPoint(vogt.raw, k);

  test("Vogt: Durrleman's function, 31 points", () => {
    for (const [k, expected] of vogt.durrleman) {
      expectClose(durrleman(vogtSlice(k ?? NaN), k ?? NaN), expected ?? NaN, 1e-9);
    }
  });

  test("Vogt passes the wing bound and still has a free butterfly", () => {
    expect(sviIssues(vogt.raw)).toEqual([]);
    const violations = butterflyViolations(vogtSlice, -1.5, 1.5, 3000);
    expect(violations).toHaveLength(1);
    const [violation] = violations;
    expectClose(violation?.from ?? NaN, vogt.negativeOn[0] ?? NaN, 0, 1e-3);
    expectClose(violation?.to ?? NaN, vogt.negativeOn[1] ?? NaN, 0, 1e-3);
    expectClose(violation?.worstAt ?? NaN, vogt.minimum.k, 0, 1e-3);
    expectClose(violation?.worst ?? NaN, vogt.minimum.g, 1e-6);
  });

  test("g is the implied density: the second strike derivative of the call price", () => {
    const call = (strike: number) => {
      const volatility = Math.sqrt(vogtSlice(Math.log(strike)).variance);
      return black76Price({ right: "call", forward: 1, strike, timeToExpiry: 1, volatility, rate: 0 });
    };
    const step = 1e-3;
    for (const k of [-0.6, -0.2, 0, 0.4, 0.9]) {
      const strike = Math.exp(k);
      const butterfly = (call(strike + step) - 2 * call(strike) + call(strike - step)) / (step * step);
      const total = Math.sqrt(vogtSlice(k).variance);
      const density = (durrleman(vogtSlice(k), k) / total) * normalPdf(-k / total - total / 2);
      expectClose(butterfly, density / strike, 5e-3, 1e-6);
    }
  });

  test("a slice without violations, and one that is open at the edge", () => {
    const flat = () => ({ variance: 0.1, slope: 0, curvature: 0 });
    expect(butterflyViolations(flat, -2, 2, 100)).toEqual([]);
    const cut = butterflyViolations(vogtSlice, 0.7, 1.1, 400);
    expect(cut).toHaveLength(1);
    expect(cut[0]).toMatchObject({ from: 0.7, to: 1.1 });
  });

  test("calendar: equal slices pass, a later one that dips below fails where it dips", () => {
    expect(calendarViolations(vogtSlice, vogtSlice, -1, 1, 200)).toEqual([]);
    const later = (k: number) => ({ ...vogtSlice(k), variance: vogtSlice(k).variance + 0.01 * (k + 0.5) });
    const violations = calendarViolations(vogtSlice, later, -1, 1, 200);
    expect(violations).toHaveLength(1);
    expect(violations[0]?.from).toBe(-1);
    expectClose(violations[0]?.to ?? NaN, -0.5, 0, 1e-8);
    expectClose(violations[0]?.worst ?? NaN, -0.005, 1e-9);
  });
});
