import { describe, expect, it } from "vitest";
import { solveRiskBudget } from "../../../engine/solvers/riskBudget.ts";
import impact from "./goldens/impact.json" with { type: "json" };
import goldens from "./goldens/portfolios.json" with { type: "json" };
import { hedgedCovariance, matrix, sampleCovariance } from "./randomCovariances.ts";
import { uniform } from "./randomPrograms.ts";

function solve(covariance: Parameters<typeof solveRiskBudget>[0], budgets: ArrayLike<number>) {
  const result = solveRiskBudget(covariance, Float64Array.from(budgets));
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

describe("risk budgeting", () => {
  it.each(goldens.riskBudget)("$source", ({ covariance, budgets, weights, tolerance }) => {
    const found = solve(matrix(covariance), budgets);
    const error = Math.max(...weights.map((value, i) => Math.abs((found.weights[i] ?? Number.NaN) - value)));
    expect(error).toBeLessThanOrEqual(tolerance);
  });

  it.each(impact.cases)("equal risk of the reference solver", ({ covariance, equalRisk }) => {
    const { weights } = solve(matrix(covariance), new Float64Array(equalRisk.length).fill(1));
    expect(
      Math.max(...equalRisk.map((value, i) => Math.abs((weights[i] ?? Number.NaN) - value))),
    ).toBeLessThan(1e-14);
  });

  it.each([10, 50, 200])("meets random budgets of %i assets to 1e-12", (size) => {
    const random = uniform(size);
    const budgets = Float64Array.from({ length: size }, () => 0.01 + random());
    const { weights, riskContributions, budgetError } = solve(sampleCovariance(size, size), budgets);
    expect(budgetError).toBeLessThan(1e-12);
    expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(riskContributions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  it.each([
    [10, 1e-3],
    [50, 1e-6],
    [200, 1e-6],
  ])(
    "meets them in a hedged book of %i assets (coordinate descent alone needs thousands of sweeps)",
    (size, closeness) => {
      const random = uniform(size);
      const budgets = Float64Array.from({ length: size }, () => 0.2 + random());
      const { budgetError, certificate } = solve(hedgedCovariance(size, size, closeness), budgets);
      expect(budgetError).toBeLessThan(1e-9);
      expect(certificate.iterations).toBeLessThan(80);
    },
  );

  it("does not change with the unit of the returns", () => {
    const base = sampleCovariance(3, 12);
    const expected = solve(base, new Float64Array(12).fill(1)).weights;
    for (const factor of [1e-12, 1e9]) {
      const { weights } = solve(
        { size: 12, values: base.values.map((value) => value * factor) },
        new Float64Array(12).fill(1),
      );
      expect(Math.max(...weights.map((value, i) => Math.abs(value - (expected[i] ?? 0))))).toBeLessThan(
        1e-13,
      );
    }
  });

  it("says that there is no solution where a riskless portfolio exists", () => {
    const result = solveRiskBudget(
      matrix([
        [1, -1],
        [-1, 1],
      ]),
      Float64Array.of(1, 1),
    );
    expect(result.ok ? null : result.issues[0]?.code).toBe("NOT_CONVERGED");
  });

  it.each(goldens.riskless)("returns no weights for a riskless book ($source)", ({ covariance }) => {
    // The published weights have a variance of -3e-22: contributions to it are rounding.
    const result = solveRiskBudget(matrix(covariance), new Float64Array(10).fill(1));
    expect(result.ok ? null : result.issues[0]?.code).toBe("NOT_CONVERGED");
  });

  it("names budgets and variances outside their domain", () => {
    const fields = (covariance: number[][], budgets: number[]) => {
      const result = solveRiskBudget(matrix(covariance), Float64Array.from(budgets));
      return result.ok ? [] : result.issues.map(({ field }) => field);
    };
    expect(
      fields(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 0],
      ),
    ).toEqual(["budgets[1]"]);
    expect(
      fields(
        [
          [1, 0],
          [0, 0],
        ],
        [1, 1],
      ),
    ).toEqual(["covariance[1][1]"]);
    expect(
      fields(
        [
          [1, 0],
          [0, 1],
        ],
        [1, 1, 1],
      ),
    ).toEqual(["budgets"]);
  });
});
