import { describe, expect, test } from "vitest";
import { haganVolatility, leFlochKennedyVolatility } from "../../../engine/surface/sabr.ts";
import fixture from "../../fixtures/surface/sabr.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const { hagan, financePy, leFlochKennedy } = fixture;

describe("Hagan", () => {
  test("QuantLib's 31 strikes to its own tolerance", () => {
    expect(hagan.strikeVol).toHaveLength(31);
    for (const [strike, expected] of hagan.strikeVol) {
      expectClose(unwrap(haganVolatility(hagan, hagan.F, strike ?? NaN, hagan.T)), expected ?? NaN, 0, 1e-12);
    }
  });

  test.each(financePy.rows)("FinancePy: alpha $alpha, beta $beta, rho $rho", (row) => {
    expectClose(unwrap(haganVolatility(row, row.F, row.K, row.T)), row.exact, 1e-9);
  });

  test("is continuous through the money", () => {
    const parameters = { alpha: 0.3, beta: 0.6, nu: 0.8, rho: -0.3 };
    const at = (strike: number) => unwrap(haganVolatility(parameters, 1, strike, 1));
    for (const offset of [1e-9, 1e-6, 1e-4]) expectClose(at(1 + offset), at(1), 0, offset);
    // Both sides of the switch to the series of z / chi(z), at |z| = 1e-4; with beta 1, z is log-moneyness nu / alpha.
    const lognormal = { ...parameters, beta: 1 };
    const atZ = (z: number) => unwrap(haganVolatility(lognormal, 1, Math.exp((-z * 0.3) / 0.8), 1));
    for (const z of [1e-4, -1e-4]) expectClose(atZ(z * (1 + 1e-9)), atZ(z * (1 - 1e-9)), 0, 2e-12);
  });

  test("without volatility of volatility and beta 1 it is a flat alpha", () => {
    expectClose(unwrap(haganVolatility({ alpha: 0.4, beta: 1, nu: 0, rho: 0 }, 100, 150, 2)), 0.4, 1e-15);
  });
});

describe("Le Floc'h and Kennedy", () => {
  test("QuantLib's four values, at the money included", () => {
    for (const row of leFlochKennedy.rows) {
      for (const [i, strike] of row.strikes.entries()) {
        expectClose(unwrap(leFlochKennedyVolatility(row, row.F, strike, row.T)), row.vols[i] ?? NaN, 0, 1e-8);
      }
    }
  });

  test("is smooth where the formula is singular", () => {
    const parameters = { alpha: 0.35, beta: 0.25, nu: 1, rho: 0.25 };
    const at = (k: number) => unwrap(leFlochKennedyVolatility(parameters, 1, Math.exp(k), 2));
    const slopes = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map(
      (i) => (at((i + 1) / 1000) - at(i / 1000)) * 1000,
    );
    // The slope changes by curvature times a step; a seam would show as a jump of another order.
    for (let i = 2; i < slopes.length; i++) {
      const second = (slopes[i] ?? NaN) - 2 * (slopes[i - 1] ?? NaN) + (slopes[i - 2] ?? NaN);
      expectClose(second, 0, 0, 1e-5);
    }
  });

  test("beta 1 is the limit of beta close to 1", () => {
    const parameters = { alpha: 0.5, beta: 1, nu: 0.7, rho: -0.4 };
    const near = { ...parameters, beta: 1 - 1e-7 };
    const exact = unwrap(leFlochKennedyVolatility(parameters, 100, 80, 0.5));
    expectClose(unwrap(leFlochKennedyVolatility(near, 100, 80, 0.5)), exact, 1e-5);
  });
});

describe("domain", () => {
  const parameters = { alpha: 0.3, beta: 0.5, nu: 0.4, rho: 0 };

  test.each([
    [{ ...parameters, alpha: 0 }, 1, 1, 1, "alpha"],
    [{ ...parameters, rho: 1 }, 1, 1, 1, "rho"],
    [{ ...parameters, nu: -1 }, 1, 1, 1, "nu"],
    [{ ...parameters, beta: NaN }, 1, 1, 1, "beta"],
    [parameters, 0, 1, 1, "forward"],
    [parameters, 1, NaN, 1, "strike"],
    [parameters, 1, 1, 0, "timeToExpiry"],
  ] as const)("case %# names the field", (given, forward, strike, time, field) => {
    for (const model of [haganVolatility, leFlochKennedyVolatility]) {
      const result = model(given, forward, strike, time);
      expect(result.ok ? undefined : result.issues[0]?.field).toBe(field);
    }
  });

  test("the explicit expansion needs volatility of volatility", () => {
    expect(leFlochKennedyVolatility({ ...parameters, nu: 0 }, 1, 1.2, 1).ok).toBe(false);
  });
});
