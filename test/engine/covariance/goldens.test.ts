import { describe, expect, it } from "vitest";
import { denoiseCovariance } from "../../../engine/covariance/denoised.ts";
import { ewmaCovariance } from "../../../engine/covariance/ewma.ts";
import { gerberCovariance } from "../../../engine/covariance/gerber.ts";
import { hayashiYoshidaCovariance } from "../../../engine/covariance/hayashiYoshida.ts";
import { ledoitWolfCovariance } from "../../../engine/covariance/ledoitWolf.ts";
import { oasCovariance } from "../../../engine/covariance/oas.ts";
import denoised from "../../fixtures/covariance/denoised.json" with { type: "json" };
import stocks from "../../fixtures/covariance/stocks200.json" with { type: "json" };
import { matrix } from "../solvers/randomCovariances.ts";
import { farthestEntry, simpleReturns, value } from "./support.ts";

const returns = simpleReturns(stocks.closes);

// The closes carry 8 decimals, so returns of 1e-2 are known to about 2e-10: relative 3e-8 in a covariance of 1e-4.
const SHRINKAGE_TOLERANCE = 1e-10;
const COVARIANCE_TOLERANCE = 1e-11;

describe("goldens", () => {
  it("Ledoit-Wolf as scikit-learn", () => {
    const result = value(ledoitWolfCovariance(returns));
    expect(Math.abs(result.shrinkage - stocks.ledoitWolf.shrinkage)).toBeLessThan(SHRINKAGE_TOLERANCE);
    expect(farthestEntry(result.covariance, matrix(stocks.ledoitWolf.covariance))).toBeLessThan(
      COVARIANCE_TOLERANCE,
    );
  });

  it("oracle approximating shrinkage as scikit-learn", () => {
    const result = value(oasCovariance(returns));
    expect(Math.abs(result.shrinkage - stocks.oas.shrinkage)).toBeLessThan(SHRINKAGE_TOLERANCE);
    expect(farthestEntry(result.covariance, matrix(stocks.oas.covariance))).toBeLessThan(
      COVARIANCE_TOLERANCE,
    );
  });

  it("exponential weights with decay 0.94 around zero", () => {
    expect(farthestEntry(value(ewmaCovariance(returns, 0.94)), matrix(stocks.ewma))).toBeLessThan(
      COVARIANCE_TOLERANCE,
    );
  });

  it("Gerber statistic of the published form", () => {
    const covariance = value(gerberCovariance(returns, { normalisation: "quiet", divisor: "T-1" }));
    const { size, values } = covariance;
    const deviation = (i: number) => Math.sqrt(values[i * (size + 1)] ?? Number.NaN);
    const statistic = {
      size,
      values: values.map((entry, at) => entry / deviation(Math.floor(at / size)) / deviation(at % size)),
    };
    expect(farthestEntry(statistic, matrix(stocks.gerberStatistic))).toBeLessThan(1e-14);
  });

  it("Hayashi-Yoshida of two short series", () => {
    const series = stocks.hayashiYoshida.times.map((times, i) => ({
      times,
      logPrices: stocks.hayashiYoshida.prices[i] ?? [],
    }));
    const { values } = value(hayashiYoshidaCovariance(series));
    expect(values[1]).toBeCloseTo(stocks.hayashiYoshida.covariance, 15);
  });

  it("denoised by the Marchenko-Pastur edge as skfolio", () => {
    const result = value(denoiseCovariance(matrix(denoised.sample), denoised.observations));
    expect(result.factorCount).toBe(3);
    // Printed to 9 digits of entries up to 1.4e-3.
    expect(farthestEntry(result.covariance, matrix(denoised.denoised))).toBeLessThan(5e-12);
  });
});
