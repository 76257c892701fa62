import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Result } from "../../../engine/result.ts";
import { cornishFisherTail } from "../../../engine/risk/cornishFisher.ts";
import { entropicRisk, entropicValueAtRisk } from "../../../engine/risk/entropic.ts";
import { filteredHistoricalTail, filterReturns } from "../../../engine/risk/filteredHistorical.ts";
import { gaussianTail } from "../../../engine/risk/gaussian.ts";
import { historicalTail } from "../../../engine/risk/historical.ts";
import { lognormalShortfall } from "../../../engine/risk/lognormal.ts";
import { momentsOf, quantile } from "../../../engine/risk/moments.ts";
import { inverseStudentTCdf, studentTCdf, studentTTail } from "../../../engine/risk/studentT.ts";
import golden from "../../fixtures/risk/golden.json" with { type: "json" };

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

function row(id: string) {
  const found = golden.rows.find((r) => r.id === id);
  if (found === undefined) throw new Error(`no golden row ${id}`);
  return found;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));
const column = golden.edhec100.returns.map((r) => r[0] ?? Number.NaN);
const moments = momentsOf(column);
const standard = { mean: 0, standardDeviation: 1 };

describe("PerformanceAnalytics on edhec[1:100, 1], losses counted positive", () => {
  it.each([
    ["pa-gaussianVaR95_col0", () => value(gaussianTail({ ...moments, confidence: 0.95 })).valueAtRisk],
    ["pa-gaussianES95_col0", () => value(gaussianTail({ ...moments, confidence: 0.95 })).expectedShortfall],
    [
      "pa-cornishFisherVaR95_col0",
      () => value(cornishFisherTail({ ...moments, confidence: 0.95 })).valueAtRisk,
    ],
    ["pa-historicalVaR95_col0", () => value(historicalTail(column, 0.95)).valueAtRisk],
    ["pa-historicalES95_col0", () => value(historicalTail(column, 0.95)).expectedShortfall],
  ])("%s", (id, measure) => {
    const { expect: published, recomputed } = row(id);
    expect(measure()).toBeCloseTo(-Number(recomputed), 14);
    expect(measure()).toBeCloseTo(-Number(published), 6);
  });
});

describe("multipliers", () => {
  it.each(golden.gaussianMultipliers)("Gaussian at $conf", (r) => {
    const tail = value(gaussianTail({ ...standard, confidence: r.conf }));
    expect(tail.valueAtRisk).toBeCloseTo(r.zVaR, 13);
    expect(tail.expectedShortfall).toBeCloseTo(r.zES, 13);
    expect(tail.expectedShortfall / tail.valueAtRisk).toBeCloseTo(r.ratioES_VaR, 9);
  });

  it.each(golden.studentTMultipliers)("Student t with $nu degrees of freedom at $conf", (r) => {
    const tail = value(studentTTail({ ...standard, degreesOfFreedom: r.nu, confidence: r.conf }));
    const scale = Math.sqrt(r.nu / (r.nu - 2));
    expect(tail.valueAtRisk).toBeCloseTo(r.unitVarianceVaR, 11);
    expect(tail.expectedShortfall).toBeCloseTo(r.unitVarianceES, 11);
    expect(tail.valueAtRisk * scale).toBeCloseTo(r.tVaR, 11);
    expect(tail.expectedShortfall * scale).toBeCloseTo(r.tES, 11);
  });

  it("the t quantile inverts its distribution, far into the tail", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2.1, max: 200, noNaN: true }),
        fc.double({ min: -14, max: -0.4, noNaN: true }),
        (nu, exponent) => {
          const p = 10 ** exponent;
          expect(studentTCdf(inverseStudentTCdf(p, nu), nu) / p).toBeCloseTo(1, 9);
        },
      ),
    );
    expect(inverseStudentTCdf(0.5, 4)).toBe(0);
    expect(inverseStudentTCdf(0.99, 4)).toBeCloseTo(3.7469473879792, 11);
  });
});

describe("Cornish-Fisher", () => {
  it("is Gaussian when the higher moments are", () => {
    const normal = value(gaussianTail({ mean: 0.01, standardDeviation: 0.2, confidence: 0.99 }));
    const expanded = value(
      cornishFisherTail({
        mean: 0.01,
        standardDeviation: 0.2,
        skewness: 0,
        excessKurtosis: 0,
        confidence: 0.99,
      }),
    );
    expect(expanded).toEqual({ ...normal, monotone: true });
  });

  it("has as ES the mean of its own quantile over the tail", () => {
    const input = { ...standard, skewness: -0.4, excessKurtosis: 1.5 };
    const steps = 20_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      sum += value(cornishFisherTail({ ...input, confidence: 1 - (0.05 * (i + 0.5)) / steps })).valueAtRisk;
    }
    const tail = value(cornishFisherTail({ ...input, confidence: 0.95 }));
    expect(tail.expectedShortfall).toBeCloseTo(sum / steps, 3);
    expect(tail.monotone).toBe(true);
  });

  it("says when its quantile is none", () => {
    const tail = value(cornishFisherTail({ ...standard, skewness: -3, excessKurtosis: 2, confidence: 0.99 }));
    expect(tail.monotone).toBe(false);
  });
});

