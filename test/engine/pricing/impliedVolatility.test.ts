import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Right } from "../../../engine/book/instrument.ts";
import { black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import { impliedVolatility } from "../../../engine/pricing/impliedVolatility.ts";
import { normalisedImpliedVolatility } from "../../../engine/pricing/letsBeRational.ts";
import { blackOverVega, normalisedVega } from "../../../engine/pricing/normalisedBlack.ts";
import fixture from "../../fixtures/pricing/implied-volatility.json" with { type: "json" };
import { expectClose, unwrap } from "./tolerance.ts";

function right(type: string): Right {
  return type === "put" ? "put" : "call";
}

describe("implied volatility of normalised extremes", () => {
  test.each(fixture.normalised.rows)("x = $x, s = $s", ({ x, s, beta, attainableRelErr }) => {
    expectClose(normalisedImpliedVolatility(beta, x), s, 10 * attainableRelErr);
  });
});

describe("price of normalised extremes", () => {
  test.each(fixture.normalised.rows)("price at x = $x, s = $s", ({ x, s, beta }) => {
    const [h, t] = [x / s, 0.5 * s];
    // The vega's exponent (h^2 + t^2) / 2 carries its rounding into the price.
    const conditioning = 1 + 0.5 * (h * h + t * t);
    expectClose(normalisedVega(h, t) * blackOverVega(h, t), beta, 1e-15 * conditioning);
  });
});

describe("implied volatility of option prices", () => {
  test.each(fixture.dollar.rows)("$id", (row) => {
    const { impliedVolatility: solved, reason } = impliedVolatility({
      right: right(row.type),
      price: row.price,
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      rate: 0,
    });
    expect(reason).toBeNull();
    const attainable = row.errorPerUlpOfPrice + Number.EPSILON * row.volatility;
    expectClose(solved ?? NaN, row.volatility, 0, 10 * attainable);
  });
});

describe("public failure cases", () => {
  test("all six", () => expect(fixture.publicCases).toHaveLength(6));

  test.each(fixture.publicCases)("$source, price $price", (row) => {
    const answer = impliedVolatility({
      right: right(row.type),
      price: row.price,
      forward: row.S * Math.exp(row.r * row.T),
      strike: row.K,
      timeToExpiry: row.T,
      rate: row.r,
    });
    if (row.volatility === null)
      expect(answer).toEqual({ impliedVolatility: null, reason: "BELOW_INTRINSIC" });
    else expectClose(answer.impliedVolatility ?? NaN, row.volatility, 1e-12);
  });
});

describe("edge cases", () => {
  test.each(fixture.edgeCases)("$name", (row) => {
    const answer = impliedVolatility({
      right: right(row.type),
      price: row.price,
      forward: row.F,
      strike: row.K,
      timeToExpiry: row.T,
      rate: 0,
    });
    const reasons = ["BELOW_INTRINSIC", "ABOVE_MAXIMUM", "EXPIRED"] as const;
    if (row.volatility === null) {
      expect(answer.impliedVolatility).toBeNull();
      expect(answer.reason).toBe(reasons.find((code) => row.note.includes(code)));
    } else {
      expect(answer.reason).toBeNull();
      expectClose(answer.impliedVolatility ?? NaN, row.volatility, 1e-14);
    }
  });
});

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("properties", () => {
  test("inverts the normalised price to ten times the attainable error", () => {
    fc.assert(
      fc.property(between(0, 20), between(0.001, 8), (distance, s) => {
        const [h, t] = [-distance / s, 0.5 * s];
        const ratio = blackOverVega(h, t);
        const beta = normalisedVega(h, t) * ratio;
        fc.pre(beta > 1e-290 && beta < (1 - 1e-12) * Math.exp(-0.5 * distance));
        // Relative error of s per relative error of beta is ratio / s; beta itself carries its exponent's rounding.
        const condition = (ratio / s) * (1 + 0.5 * (h * h + t * t));
        expectClose(normalisedImpliedVolatility(beta, -distance), s, 10 * Number.EPSILON * (1 + condition));
      }),
      { numRuns: 3000 },
    );
  });

  test("gives back the volatility of an option price", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("call" as const, "put" as const),
        between(0.3, 3),
        between(0.001, 2),
        between(0.05, 3),
        between(-0.05, 0.1),
        (side, moneyness, timeToExpiry, volatility, rate) => {
          const option = { right: side, forward: 60_000, strike: 60_000 * moneyness, timeToExpiry, rate };
          const price = black76Price({ ...option, volatility });
          const { vega } = unwrap(black76Greeks({ ...option, volatility }));
          // Rounding of the price and of the intrinsic value that is subtracted, in volatility.
          const attainable = (8 * Number.EPSILON * 60_000 * Math.max(1, moneyness)) / vega;
          fc.pre(attainable < 1e-3);
          const solved = impliedVolatility({ ...option, price }).impliedVolatility ?? NaN;
          expectClose(solved, volatility, 1e-13, 10 * attainable);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("100,000 hostile inputs: never a throw, always a volatility or a reason", () => {
    const hostile = [
      ...[Number.NaN, Infinity, -Infinity, 0, -0, 1, -1],
      ...[5e-324, -5e-324, 1e-310, 2.3e-308, Number.MAX_VALUE, -Number.MAX_VALUE, Number.EPSILON],
    ];
    const anything = fc.oneof(
      { weight: 2, arbitrary: between(0, 2) },
      { weight: 1, arbitrary: fc.double() },
      { weight: 1, arbitrary: fc.constantFrom(...hostile) },
    );
    const quote = fc.record({
      right: fc.constantFrom("call" as const, "put" as const),
      price: anything,
      forward: anything,
      strike: anything,
      timeToExpiry: anything,
      rate: anything,
    });
    let asked = 0;
    let solved = 0;
    fc.assert(
      fc.property(quote, (input) => {
        const { impliedVolatility: answer, reason } = impliedVolatility(input);
        asked++;
        if (answer === null) return reason !== null;
        solved++;
        return reason === null && answer >= 0 && answer < Infinity;
      }),
      { numRuns: 100_000 },
    );
    expect(asked).toBe(100_000);
    // Enough of them reach the solver for the test to mean something.
    expect(solved).toBeGreaterThan(1000);
    console.log(`hostile inputs: ${asked} asked, ${solved} with a volatility, none threw`);
  });
});

describe("traps", () => {
  test("an in-the-money price flips to the out-of-the-money option", () => {
    const option = { forward: 60_000, strike: 30_000, timeToExpiry: 30 / 365, rate: 0 };
    const price = black76Price({ ...option, right: "call", volatility: 0.8 });
    expectClose(impliedVolatility({ ...option, right: "call", price }).impliedVolatility ?? NaN, 0.8, 1e-12);
  });

  test("a discounted intrinsic value that rounds a digit low is volatility 0, not below intrinsic", () => {
    let low = 0;
    for (let step = 1; step < 2000; step++) {
      for (const [right, strike] of [
        ["call", 90],
        ["put", 1000],
      ] as const) {
        const option = { right, forward: 100 + step / 7, strike, timeToExpiry: 0.37, rate: 0.1 };
        const price = black76Price({ ...option, volatility: 0 });
        const answer = impliedVolatility({ ...option, price });
        expect(answer.reason).toBeNull();
        if (price * Math.exp(0.037) < Math.abs(option.forward - strike)) {
          expect(answer.impliedVolatility).toBe(0);
          low++;
        }
      }
    }
    expect(low).toBeGreaterThan(50);
  });

  test("a worthless out-of-the-money option has volatility 0, a negative price none", () => {
    const option = { right: "call", forward: 100, strike: 200, timeToExpiry: 1, rate: 0 } as const;
    expect(impliedVolatility({ ...option, price: 0 })).toEqual({ impliedVolatility: 0, reason: null });
    expect(impliedVolatility({ ...option, price: -1 })).toEqual({
      impliedVolatility: null,
      reason: "INVALID_INPUT",
    });
  });
});
