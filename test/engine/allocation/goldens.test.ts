import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blackLittermanPosterior } from "../../../engine/allocation/blackLitterman.ts";
import { conditionalValueAtRisk } from "../../../engine/allocation/conditionalValueAtRisk.ts";
import { readConstraints } from "../../../engine/allocation/constraints.ts";
import { recursiveBisection } from "../../../engine/allocation/hrp.ts";
import type { AllocationRequest, Strategy } from "../../../engine/allocation/request.ts";
import { multiplySquare } from "../../../engine/solvers/dense.ts";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import libraries from "../../fixtures/allocation/libraries.json" with { type: "json" };
import published from "../../fixtures/allocation/portfolioAllocation.json" with { type: "json" };
import stocks from "../../fixtures/covariance/stocks200.json" with { type: "json" };
import { simpleReturns, value } from "../covariance/support.ts";
import { matrix } from "../solvers/randomCovariances.ts";
import { allocated, farthest, refusal, rows } from "./support.ts";

let lp: LpSolver;
beforeAll(async () => {
  lp = await createLpSolver();
});
afterAll(() => lp.close());

/** A request as JSON has it: the strategy is any string to the compiler. */
const request = (json: object) => json as unknown as AllocationRequest;

describe("published portfolios", () => {
  it.each(published.allocations)("$request.strategy, $source", async (golden) => {
    const { weights, certificate, issues } = await allocated(request(golden.request), lp);
    // Papers round or cut the last digit; the library's own answer is sharper.
    expect(farthest(weights, golden.published)).toBeLessThanOrEqual(golden.unit);
    expect(farthest(weights, golden.library)).toBeLessThanOrEqual(1e-6);
    expect(certificate?.passed).toBe(true);
    expect(issues).toEqual([]);
  });

  it.each(published.indefinite)("an indefinite covariance gets no weights: $source", async (golden) => {
    expect((await refusal(request(golden.request), lp))[0]).toBe("INVALID_INPUT covariance");
  });

  it.each(published.riskless)("a riskless long-only book has no risk parity: $source", async (golden) => {
    expect((await refusal(request(golden.request), lp))[0]).toMatch(/^NOT_CONVERGED/);
  });
});

describe("risk budgets", () => {
  it.each(libraries.riskBudgets)("$name", async ({ covariance, budgets, weights, tolerance }) => {
    const result = await allocated({ strategy: "risk-budgeting", covariance, options: { budgets } });
    expect(farthest(result.weights, weights)).toBeLessThanOrEqual(tolerance);
  });

  it("pyrb constrained ERC: the second asset's weight, and its risk to the digits that are printed", async () => {
    const { covariance, lower, upper, contribution, weight } = libraries.boundedRiskBudget;
    const constraints = { lower, upper };
    const result = await allocated({ strategy: "risk-parity", covariance, constraints });
    expect(result.weights[1]).toBeCloseTo(weight, 9);
    expect(Math.abs((result.riskContributions[1] ?? 0) - contribution)).toBeLessThanOrEqual(5e-5);
  });

  it.each(libraries.own)("$n assets, minimum variance and risk parity to 1e-14", async (golden) => {
    const quiet = await allocated({ strategy: "minimum-variance", covariance: golden.cov });
    expect(farthest(quiet.weights, golden.minvar_long_only)).toBeLessThanOrEqual(1e-14);
    const parity = await allocated({ strategy: "risk-parity", covariance: golden.cov });
    expect(farthest(parity.weights, golden.erc)).toBeLessThanOrEqual(1e-14);
  });
});

