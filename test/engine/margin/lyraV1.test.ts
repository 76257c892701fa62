import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LyraShort, lyraShockVolatility, lyraV1Margin } from "../../../engine/margin/lyraV1.ts";
import { bounds, minCollateral, month, params } from "../../fixtures/margin/lyraV1.ts";
import { issueFields, okValue } from "./support.ts";

const base: LyraShort = {
  optionType: "shortCallQuote",
  amount: 1,
  strike: 1_000,
  secondsToExpiry: month,
  spotUsd: 1_000,
  rate: 0.05,
  collateral: 500,
  params,
};

/** The requirement in the position's own collateral. */
function required(short: LyraShort): number {
  const { maintenanceUsd } = okValue(lyraV1Margin(short));
  return short.optionType === "shortCallBase" ? maintenanceUsd / short.spotUsd : maintenanceUsd;
}

describe("minimum collateral that the contract's tests assert", () => {
  test.each(minCollateral)("$optionType $amount x $strike at $spot needs $expected", (row) => {
    const { optionType, amount, strike, spot } = row;
    const actual = required({ ...base, optionType, amount, strike, spotUsd: spot });
    expect(Math.abs(actual / row.expected - 1)).toBeLessThan(row.tolerance);
  });

  test.each(bounds)("$optionType $amount needs exactly $expected", ({ optionType, amount, expected }) => {
    expect(required({ ...base, optionType, amount })).toBeCloseTo(expected, 12);
  });

  test("no amount needs no collateral, not even the static minimum", () => {
    expect(required({ ...base, amount: 0 })).toBe(0);
    expect(okValue(lyraV1Margin({ ...base, amount: 0 })).liquidationPriceUsd).toBeNull();
  });
});

test("shock volatility: A, linear, B", () => {
  const days = (n: number) => lyraShockVolatility(params, n * 86_400);
  expect([days(0), days(14), days(35), days(56), days(365)]).toEqual([2.5, 2.5, 2.15, 1.8, 1.8]);
});

describe("traps", () => {
  test("trap: a base call is divided by the shocked spot, so it needs less than the quote call is worth", () => {
    const inBase = required({ ...base, optionType: "shortCallBase" });
    const inQuote = required(base);
    expect(inBase * base.spotUsd * params.callSpotPriceShock).toBeCloseTo(inQuote, 9);
  });

  test("trap: a fully collateralised base call or put is never liquidated, a quote call always can be", () => {
    const price = (short: Partial<LyraShort>) =>
      okValue(lyraV1Margin({ ...base, ...short })).liquidationPriceUsd;
    expect(price({ optionType: "shortCallBase", collateral: 1 })).toBeNull();
    expect(price({ optionType: "shortPutQuote", collateral: 1_000 })).toBeNull();
    expect(price({ optionType: "shortCallQuote", collateral: 1_000 })).not.toBeNull();
  });
});

const arbitrary = fc.record({
  optionType: fc.constantFrom("shortCallBase" as const, "shortCallQuote" as const, "shortPutQuote" as const),
  amount: fc.double({ min: 0.5, max: 100, noNaN: true }),
  strike: fc.double({ min: 100, max: 10_000, noNaN: true }),
  secondsToExpiry: fc.double({ min: 0, max: 1e7, noNaN: true }),
  spotRatio: fc.double({ min: 0.5, max: 2, noNaN: true }),
  coverage: fc.double({ min: 0.05, max: 1.1, noNaN: true }),
});

function shortOf({
  spotRatio,
  coverage,
  ...draw
}: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never) {
  const full = draw.optionType === "shortCallBase" ? draw.amount : draw.amount * draw.strike;
  return { ...base, ...draw, spotUsd: draw.strike * spotRatio, collateral: full * coverage };
}

describe("properties", () => {
  test("property: equity at the liquidation price is the maintenance margin", () => {
    let found = 0;
    fc.assert(
      fc.property(arbitrary, (draw) => {
        const short = shortOf(draw);
        const { liquidationPriceUsd } = okValue(lyraV1Margin(short));
        if (liquidationPriceUsd === null) return;
        found += 1;
        const there = okValue(lyraV1Margin({ ...short, spotUsd: liquidationPriceUsd }));
        expect(Math.abs(there.equityUsd / there.maintenanceUsd - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test("property: the requirement grows with the amount and never exceeds full collateral", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 1, max: 10, noNaN: true }), (draw, factor) => {
        const short = shortOf(draw);
        expect(required({ ...short, amount: short.amount * factor })).toBeGreaterThanOrEqual(required(short));
        if (short.optionType === "shortPutQuote") {
          expect(required(short)).toBeLessThanOrEqual(short.amount * short.strike);
        }
      }),
    );
  });
});

test("bad input names every field at fault", () => {
  expect(issueFields(lyraV1Margin({ ...base, amount: -1, spotUsd: Number.NaN, collateral: -5 }))).toEqual([
    "amount",
    "spotUsd",
    "collateral",
  ]);
  const swapped = { ...params, shockVolPointBSeconds: 0 };
  expect(issueFields(lyraV1Margin({ ...base, params: swapped }))).toEqual(["params.shockVolPointBSeconds"]);
});
