import { describe, expect, it } from "vitest";
import { fitGarch, forecastGarch } from "../../../engine/forecast/garch.ts";
import { garchLoss, garchPersistence, garchVariances } from "../../../engine/forecast/garchLikelihood.ts";
import golden from "../../fixtures/forecast/garchHar.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, normals, value } from "./value.ts";

const returns = golden.dem2gbp.values;
const likelihood = (h: ArrayLike<number>, mean: number) =>
  returns.reduce((sum, r, t) => {
    const variance = h[t] as number;
    return sum + 0.5 * (Math.log(2 * Math.PI * variance) + (r - mean) ** 2 / variance);
  }, 0);

describe("GARCH(1,1), golden", () => {
  const { mu, omega, alpha, beta, negLogLik, sigma_first5, forecast_sigma_1to5, published } = golden.garch;
  const parameters = { mean: mu, omega, alpha, gamma: 0, beta };
  const fit = value(fitGarch(returns));

  it("reproduces the likelihood at the published parameters", () => {
    expectWithin(Math.abs(likelihood(garchVariances(returns, parameters), mu) - negLogLik), 1e-8);
    const gradient = new Float64Array(5);
    expectWithin(Math.abs(garchLoss(returns, parameters, gradient) * returns.length - negLogLik), 1e-8);
  });

  it("finds the published estimates, to their last printed digit", () => {
    expectWithin(Math.abs(fit.mean - published.mu), 1e-7);
    expectWithin(Math.abs(fit.omega - published.omega), 1e-7);
    expectWithin(Math.abs(fit.alpha - published.alpha), 1e-6);
    expectWithin(Math.abs(fit.beta - published.beta), 1e-6);
    expect(fit.negativeLogLikelihood).toBeLessThanOrEqual(negLogLik + 1e-8);
    expectWithin(fit.gradientNorm, 1e-8);
  });

  it("filters and forecasts as fGarch does", () => {
    const h = garchVariances(returns, parameters);
    sigma_first5.forEach((sigma, t) => {
      expectWithin(Math.abs(Math.sqrt(h[t] as number) - sigma), 1e-9);
    });
    value(forecastGarch(parameters, returns, 5)).forEach((variance, k) => {
      expectWithin(Math.abs(Math.sqrt(variance) - (forecast_sigma_1to5[k] as number)), 1e-9);
    });
  });
});

describe("GJR(1,1), golden", () => {
  const { params, negLogLik } = golden.aparch;
  // alpha (|e| - g e)^2 is alpha (1 - g)^2 e^2 after a rise and alpha (1 + g)^2 e^2 after a fall.
  const parameters = {
    mean: params.mu,
    omega: params.omega,
    alpha: params.alpha * (1 - params.gamma) ** 2,
    gamma: 4 * params.alpha * params.gamma,
    beta: params.beta,
  };

  it("reproduces fGarch's likelihood under fGarch's presample, which leaves the asymmetry out", () => {
    const presample = returns.reduce((sum, r) => sum + (r - params.mu) ** 2, 0) / returns.length;
    const h = garchVariances(returns, parameters).map(
      (variance, t) => variance - params.beta ** t * params.alpha * params.gamma ** 2 * presample,
    );
    expectWithin(Math.abs(likelihood(h, params.mu) - negLogLik), 1e-6);
  });

  it("fits no worse than those parameters, and close to them", () => {
    const fit = value(fitGarch(returns, "gjr"));
    expect(fit.negativeLogLikelihood).toBeLessThan(
      likelihood(garchVariances(returns, parameters), params.mu),
    );
    // The presample moves the optimum by about the 4th digit of alpha.
    expectWithin(Math.abs(fit.alpha - parameters.alpha), 1e-4);
    expectWithin(Math.abs(fit.gamma - parameters.gamma), 1e-4);
    expectWithin(Math.abs(fit.beta - parameters.beta), 1e-4);
  });
});

describe("GARCH likelihood", () => {
  it("has the gradient that finite differences see", () => {
    const parameters = { mean: 0.02, omega: 0.02, alpha: 0.1, gamma: 0.07, beta: 0.8 };
    const gradient = new Float64Array(5);
    garchLoss(returns, parameters, gradient);
    const step = 1e-6;
    for (const [i, key] of (["mean", "omega", "alpha", "gamma", "beta"] as const).entries()) {
      const at = (x: number) => garchLoss(returns, { ...parameters, [key]: x }, new Float64Array(5));
      const slope = (at(parameters[key] + step) - at(parameters[key] - step)) / (2 * step);
      expectWithin(Math.abs(slope - (gradient[i] as number)), 1e-7);
    }
  });

  it("keeps its bounds and does not depend on the unit, also on series without any clustering", () => {
    const normal = normals(3);
    const noise = Array.from({ length: 400 }, () => normal());
    for (const kind of ["garch", "gjr"] as const) {
      const fit = value(fitGarch(noise, kind));
      expect(fit.omega).toBeGreaterThan(0);
      expect(fit.alpha).toBeGreaterThanOrEqual(0);
      expect(fit.alpha + fit.gamma).toBeGreaterThanOrEqual(-1e-15);
      expect(garchPersistence(fit)).toBeLessThan(1);
      const scaled = value(
        fitGarch(
          noise.map((r) => r * 1e-5),
          kind,
        ),
      );
      expectWithin(Math.abs(scaled.beta - fit.beta), 1e-6);
    }
  });

  it("refuses a constant or short series", () => {
    expect(fields(fitGarch(new Array(60).fill(1)))).toEqual(["returns"]);
    expect(fields(fitGarch([1, 2]))).toEqual(["returns.length"]);
  });
});
