import { describe, expect, it } from "vitest";
import { cholesky } from "../../../engine/solvers/cholesky.ts";
import { solveImpactQp } from "../../../engine/solvers/impactQp.ts";
import type { LpColumn, LpRow } from "../../../engine/solvers/lpBuild.ts";
import { localSolver } from "../rebalance/support.ts";
import { type Bend, solveBent, term } from "./bentPrograms.ts";
import goldens from "./goldens/impact.json" with { type: "json" };
import { matrix, sampleCovariance } from "./randomCovariances.ts";
import { uniform } from "./randomPrograms.ts";

const lp = localSolver();

/** The mean-variance problem with linear and 3/2-power costs, in units bought and sold and factors of the covariance. */
function rebalance(
  covariance: { readonly size: number; readonly values: Float64Array },
  start: readonly number[],
  mean: readonly number[],
  linearCost: readonly number[],
  impactCost: readonly number[],
  upper: number,
) {
  const { size } = covariance;
  const root = cholesky(covariance);
  if (root === null) throw new Error("not positive definite");
  const columns: LpColumn[] = start.flatMap((held, i) => {
    const [gain, cost] = [mean[i] ?? 0, linearCost[i] ?? 0];
    return [
      { cost: cost - gain, upper: Math.max(0, upper - held) },
      { cost: cost + gain, upper: held },
    ];
  });
  const rows: LpRow[] = [];
  const terms: Bend[] = impactCost.map((weight, i) => ({
    kind: "impact",
    weight,
    entries: [
      [2 * i, 1],
      [2 * i + 1, 1],
    ],
    constant: 0,
  }));
  for (let k = 0; k < size; k++) {
    const entries: [number, number][] = [[columns.length, -1]];
    let held = 0;
    for (let i = k; i < size; i++) {
      const value = root.values[i * size + k] ?? 0;
      held += value * (start[i] ?? 0);
      entries.push([2 * i, value], [2 * i + 1, -value]);
    }
    terms.push(term("quadratic", 0.5, columns.length));
    columns.push({ cost: 0, lower: -Infinity });
    rows.push({ lower: -held, upper: -held, entries });
  }
  const left = 1 - start.reduce((sum, held) => sum + held, 0);
  const all = start.flatMap((_, i): [number, number][] => [
    [2 * i, 1],
    [2 * i + 1, -1],
  ]);
  rows.push({ lower: left, upper: left, entries: all });
  return { columns, rows, terms, heldReturn: start.reduce((sum, held, i) => sum + held * (mean[i] ?? 0), 0) };
}

describe("against the impact programme's own kernel", () => {
  it.each(goldens.cases)("has the conic reference's objective to 1e-8, n = $start.length", async (golden) => {
    const own = matrix(golden.covariance);
    const covariance = { size: own.size, values: own.values.map((value) => value * golden.gamma) };
    const { start, mean, linearCost, impactCost } = golden;
    const stated = rebalance(covariance, start, mean, linearCost, impactCost, 1);
    const found = await solveBent(lp, stated.columns, stated.rows, stated.terms);
    const objective = found.objective - stated.heldReturn;
    expect(Math.abs(objective / golden.objective - 1)).toBeLessThanOrEqual(1e-8);
    expect(found.outer.closed).toBe(true);
    expect(found.certificate.passed).toBe(true);
  });

  it("agrees on random programmes, and its bound is one", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const size = 2 + (seed % 12);
      const draw = uniform(seed);
      const numbers = (from: number, to: number) =>
        Array.from({ length: size }, () => from + (to - from) * draw());
      const raw = numbers(0, 1);
      const sum = raw.reduce((a, b) => a + b);
      const start = raw.map((value) => value / sum);
      const [mean, linearCost, impactCost] = [numbers(-1e-3, 1e-3), numbers(0, 5e-4), numbers(0, 5e-3)];
      const covariance = sampleCovariance(seed, size);
      const reference = solveImpactQp({
        quadratic: covariance,
        linear: Float64Array.from(mean, (value) => -value),
        linearCost: Float64Array.from(linearCost),
        impactCost: Float64Array.from(impactCost),
        start: Float64Array.from(start),
        lower: new Float64Array(size),
        upper: new Float64Array(size).fill(1),
        total: new Float64Array(size).fill(1),
        budget: 1,
      });
      if (!reference.ok) throw new Error(reference.issues[0]?.message);
      const stated = rebalance(covariance, start, mean, linearCost, impactCost, 1);
      const { objective, outer } = await solveBent(lp, stated.columns, stated.rows, stated.terms);
      const wanted = reference.value.objective + stated.heldReturn;
      const magnitude = Math.abs(wanted) + Math.abs(stated.heldReturn);
      expect(Math.abs(objective - wanted) / magnitude, `seed ${seed}`).toBeLessThanOrEqual(2e-8);
      expect(outer.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(wanted + 1e-9 * magnitude);
      expect(outer.closed, `seed ${seed}`).toBe(true);
    }
  });
});
