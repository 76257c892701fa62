import { describe, expect, it } from "vitest";
import { blackLittermanPosterior, type Posterior } from "../../../engine/allocation/blackLitterman.ts";
import type { AllocationRequest } from "../../../engine/allocation/request.ts";
import { cholesky, choleskySolve } from "../../../engine/solvers/cholesky.ts";
import { multiplySquare } from "../../../engine/solvers/dense.ts";
import libraries from "../../fixtures/allocation/libraries.json" with { type: "json" };
import { value } from "../covariance/support.ts";
import { matrix } from "../solvers/randomCovariances.ts";
import { allocated, farthest, quadraticForm, rows, sum } from "./support.ts";

describe("PyPortfolioOpt: return, volatility and Sharpe ratio", () => {
  const { mean, covariance, cases, assets } = libraries.pypfopt;
  const regularised = covariance.map((row, i) => row.map((entry, j) => entry + (i === j ? 1 : 0)));
  const penalised = covariance.map((row, i) => row.map((entry, j) => entry + (i === j ? 10 : 0)));
  const expectedReturns = mean;
  const short = { lower: -1, upper: 1 };
  const neutral = { ...short, budget: 0 };
  it.each<[keyof typeof cases, AllocationRequest, number]>([
    ["test_min_volatility", { strategy: "minimum-variance", covariance }, 1e-13],
    ["test_cla_min_volatility", { strategy: "minimum-variance", covariance }, 1e-13],
    [
      "test_min_volatility_short",
      { strategy: "minimum-variance", covariance, constraints: { lower: null } },
      1e-13,
    ],
    ["test_min_volatility_L2_reg", { strategy: "minimum-variance", covariance: regularised }, 1e-13],
    [
      "test_max_sharpe_long_only",
      { strategy: "maximum-sharpe", covariance, options: { expectedReturns, riskFreeRate: 0.02 } },
      1e-13,
    ],
    [
      "test_max_sharpe_short",
      {
        strategy: "maximum-sharpe",
        covariance,
        constraints: { lower: null },
        options: { expectedReturns, riskFreeRate: 0.02 },
      },
      1e-13,
    ],
    [
      "test_max_quadratic_utility",
      { strategy: "mean-variance", covariance, options: { expectedReturns, riskAversion: 2 } },
      1e-13,
    ],
    [
      "test_max_quadratic_utility_with_shorts",
      { strategy: "mean-variance", covariance, constraints: short, options: { expectedReturns } },
      1e-13,
    ],
    [
      "test_max_quadratic_utility_market_neutral",
      { strategy: "mean-variance", covariance, constraints: neutral, options: { expectedReturns } },
      1e-13,
    ],
    // Their own tolerance for a target volatility is 1e-6.
    [
      "test_efficient_risk",
      { strategy: "mean-variance", covariance, options: { expectedReturns, maximumVolatility: 0.19 } },
      1e-8,
    ],
    [
      "test_efficient_risk_short",
      {
        strategy: "mean-variance",
        covariance,
        constraints: short,
        options: { expectedReturns, maximumVolatility: 0.19 },
      },
      1e-8,
    ],
    [
      "test_efficient_risk_market_neutral",
      {
        strategy: "mean-variance",
        covariance,
        constraints: neutral,
        options: { expectedReturns, maximumVolatility: 0.21 },
      },
      1e-8,
    ],
    [
      "test_max_quadratic_utility_L2_reg",
      // The penalty of 5 w'w is not halved.
      { strategy: "mean-variance", covariance: penalised, options: { expectedReturns } },
      1e-13,
    ],
    // Their critical line ends in a golden-section search.
    [
      "test_cla_max_sharpe_long_only",
      { strategy: "maximum-sharpe", covariance, options: { expectedReturns } },
      2e-8,
    ],
    [
      "test_cla_max_sharpe_short",
      { strategy: "maximum-sharpe", covariance, constraints: short, options: { expectedReturns } },
      2e-8,
    ],
    [
      "test_efficient_return_L2_reg",
      {
        strategy: "minimum-variance",
        covariance: regularised,
        options: { expectedReturns, minimumReturn: 0.25 },
      },
      1e-13,
    ],
    [
      "test_efficient_return_market_neutral",
      {
        strategy: "minimum-variance",
        covariance,
        constraints: neutral,
        options: { expectedReturns, minimumReturn: 0.25 },
      },
      1e-13,
    ],
  ])("%s", async (name, asked, tolerance) => {
    const { weights, certificate } = await allocated(asked);
    const earned = sum(weights.map((w, i) => w * (mean[i] ?? Number.NaN)));
    const volatility = Math.sqrt(quadraticForm(covariance, weights));
    expect(certificate?.passed).toBe(true);
    expect(farthest([earned, volatility, (earned - 0.02) / volatility], cases[name])).toBeLessThanOrEqual(
      tolerance,
    );
  });

  it("test_efficient_return_longshort_target", async () => {
    const returns = [-0.15, -0.12, -0.1, -0.05, -0.01, 0.02, 0.03, 0.04, 0.05];
    const diagonal = [0.2, 0.2, 0.4, 0.3, 0.1, 0.5, 0.2, 0.3, 0.1];
    const { weights, volatility } = await allocated({
      strategy: "minimum-variance",
      covariance: diagonal.map((variance, i) => diagonal.map((_, j) => (i === j ? variance : 0))),
      constraints: neutral,
      options: { expectedReturns: returns, minimumReturn: 0.08 },
    });
    const [earned = 0, risk = 0] = cases.test_efficient_return_longshort_target;
    expect(sum(weights.map((w, i) => w * (returns[i] ?? Number.NaN)))).toBeCloseTo(earned, 13);
    expect(volatility).toBeCloseTo(risk, 13);
  });

  it("test_idzorek_with_priors", () => {
    const total = sum(libraries.pypfopt.capitalisations);
    const market = Float64Array.from(libraries.pypfopt.capitalisations, (cap) => cap / total);
    const views = Object.entries({ GOOG: [0.4, 1], AAPL: [-0.3, 1], FB: [0.3, 0.25], BABA: [0, 0.25] });
    const posterior = value(
      blackLittermanPosterior(
        matrix(covariance),
        multiplySquare(matrix(covariance), market),
        views.map(([name, [expectedReturn = 0, confidence = 0]]) => ({
          pick: assets.map((asset) => (asset === name ? 1 : 0)),
          expectedReturn,
          confidence,
        })),
      ),
    );
    expect(figuresOf(posterior)).toEqual(cases.test_idzorek_with_priors.map((x) => expect.closeTo(x, 12)));
  });

  it("test_bl_equal_prior", () => {
    const views = Object.entries({ AAPL: 0.2, BBY: -0.3, BAC: 0, SBUX: -0.2, T: 0.131321 });
    const posterior = value(
      blackLittermanPosterior(
        matrix(covariance),
        new Float64Array(20).fill(1 / 20),
        views.map(([name, expectedReturn]) => ({
          pick: assets.map((asset) => (asset === name ? 1 : 0)),
          expectedReturn,
        })),
      ),
    );
    const figures = figuresOf(posterior);
    expect(farthest(figures, cases.test_bl_equal_prior)).toBeLessThanOrEqual(1e-13);
  });

  /** Return, volatility and Sharpe ratio of what is optimal without constraints. */
  function figuresOf(posterior: Posterior): number[] {
    const factor = cholesky(matrix(covariance));
    if (factor === null) throw new Error("singular");
    const raw = [...choleskySolve(factor, posterior.expectedReturns)];
    const weights = raw.map((w) => w / sum(raw));
    const earned = sum(weights.map((w, i) => w * (posterior.expectedReturns[i] ?? Number.NaN)));
    const volatility = Math.sqrt(quadraticForm(rows(posterior.covariance), weights));
    return [earned, volatility, (earned - 0.02) / volatility];
  }
});
