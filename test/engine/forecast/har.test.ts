import { describe, expect, it } from "vitest";
import { ewmaVariance } from "../../../engine/forecast/ewma.ts";
import { geometricMeanForecast } from "../../../engine/forecast/geometricMean.ts";
import { fitHar, forecastHar } from "../../../engine/forecast/har.ts";
import { fitLogHar, forecastLogHar } from "../../../engine/forecast/logHar.ts";
import golden from "../../fixtures/forecast/garchHar.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, value } from "./value.ts";

const variances = golden.spy.realizedKernel.map((volatility) => volatility ** 2 * 1e4);

describe("HAR, golden", () => {
  it("in levels", () => {
    const model = value(fitHar(variances));
    model.coefficients.forEach((b, i) => {
      expectWithin(Math.abs(b - (golden.har.beta[i] as number)), 1e-12);
    });
    const target = variances.slice(22);
    const mean = target.reduce((sum, v) => sum + v, 0) / target.length;
    const total = target.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const left = model.residuals.reduce((sum, e) => sum + e * e, 0);
    expectWithin(Math.abs(1 - left / total - golden.har.r2), 1e-12);
    expect(model.residuals).toHaveLength(golden.har.n);
  });

  it("in logs", () => {
    value(fitLogHar(variances)).coefficients.forEach((b, i) => {
      expectWithin(Math.abs(b - (golden.har.logBeta[i] as number)), 1e-12);
    });
  });
});

describe("log-HAR", () => {
  it("forecasts the next period without seeing it", () => {
    const model = value(fitLogHar(variances.slice(0, -1)));
    const forecast = value(forecastLogHar(model, variances.slice(0, -1)));
    const [b0 = 0, b1 = 0, b5 = 0, b22 = 0] = model.coefficients;
    const mean = (n: number) => variances.slice(-1 - n, -1).reduce((sum, v) => sum + v, 0) / n;
    const log = b0 + b1 * Math.log(mean(1)) + b5 * Math.log(mean(5)) + b22 * Math.log(mean(22));
    expect(forecast).toBeCloseTo(model.smearing * Math.exp(log), 12);
  });

  it("corrects the retransformation: forecasts are right on average over the sample", () => {
    const model = value(fitLogHar(variances));
    const fitted = variances.slice(22).map((v, i) => v / Math.exp(model.residuals[i] as number));
    const ratio =
      variances.slice(22).reduce((sum, v, i) => sum + v / (fitted[i] as number), 0) / fitted.length;
    expect(ratio).toBeCloseTo(model.smearing, 12);
    expect(model.smearing).toBeGreaterThan(1.05);
  });

  it("does not depend on the unit of variance", () => {
    const small = variances.map((v) => v * 1e-6);
    const plain = value(forecastLogHar(value(fitLogHar(variances, 5)), variances));
    const scaled = value(forecastLogHar(value(fitLogHar(small, 5)), small));
    expectWithin(Math.abs(scaled / (plain * 1e-6) - 1), 1e-10);
  });

  it("refuses a variance of 0, a short history and a constant one", () => {
    expect(fields(fitLogHar([...variances, 0]))).toEqual([`variances[${variances.length}]`]);
    expect(fields(fitLogHar(variances.slice(0, 30)))).toEqual(["variances.length"]);
    expect(fields(fitLogHar(new Array(60).fill(2)))).toEqual(["variances"]);
    expect(fields(forecastLogHar(value(fitLogHar(variances)), [1, 2]))).toEqual(["variances.length"]);
    expect(fields(forecastHar(value(fitHar(variances)), [1]))).toEqual(["variances.length"]);
    expect(fields(fitHar(variances, 0))).toContain("horizon");
  });
});

describe("EWMA and ensemble", () => {
  it("follow their recursion, by hand", () => {
    expect(value(ewmaVariance([1, 2, 4], 0.5))).toBe(2.75);
    expect(value(geometricMeanForecast([2, 8]))).toBeCloseTo(4, 15);
  });

  it("refuse what is no variance", () => {
    expect(fields(ewmaVariance([1, -1], 0.5))).toEqual(["variances"]);
    expect(fields(ewmaVariance([1], 1))).toEqual(["decay"]);
    expect(fields(geometricMeanForecast([1, 0]))).toEqual(["forecasts[1]"]);
    expect(fields(geometricMeanForecast([]))).toEqual(["forecasts.length"]);
  });
});
