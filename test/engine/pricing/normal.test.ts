import { describe, expect, test } from "vitest";
import { erfc, erfcx, inverseNormalCdf, normalCdf, normalPdf } from "../../../engine/pricing/normal.ts";

/** Evaluated with 40 digits (mpmath). */
const CDF: readonly (readonly [number, number])[] = [
  [-37.5, 4.605353009581955e-308],
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-5, 2.866515718791939e-7],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [1, 0.8413447460685429],
  [6, 0.9999999990134123],
];

function relative(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.abs(expected);
}

describe("normalCdf", () => {
  test.each(CDF)("N(%d) keeps its relative accuracy", (x, expected) => {
    expect(relative(normalCdf(x), expected)).toBeLessThan(1e-15);
  });

  test("reaches its limits and passes NaN on", () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe("erfc", () => {
  test.each([
    [0.3, 0.6713732405408726],
    [2, 0.004677734981047266],
    [-2, 1.9953222650189528],
    [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
  ])("erfc(%d)", (x, expected) => {
    expect(relative(erfc(x), expected)).toBeLessThan(1e-15);
  });

  test.each([
    [0.3, 0.7345993345676551],
    [10, 0.05614099274382259],
    [1e6, 5.641895835474742e-7],
    [-2, 108.94090438997797],
  ])("erfcx(%d) has no underflow", (x, expected) => {
    expect(relative(erfcx(x), expected)).toBeLessThan(1e-15);
  });
});

describe("inverseNormalCdf", () => {
  test.each([1e-300, 1e-100, 1e-16, 1e-6, 0.02, 0.3, 0.5, 0.8, 0.999])(
    "inverts the distribution at %d",
    (p) => {
      const x = inverseNormalCdf(p);
      // A last-digit error of x moves N(x) by x n(x) ulps, the conditioning of the round trip.
      const conditioning = 1 + Math.abs(x) * (normalPdf(x) / normalCdf(x));
      expect(relative(normalCdf(x), p)).toBeLessThan(1e-15 * conditioning);
    },
  );

  test("is infinite at the ends and NaN outside", () => {
    expect(inverseNormalCdf(0)).toBe(-Infinity);
    expect(inverseNormalCdf(1)).toBe(Infinity);
    expect(inverseNormalCdf(-0.1)).toBeNaN();
    expect(inverseNormalCdf(1.1)).toBeNaN();
    expect(inverseNormalCdf(Number.NaN)).toBeNaN();
  });
});
