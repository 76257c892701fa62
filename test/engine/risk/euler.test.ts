import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inverseNormalCdf } from "../../../engine/pricing/normal.ts";
import type { Result } from "../../../engine/result.ts";
import { covarianceRisk } from "../../../engine/risk/covarianceRisk.ts";
import { covarianceOf } from "../../../engine/risk/moments.ts";
import { scenarioMargin, scenarioShortfall } from "../../../engine/risk/scenarioRisk.ts";
import golden from "../../fixtures/risk/golden.json" with { type: "json" };

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));
const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);
const transpose = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, j) => rows.map((r) => r[j] ?? Number.NaN));

function expectAll(actual: readonly number[], expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i] ?? Number.NaN, digits);
  });
}

describe("volatility and VaR", () => {
  const { cov, exposures, sd, var99, components, marginalPerUsd, standalone, diversification } =
    golden.eulerNet;
  const risk = value(covarianceRisk(exposures, cov, inverseNormalCdf(0.99)));

  it("splits a VaR over dollar deltas", () => {
    expect(risk.standardDeviation).toBeCloseTo(sd, 7);
    expect(risk.risk).toBeCloseTo(var99, 8);
    expectAll(risk.components, components, 8);
    expectAll(risk.marginal, marginalPerUsd, 14);
    expectAll(risk.standalone, standalone, 8);
    expect(risk.diversification).toBeCloseTo(diversification, 11);
  });

  it("gives the incremental risk beside the components, as a revaluation would", () => {
    exposures.forEach((_, i) => {
      const without = exposures.map((e, j) => (i === j ? 0 : e));
      const rest = value(covarianceRisk(without, cov, inverseNormalCdf(0.99))).risk;
      expect(risk.incremental[i]).toBeCloseTo(risk.risk - rest, 7);
    });
  });

  it("splits the VaR of PerformanceAnalytics' portfolio, mean included", () => {
    const { returns, weights } = golden.edhec100;
    const split = value(covarianceRisk(weights, covarianceOf(returns), inverseNormalCdf(0.95)));
    const means = weights.map((w, j) => (w * sum(returns.map((r) => r[j] ?? 0))) / returns.length);
    const row = golden.rows.find((r) => r.id === "pa-eulerComponents");
    const total = golden.rows.find((r) => r.id === "pa-gaussianPortfolioVaR95");
    expectAll(
      split.components.map((c, j) => c - (means[j] ?? 0)),
      row?.expect as number[],
      14,
    );
    expect(split.risk - sum(means)).toBeCloseTo(Number(total?.recomputed), 14);
    expect(split.risk - sum(means)).toBeCloseTo(Number(total?.expect), 6);
  });

  it("components add up to the risk", () => {
    const factors = fc.array(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 4,
        maxLength: 4,
      },
    );
    const weights = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(factors, weights, (loadings, exposure) => {
        const covariance = loadings.map((a) => loadings.map((b) => sum(a.map((x, k) => x * (b[k] ?? 0)))));
        const split = covarianceRisk(exposure, covariance, 2.33);
        if (!split.ok) return;
        // Where exposures cancel, the products that components are made of are known only to rounding of their size.
        const size = sum(exposure.map(Math.abs)) + 1;
        fc.pre(split.value.risk > 1e-6 * size);
        expect(Math.abs(sum(split.value.components) - split.value.risk)).toBeLessThan(1e-8 * size);
      }),
    );
  });

  it("attributes nothing when there is no risk", () => {
    expect(
      value(
        covarianceRisk(
          [0, 0],
          [
            [1, 0],
            [0, 1],
          ],
          2,
        ),
      ).components,
    ).toEqual([0, 0]);
    expect(value(covarianceRisk([], [], 2))).toMatchObject({ risk: 0, diversification: null });
  });

  it.each([
    ["covariance", covarianceRisk([1, 1], [[1, 0]], 1)],
    [
      "covariance[1][0]",
      covarianceRisk(
        [1, 1],
        [
          [1, 0.5],
          [0.2, 1],
        ],
        1,
      ),
    ],
    [
      "covariance",
      covarianceRisk(
        [1, -1],
        [
          [1, 2],
          [2, 1],
        ],
        1,
      ),
    ],
    ["exposures[0]", covarianceRisk([Number.NaN], [[1]], 1)],
  ])("names a wrong %s", (field, result) => {
    expect(fields(result)).toEqual([field]);
  });
});

describe("expected shortfall", () => {
  const { scenarios, alpha, worst, es, components } = golden.historicalES_Euler;

  it("splits over legs, hedges negative", () => {
    const risk = value(scenarioShortfall(transpose(scenarios), alpha));
    expect(risk.risk).toBe(es);
    expect(risk.scenarios).toEqual(worst);
    expect(risk.components).toEqual(components);
  });

  it("shares the last places of the tail among scenarios that tie", () => {
    const risk = value(scenarioShortfall([[-10, -5, -5, 0]], 0.5));
    expect(risk.risk).toBe(7.5);
    expect(risk.scenarios).toEqual([0, 1, 2]);
  });

  it.each([0, 1.1, Number.NaN])("names a tail probability of %s", (tail) => {
    expect(fields(scenarioShortfall([[1]], tail))).toEqual(["tailProbability"]);
  });
});

describe("scenario margin", () => {
  const { pnl, worst, margin, components, legRemoval } = golden.scenarioMarginEuler;

  it("splits over legs, and removal of a leg is another number", () => {
    const risk = value(scenarioMargin(transpose(pnl)));
    expect(risk).toEqual({ risk: margin, scenarios: [worst], components, incremental: legRemoval });
  });

  it("averages over scenarios that tie", () => {
    const risk = value(
      scenarioMargin([
        [-10, 0, 5],
        [0, -10, 5],
      ]),
    );
    expect(risk).toMatchObject({ risk: 10, scenarios: [0, 1], components: [5, 5] });
  });

  it("is zero, and nobody's, when no scenario loses", () => {
    expect(
      value(
        scenarioMargin([
          [1, 2],
          [0, 3],
        ]),
      ),
    ).toEqual({
      risk: 0,
      scenarios: [],
      components: [0, 0],
      incremental: [0, 0],
    });
    expect(value(scenarioMargin([]))).toMatchObject({ risk: 0, components: [] });
  });

  it("names a P&L that is no number or of another length", () => {
    expect(fields(scenarioMargin([[1, 2], [1]]))).toEqual(["pnl[1].length"]);
    expect(fields(scenarioMargin([[Number.NaN]]))).toEqual(["pnl[0][0]"]);
  });

  it("and shortfall components add up to the risk on any book", () => {
    const pnlOf = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.array(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: count, maxLength: count }),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
    );
    fc.assert(
      fc.property(pnlOf, fc.double({ min: 0.01, max: 1, noNaN: true }), (legs, tail) => {
        for (const risk of [value(scenarioMargin(legs)), value(scenarioShortfall(legs, tail))]) {
          expect(Math.abs(sum(risk.components) - risk.risk)).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
