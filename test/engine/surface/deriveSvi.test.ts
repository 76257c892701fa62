import { describe, expect, test } from "vitest";
import { type DeriveSviParameters, deriveSviVolatility } from "../../../engine/surface/deriveSvi.ts";
import fixture from "../../fixtures/surface/derive-svi.json" with { type: "json" };
import { expectClose } from "../pricing/tolerance.ts";

function volatility(parameters: DeriveSviParameters, strike: number): number {
  const result = deriveSviVolatility(parameters, strike);
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join());
  return result.value;
}

const flat: DeriveSviParameters = {
  a: 0.01,
  b: 0.01,
  rho: -0.04,
  m: 0.03,
  sigma: 0.05,
  forward: 2000,
  refTau: 0.03,
};

describe("Derive SVI goldens", () => {
  test.each(fixture.rows)("$id", (row) => {
    const value = volatility(row, row.strike);
    expectClose(value, row.volatility, 1e-12);
    expectClose(value, row.asserted, 0, String(row.asserted).length < 12 ? 1e-6 : 1e-13);
  });

  test("a real log reproduces, flat beyond the clamp", () => {
    const raw = fixture.log.raw;
    const unit = (value: string) => Number(BigInt(value)) / 1e18;
    const parameters = {
      a: unit(raw.SVI_a),
      b: unit(raw.SVI_b),
      rho: unit(raw.SVI_rho),
      m: unit(raw.SVI_m),
      sigma: unit(raw.SVI_sigma),
      forward: unit(raw.SVI_fwd),
      refTau: unit(raw.SVI_refTau),
    };
    for (const row of fixture.log.volatilities) {
      expectClose(volatility(parameters, row.strike), row.vol, 1e-12);
    }
    expect(volatility(parameters, 60000)).toBe(volatility(parameters, 70000));
  });

  test("the documentation's example", () => {
    const { e, F, tau, ...shape } = fixture.documentation.parameters;
    for (const [strike, expected] of fixture.documentation.strikeVolatility) {
      expect(volatility({ ...shape, sigma: e, forward: F, refTau: tau }, strike ?? 0)).toBeCloseTo(
        expected ?? 0,
        11,
      );
    }
  });
});

describe("Derive SVI traps", () => {
  test.each(fixture.clamps)("$id: the smile is flat from log-moneyness $logMoneyness on", (row) => {
    const parameters = fixture.rows.find(({ id }) => id === row.id) ?? flat;
    const at = (k: number) => volatility(parameters, parameters.forward * Math.exp(k));
    const outward = Math.sign(row.logMoneyness) * 1e-6;
    expectClose(at(row.logMoneyness + outward), at(4 * row.logMoneyness), 1e-15);
    expect(Math.abs(at(row.logMoneyness - outward) / at(row.logMoneyness) - 1)).toBeGreaterThan(1e-8);
  });

  test("strike 0 has volatility 0, even without a forward, as on chain", () => {
    expect(deriveSviVolatility({ ...flat, forward: 0 }, 0)).toEqual({ ok: true, value: 0 });
  });

  test("forward 0 is a typed failure", () => {
    const result = deriveSviVolatility({ ...flat, forward: 0 }, 100);
    expect(result.ok ? [] : result.issues.map((issue) => [issue.code, issue.field])).toEqual([
      ["INVALID_INPUT", "forward"],
    ]);
  });

  test("negative variance is a typed failure, not NaN", () => {
    const result = deriveSviVolatility({ ...flat, a: -0.0003, rho: 0.99, m: 0.1 }, 1000);
    expect(result.ok ? undefined : result.issues[0]?.field).toBe("totalVariance");
  });

  test("reference time 0 is a typed failure", () => {
    expect(deriveSviVolatility({ ...flat, refTau: 0 }, 100).ok).toBe(false);
  });

  test("the cap is 144 on total variance, not 24", () => {
    const wide = { ...flat, a: 100, b: 1, sigma: 1, refTau: 1 };
    expect(volatility(wide, 2000)).toBeGreaterThan(Math.sqrt(24));
    expect(volatility({ ...wide, a: 200 }, 2000)).toBe(12);
  });
});