describe("Riskfolio-Lib, whose solvers stop at about 1e-6", () => {
  const returns = simpleReturns(stocks.closes);
  const golden = libraries.riskfolio;
  it.each<[Strategy, number[], number]>([
    ["minimum-variance", golden["Classic_MinRisk:MV"], 5e-7],
    ["cvar", golden["Classic_MinRisk:CVaR"], 1e-8],
    ["minimax", golden["Classic_MinRisk:WR"], 2e-8],
    ["maximum-sharpe", golden["Classic_Sharpe:MV"], 1e-7],
    ["risk-parity", golden["Classic_RP:MV"], 5e-6],
  ])("%s", async (strategy, weights, tolerance) => {
    const result = await allocated({ strategy, returns }, lp);
    expect(farthest(result.weights, weights)).toBeLessThanOrEqual(tolerance);
  });

  it("counts the loss at the boundary in part: 0.93 of 200 rows is 14, 0.937 is 12.6", async () => {
    for (const confidence of [0.93, 0.937]) {
      const { weights } = await allocated({ strategy: "cvar", returns, options: { confidence } }, lp);
      const best = conditionalValueAtRisk(returns, weights, confidence);
      const equal = new Array<number>(10).fill(0.1);
      for (let i = 0; i < 10; i++) {
        const nudged = weights.map((w, k) => 0.999 * w + (k === i ? 0.001 : 0));
        expect(conditionalValueAtRisk(returns, nudged, confidence)).toBeGreaterThanOrEqual(best - 1e-14);
      }
      expect(conditionalValueAtRisk(returns, equal, confidence)).toBeGreaterThan(best);
    }
  });
});

describe("skfolio", () => {
  const { cov2014, cov2018, hrp, herc, hrpBounded, riskBudgeting, singleOrder, wardOrder } =
    libraries.skfolio;
  const { assets, blackLitterman, equilibrium } = libraries.skfolio;

  it("risk budgeting to its own tolerance", async () => {
    const { weights } = await allocated({ strategy: "risk-parity", covariance: cov2018 });
    expect(farthest(weights, riskBudgeting)).toBeLessThanOrEqual(1e-5);
  });

  it("Black-Litterman: equilibrium returns, and returns and covariance after three views", () => {
    const covariance = matrix(cov2014);
    const prior = multiplySquare(covariance, new Float64Array(20).fill(1 / 20));
    expect(farthest([...prior], equilibrium)).toBeLessThanOrEqual(1e-12);
    const pick = (longs: string, shorts?: string) =>
      assets.map((asset) => (asset === longs ? 1 : asset === shorts ? -1 : 0));
    const views = [
      { pick: pick("AAPL", "BBY"), expectedReturn: 0.03 },
      { pick: pick("CVX", "KO"), expectedReturn: 0.04 },
      { pick: pick("MSFT"), expectedReturn: 0.06 },
    ];
    const posterior = value(blackLittermanPosterior(covariance, prior, views, 1 / 2263));
    expect(farthest([...posterior.expectedReturns], blackLitterman.mean)).toBeLessThanOrEqual(6e-9);
    expect(farthest(rows(posterior.covariance).flat(), blackLitterman.covariance.flat())).toBeLessThanOrEqual(
      6e-12,
    );
  });

  it("hierarchical equal risk contribution, five clusters by single linkage", async () => {
    const options = { linkage: "single", clusters: 5 } as const;
    const { weights } = await allocated({ strategy: "herc", covariance: cov2014, options });
    expect(farthest(weights, herc)).toBeLessThanOrEqual(1e-8);
  });

  it("hierarchical risk parity on SciPy's leaf orders, free and between 3 % and 6 %", () => {
    const covariance = matrix(cov2014);
    const free = recursiveBisection(
      covariance,
      singleOrder,
      "standard-deviation",
      value(readConstraints({}, 20)),
    );
    expect(farthest([...free], hrp)).toBeLessThanOrEqual(1e-8);
    const bounds = value(readConstraints({ lower: 0.03, upper: 0.06 }, 20));
    const bounded = recursiveBisection(covariance, wardOrder, "standard-deviation", bounds);
    expect(farthest([...bounded], hrpBounded)).toBeLessThanOrEqual(1e-8);
  });
});
