import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import { type VegaParityMandate, weightedVega } from "../../../engine/mandates/vegaParity.ts";
import { expectWithin } from "../figures.ts";
import { fields, value } from "../forecast/value.ts";
import { holdings, LONG, MIDDLE, option, rowOf, SHORT } from "./support.ts";

const BUCKETS = [SHORT, MIDDLE, LONG];
const DAYS = [15, 60, 120];

function mandate(
  covariance: readonly (readonly number[])[],
  sides: readonly ("long" | "short")[] = ["long", "long", "long"],
): VegaParityMandate {
  return {
    kind: "vegaParity",
    buckets: BUCKETS.map((bucket, b) => ({ underlying: "ETH", bucket, side: sides[b] ?? "long" })),
    volatilityCovariancePerYear: covariance,
    grossVega: 1000,
    tolerance: 0,
    deltas: [],
    tenors: [],
  };
}

const book = holdings(DAYS.map((days) => option(days)));
const targets = (parity: VegaParityMandate) => {
  const { rows } = value(mandateTerms(parity, book)).terms;
  return BUCKETS.map(({ name }) => rowOf(rows, `vega:ETH:${name}`).lower ?? Number.NaN);
};

/** A positive definite matrix from nine numbers. */
const product = (a: readonly number[]) =>
  [0, 1, 2].map((i) =>
    [0, 1, 2].map(
      (j) =>
        [0, 1, 2].reduce((sum, k) => sum + (a[3 * i + k] ?? 0) * (a[3 * j + k] ?? 0), 0) +
        (i === j ? 0.01 : 0),
    ),
  );

describe("vega parity", () => {
  it("weighs vega by the root of 30 days over the time to expiry", () => {
    expect(weightedVega(option(30))).toBe(300);
    expect(weightedVega(option(120))).toBeCloseTo(150, 12);
    expect(weightedVega(option(7.5))).toBeCloseTo(600, 12);
  });

  it("does not let the weight of an expiring option grow without end", () => {
    expect(weightedVega(option(0))).toBe(weightedVega(option(1)));
  });

  it("is inverse to volatility when the buckets are uncorrelated", () => {
    const found = targets(
      mandate([
        [0.04, 0, 0],
        [0, 0.16, 0],
        [0, 0, 0.64],
      ]),
    );
    const expected = [1 / 0.2, 1 / 0.4, 1 / 0.8].map((w) => (1000 * w) / (1 / 0.2 + 1 / 0.4 + 1 / 0.8));
    found.forEach((target, b) => {
      expectWithin(Math.abs(target / (expected[b] ?? 0) - 1), 1e-10);
    });
  });

  it("gives equal shares of risk for any covariance and any sides", () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    const side = fc.constantFrom("long" as const, "short" as const);
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 9, maxLength: 9 }),
        fc.array(side, { minLength: 3, maxLength: 3 }),
        (entries, sides) => {
          const covariance = product(entries);
          const found = targets(mandate(covariance, sides));
          const shares = found.map(
            (t, i) => t * found.reduce((sum, u, j) => sum + (covariance[i]?.[j] ?? 0) * u, 0),
          );
          const variance = shares.reduce((sum, share) => sum + share, 0);
          for (const share of shares) expectWithin(Math.abs((3 * share) / variance - 1), 1e-8);
          expectWithin(Math.abs(found.reduce((sum, t) => sum + Math.abs(t), 0) - 1000), 1e-6);
          expect(found.map(Math.sign)).toEqual(sides.map((s) => (s === "long" ? 1 : -1)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("measures 0 where its rows put it, and more elsewhere", () => {
    const parity = mandate(
      [
        [0.3, 0.1, 0.05],
        [0.1, 0.2, 0.08],
        [0.05, 0.08, 0.1],
      ],
      ["long", "short", "long"],
    );
    const { metric } = value(mandateTerms(parity, book));
    const quantities = targets(parity).map((t, b) => t / weightedVega(option(DAYS[b] ?? 0)));
    expectWithin(metric.measure(quantities), 1e-9);
    expect(metric.measure([1, 0, 0])).toBeCloseTo(2, 12);
    expect(metric.measure([0, 0, 0])).toBe(3);
  });

  it("equals plain parity on raw vegas when each bucket has one tenor", () => {
    const raw = [
      [0.36, 0.12, 0.05],
      [0.12, 0.16, 0.06],
      [0.05, 0.06, 0.09],
    ];
    const restated = raw.map((row, i) =>
      row.map((c, j) => c * Math.sqrt(((DAYS[i] ?? 0) / 30) * ((DAYS[j] ?? 0) / 30))),
    );
    const vegas = targets(mandate(restated)).map((t, b) => t * Math.sqrt((DAYS[b] ?? 0) / 30));
    const shares = vegas.map((v, i) => v * vegas.reduce((sum, u, j) => sum + (raw[i]?.[j] ?? 0) * u, 0));
    for (const share of shares) expectWithin(Math.abs(share / (shares[0] ?? 0) - 1), 1e-9);
  });

  it("refuses sides that hedge each other without risk, and what is no covariance", () => {
    const one = [
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ];
    expect(mandateTerms(mandate(one, ["long", "short", "long"]), book)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_CONVERGED" }],
    });
    expect(fields(mandateTerms(mandate([[1]]), book))).toEqual(["volatilityCovariancePerYear"]);
    expect(fields(mandateTerms(mandate(one), holdings([option(15), option(60)])))).toEqual(["buckets[2]"]);
  });
});
