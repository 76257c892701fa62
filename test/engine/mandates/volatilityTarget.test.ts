import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceVolatilityUsd } from "../../../engine/mandates/priceRisk.ts";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import type { VolatilityTargetMandate } from "../../../engine/mandates/volatilityTarget.ts";
import { expectWithin } from "../figures.ts";
import { fields, value } from "../forecast/value.ts";
import { held, holdings, option, perp, rowOf } from "./support.ts";

const btc = perp({ instrumentId: "BTC-PERP", underlying: "BTC", priceUsd: 50_000, referenceUsd: 50_000 });
const covariancePerYear = [
  [0.49, 0.3],
  [0.3, 0.25],
];
const mandate: VolatilityTargetMandate = {
  kind: "volatilityTarget",
  targetVolatility: 0.2,
  capitalUsd: 100_000,
  forecast: { underlyings: ["ETH", "BTC"], covariancePerYear },
  tolerance: 0.1,
  maximumScale: 10,
  proportionTolerance: 0,
};
const book = (eth: number, coins: number) => holdings([perp({ quantity: eth }), { ...btc, quantity: coins }]);

describe("volatility target", () => {
  it("scales the whole exposure to the target, whatever its composition", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (eth, coins, inBand) => {
          const now = book(eth, coins);
          const sigma = priceVolatilityUsd(now, mandate.forecast);
          fc.pre(sigma > 4000);
          const { terms, metric } = value(mandateTerms(mandate, now));
          const scale = (20_000 / sigma) * (1 + 0.1 * inBand);
          const scaled = book(eth * scale, coins * scale);
          for (const row of terms.rows) {
            const slack = 1e-9 * 1e5;
            expect(held(row, scaled)).toBeGreaterThanOrEqual((row.lower ?? 0) - slack);
            expect(held(row, scaled)).toBeLessThanOrEqual((row.upper ?? 0) + slack);
          }
          expectWithin(Math.abs(metric.measure([eth * scale, coins * scale]) - (1 + 0.1 * inBand)), 1e-9);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("asks for nothing while the volatility is within its tolerance", () => {
    const base = book(10, 0.2);
    const sigma = priceVolatilityUsd(base, mandate.forecast);
    for (const [factor, isInside] of [
      [1.09, true],
      [0.91, true],
      [1.12, false],
      [0.88, false],
    ] as const) {
      const scale = (factor * 20_000) / sigma;
      const now = book(10 * scale, 0.2 * scale);
      const rows = value(mandateTerms(mandate, now)).terms.rows;
      const holds = rows.every((row) => {
        const at = held(row, now);
        return at >= (row.lower ?? 0) - 1e-6 && at <= (row.upper ?? 0) + 1e-6;
      });
      expect(holds, `${factor}`).toBe(isInside);
    }
  });

  it("does not let long and short leave their proportion: their volatility is in the difference", () => {
    // Each exposure 10 % off in its own direction would leave both bands of a box, and double the volatility.
    const now = book(20, -0.8);
    const { rows } = value(mandateTerms(mandate, now)).terms;
    const proportion = rowOf(rows, "greek:proportion:BTC");
    expect(held(proportion, now)).toBeCloseTo(0, 6);
    expect(Math.abs(held(proportion, book(22, -0.72)))).toBeGreaterThan(1000);
  });

  it("stops at the maximum scale and says so", () => {
    const calm = { ...mandate, maximumScale: 2 };
    const now = book(1, 0);
    const { terms, issues } = value(mandateTerms(calm, now));
    expect(rowOf(terms.rows, "greek:deltaUsd:ETH")).toMatchObject({ lower: 3600, upper: 4400 });
    expect(issues.map(({ field }) => field)).toEqual(["maximumScale"]);
  });

  it("counts options with their delta", () => {
    const now = holdings([option(30, { quantity: 4 })]);
    expectWithin(Math.abs(priceVolatilityUsd(now, mandate.forecast) / (0.7 * 4000) - 1), 1e-12);
  });

  it("refuses an exposure that has no volatility to scale, and a forecast with gaps", () => {
    expect(fields(mandateTerms(mandate, book(0, 0)))).toEqual(["holdings"]);
    const forecast = { underlyings: ["ETH"], covariancePerYear: [[0.49]] };
    expect(fields(mandateTerms({ ...mandate, forecast }, book(1, 1)))).toEqual(["forecast.underlyings"]);
  });
});