describe("historical", () => {
  it.each(golden.rows.filter((r) => r.id.startsWith("empyrical")))("quantiles of $id", (r) => {
    const sample = (r.returns ?? []) as number[];
    for (const [probability, expected] of r.cases ?? []) {
      expect(quantile(sample, probability ?? Number.NaN)).toBeCloseTo(expected ?? Number.NaN, 12);
    }
  });

  it("takes an observation as VaR where the convention asks for one (skfolio)", () => {
    const r = row("skfolio-nan");
    const sample = (r.returns ?? []).filter((x) => x !== null);
    const expected = r.expect as {
      valueAtRisk: number;
      cvar: number;
      entropicRisk_theta1_beta95: number;
      evar: number;
    };
    expect(value(historicalTail(sample, 0.95, "observation"))).toEqual({
      valueAtRisk: expected.valueAtRisk,
      expectedShortfall: expected.cvar,
    });
    expect(value(entropicRisk(sample, 1, 0.95))).toBeCloseTo(r.recomputedEntropic ?? 0, 13);
    // With four observations the infimum at 95 % is the worst loss, reached as theta goes to 0. The published EVaR is
    // where that library's search stops: the entropic risk at theta = 0.005.
    expect(value(entropicRisk(sample, 0.005, 0.95))).toBeCloseTo(expected.evar, 11);
    expect(value(entropicValueAtRisk(sample, 0.95))).toBeCloseTo(expected.valueAtRisk, 8);
  });

  it("counts the tail as whole observations although 1 - 0.8 is not 0.2 in binary", () => {
    const sample = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(value(historicalTail(sample, 0.8, "observation"))).toEqual({
      valueAtRisk: -2,
      expectedShortfall: -1.5,
    });
  });

  it("ES is never below VaR", () => {
    const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(sample, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (returns, confidence) => {
        for (const rule of ["interpolated", "observation"] as const) {
          const tail = value(historicalTail(returns, confidence, rule));
          expect(tail.expectedShortfall).toBeGreaterThanOrEqual(tail.valueAtRisk - 1e-12);
        }
      }),
    );
  });
});

describe("filtered historical", () => {
  const { returns, h, hNext, filtered, var80 } = golden.fhs;

  it("filters by RiskMetrics' variance", () => {
    const scaled = value(filterReturns(returns, 0.94));
    expect(scaled.nextVariance).toBeCloseTo(hNext, 16);
    scaled.variance.forEach((x, t) => {
      expect(x).toBeCloseTo(h[t] ?? Number.NaN, 16);
    });
    scaled.filtered.forEach((x, t) => {
      expect(x).toBeCloseTo(filtered[t] ?? Number.NaN, 15);
    });
    expect(value(filteredHistoricalTail(returns, 0.8)).valueAtRisk).toBeCloseTo(var80, 14);
  });

  it("cannot start from a return of zero", () => {
    expect(fields(filterReturns([0, 0.01]))).toEqual(["returns[0]"]);
  });
});

describe("entropic value at risk", () => {
  it("lies between ES and the worst loss", () => {
    const sample = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(sample, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (returns, confidence) => {
        const evar = value(entropicValueAtRisk(returns, confidence));
        expect(evar).toBeLessThanOrEqual(-Math.min(...returns) + 1e-12);
        // Exact ES, with a fractional last observation.
        const sorted = [...returns].sort((a, b) => a - b);
        let left = (1 - confidence) * sorted.length;
        let sum = 0;
        for (const r of sorted) {
          const weight = Math.min(1, Math.max(0, left));
          sum -= weight * r;
          left -= weight;
        }
        expect(evar).toBeGreaterThanOrEqual(sum / ((1 - confidence) * sorted.length) - 1e-6);
      }),
    );
  });
});

describe("lognormal shortfall", () => {
  it("gives Vega's risk factors to the digits that are right there", () => {
    const r = row("vega-lognormal-ES-0.1--0.000001");
    const factors = value(
      lognormalShortfall({
        drift: r.mu ?? 0,
        volatility: r.sigma ?? 0,
        years: r.tau ?? 0,
        tailProbability: r.lambda_ ?? 0,
      }),
    );
    expect(factors.long).toBeCloseTo(r.mp?.riskFactorLong ?? 0, 12);
    expect(factors.short).toBeCloseTo(r.mp?.riskFactorShort ?? 0, 10);
  });
});

describe("bad input is an issue that names the field", () => {
  const t = { ...standard, degreesOfFreedom: 4, confidence: 0.99 };
  it.each([
    ["confidence", gaussianTail({ ...standard, confidence: 1 })],
    ["standardDeviation", gaussianTail({ mean: 0, standardDeviation: -1, confidence: 0.9 })],
    ["mean", cornishFisherTail({ ...moments, mean: Number.NaN, confidence: 0.9 })],
    ["skewness", cornishFisherTail({ ...moments, skewness: Number.NaN, confidence: 0.9 })],
    ["excessKurtosis", cornishFisherTail({ ...moments, excessKurtosis: Number.NaN, confidence: 0.9 })],
    ["degreesOfFreedom", studentTTail({ ...t, degreesOfFreedom: 2 })],
    ["sample.length", historicalTail([], 0.99)],
    ["sample[1]", historicalTail([0.1, Number.NaN], 0.99)],
    ["decay", filterReturns([0.1, 0.2], 1)],
    ["years", lognormalShortfall({ drift: 0, volatility: 1, years: -1, tailProbability: 0.01 })],
    ["tailProbability", lognormalShortfall({ drift: 0, volatility: 1, years: 1, tailProbability: 0 })],
    ["theta", entropicRisk([0.1], 0, 0.95)],
  ])("%s", (field, result) => {
    expect(fields(result)).toEqual([field]);
  });
});
