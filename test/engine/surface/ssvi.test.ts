import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { butterflyViolations } from "../../../engine/surface/arbitrage.ts";
import {
  decodePremiaSurface,
  decodePremiaWord,
  premiaVolatility,
} from "../../../engine/surface/premiaSurface.ts";
import { ssviIssues, ssviPoint } from "../../../engine/surface/ssvi.ts";
import premia from "../../fixtures/surface/premia.json" with { type: "json" };
import fixture from "../../fixtures/surface/svi.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("SSVI", () => {
  const strata = fixture.ssviStrata;
  const theta = strata.volAtm ** 2 * strata.T;
  const parameters = { theta, phi: strata.eta / Math.sqrt(theta), rho: strata.rho };

  test("Strata's parameters, 10 strikes", () => {
    for (const [strike, expected] of strata.strikeVol) {
      const { variance } = ssviPoint(parameters, Math.log((strike ?? NaN) / strata.F));
      expectClose(Math.sqrt(variance / strata.T), expected ?? NaN, 1e-13);
    }
  });

  test("the no-butterfly quantities, and what they refuse", () => {
    const wing = parameters.theta * parameters.phi * (1 + Math.abs(parameters.rho));
    expectClose(wing, strata.check.c1, 1e-7);
    expectClose(wing * parameters.phi, strata.check.c2, 1e-7);
    expect(ssviIssues(parameters)).toEqual([]);
    expect(ssviIssues({ ...parameters, phi: 20 }).map((issue) => issue.field)).toEqual([
      "theta phi^2 (1 + |rho|)",
    ]);
    expect(ssviIssues({ theta: 0, phi: -1, rho: 1 })).toHaveLength(3);
  });

  test("parameters inside the condition have no butterfly, and derivatives hold", () => {
    fc.assert(
      fc.property(
        between(0.001, 0.5),
        between(0.1, 10),
        between(-0.9, 0.9),
        between(-1, 1),
        (t, phi, rho, k) => {
          const slice = { theta: t, phi, rho };
          fc.pre(ssviIssues(slice).length === 0);
          expect(butterflyViolations((at) => ssviPoint(slice, at), -1.5, 1.5, 120)).toEqual([]);
          const step = 1e-4;
          const [up, down] = [ssviPoint(slice, k + step), ssviPoint(slice, k - step)];
          expectClose(ssviPoint(slice, k).slope, (up.variance - down.variance) / (2 * step), 1e-4, 1e-6);
          expectClose(ssviPoint(slice, k).curvature, (up.slope - down.slope) / (2 * step), 1e-3, 1e-5);
        },
      ),
    );
  });
});

describe("Premia words", () => {
  test("each field decodes to the published integers", () => {
    for (const field of ["tau", "theta", "psi", "rho"] as const) {
      expect(unwrap(decodePremiaWord(premia.packed[field])).map(Number)).toEqual(premia.params[field]);
    }
  });

  test("negative fields keep their sign", () => {
    const { packed, params, upstreamPackedExample, upstreamUnpacked } = premia.packingTest;
    expect(unwrap(decodePremiaWord(packed)).map(Number)).toEqual(params);
    expect(unwrap(decodePremiaWord(upstreamPackedExample)).map(Number)).toEqual(upstreamUnpacked);
  });

  test("any five signed 51-bit numbers survive", () => {
    const field = fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n - 1n });
    fc.assert(
      fc.property(fc.tuple(field, field, field, field, field), (fields) => {
        const word = fields.reduce((bits, value) => (bits << 51n) | BigInt.asUintN(51, value), 0n);
        expect(unwrap(decodePremiaWord(`0x${word.toString(16).padStart(64, "0")}`))).toEqual(fields);
      }),
    );
  });

  test("a word of the wrong length is refused, with the field named", () => {
    const result = decodePremiaSurface({ ...premia.packed, psi: "0x12" });
    expect(result.ok ? undefined : result.issues[0]?.field).toBe("psi");
  });
});

describe("Premia volatility", () => {
  const surface = unwrap(decodePremiaSurface(premia.packed));

  test.each(premia.rows)("strike $strike, $tau years", (row) => {
    const volatility = unwrap(premiaVolatility(surface, row.spot, row.strike, row.tau));
    expectClose(volatility, row.contractRule, 1e-12);
    expectClose(volatility, row.expectedByTest, 0, row.testTolerance);
  });

  test("is continuous at every knot", () => {
    for (const tau of surface.tau) {
      const before = unwrap(premiaVolatility(surface, 2800, 3200, tau * (1 - 1e-12)));
      const after = unwrap(premiaVolatility(surface, 2800, 3200, tau * (1 + 1e-12)));
      expectClose(after, before, 1e-9);
    }
  });

  test("what the contract rejects is a typed failure", () => {
    const field = (...args: [spot: number, strike: number, time: number]) => {
      const result = premiaVolatility(surface, ...args);
      return result.ok ? undefined : result.issues[0]?.field;
    };
    expect(field(0, 1, 1)).toBe("spot");
    expect(field(1, 0, 1)).toBe("strike");
    expect(field(1, 1, 0)).toBe("timeToExpiry");
    const unsorted = { ...surface, tau: [...surface.tau].reverse() };
    expect(premiaVolatility(unsorted, 1, 1, 1).ok).toBe(false);
  });
});
