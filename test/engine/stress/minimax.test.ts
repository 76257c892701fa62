import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail, type Result } from "../../../engine/result.ts";
import { wassersteinShortfall } from "../../../engine/risk/robustShortfall.ts";
import { scenarioShortfall } from "../../../engine/risk/scenarioRisk.ts";
import { buildLinearProgram } from "../../../engine/solvers/lpBuild.ts";
import { minimaxWeights } from "../../../engine/stress/minimax.ts";
import { solveSmallLp } from "../../../engine/stress/smallSimplex.ts";
import golden from "../../fixtures/stress/golden.json" with { type: "json" };

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

const fields = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.field));
const distance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + Math.abs(x - (b[i] ?? 0)), 0);
const lossOf = (returns: readonly (readonly number[])[], weights: readonly number[]) =>
  Math.max(...returns.map((row) => -row.reduce((sum, r, j) => sum + r * (weights[j] ?? 0), 0)));

describe("minimax", () => {
  it("finds the rational optimum and its least favourable mix", () => {
    const { returns, weightsFloat, valueFloat, scenarioMix } = golden.minimaxUnique;
    const solution = value(minimaxWeights({ returns }));
    solution.weights.forEach((w, j) => {
      expect(w).toBeCloseTo(weightsFloat[j] ?? Number.NaN, 10);
    });
    expect(solution.value).toBeCloseTo(valueFloat, 11);
    solution.scenarioMix.forEach((w, s) => {
      expect(w).toBeCloseTo(scenarioMix[s] ?? Number.NaN, 11);
    });
    expect(solution.tieBroken).toBe(true);
    expect(solution.certificates.map((certificate) => certificate.passed)).toEqual([true, true]);
  });

  it("breaks a tie by turnover, where a uniform shock leaves the optimum open", () => {
    const { returns, weights: listed, value: game, scenarioMix } = golden.minimax;
    const equal = [1 / 3, 1 / 3, 1 / 3];
    const solution = value(minimaxWeights({ returns }));
    expect(solution.value).toBeCloseTo(game, 11);
    expect(solution.scenarioMix).toEqual(scenarioMix);
    expect(lossOf(returns, listed)).toBeCloseTo(game, 11);
    expect(distance(solution.weights, equal)).toBeLessThan(distance(listed, equal));
    // An optimal reference is its own answer.
    const kept = value(minimaxWeights({ returns, reference: listed }));
    kept.weights.forEach((w, j) => {
      expect(w).toBeCloseTo(listed[j] ?? Number.NaN, 9);
    });
  });

  const game = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 })).chain(([s, l]) =>
    fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: l, maxLength: l }), {
      minLength: s,
      maxLength: s,
    }),
  );

  it("is a saddle point: neither side gains by deviating", () => {
    fc.assert(
      fc.property(game, (returns) => {
        const { weights, value: worst, scenarioMix } = value(minimaxWeights({ returns }));
        expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
        expect(scenarioMix.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
        expect(lossOf(returns, weights)).toBeCloseTo(worst, 10);
        // Against the mix every leg loses at least the value of the game, up to the largest slack of the tie-breaker.
        weights.forEach((_, j) => {
          const loss = -returns.reduce((sum, row, s) => sum + (row[j] ?? 0) * (scenarioMix[s] ?? 0), 0);
          expect(loss).toBeGreaterThan(worst - 1.1e-7);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("means the same for basis points and for dollars", () => {
    const { returns } = golden.minimaxUnique;
    const base = value(minimaxWeights({ returns }));
    for (const scale of [1e-6, 1e9]) {
      const other = value(minimaxWeights({ returns: returns.map((row) => row.map((r) => r * scale)) }));
      expect(other.value / scale).toBeCloseTo(base.value, 11);
      expect(distance(other.weights, base.weights)).toBeLessThan(1e-9);
    }
  });

  it("uses the solver that it is given, and hands its failure on", () => {
    let calls = 0;
    const { returns } = golden.minimaxUnique;
    const counted = minimaxWeights({ returns }, (problem) => {
      calls++;
      return solveSmallLp(problem);
    });
    expect(counted).toEqual(minimaxWeights({ returns }));
    expect(calls).toBe(2);
    // Without a certified tie-breaker the game's own optimum stands, and says so.
    let solves = 0;
    const gameOnly = minimaxWeights({ returns }, (problem) =>
      solves++ === 0 ? solveSmallLp(problem) : fail({ code: "NOT_CONVERGED", message: "no" }),
    );
    expect(value(gameOnly)).toMatchObject({ tieBroken: false, certificates: [{ passed: true }] });
    expect(value(gameOnly).value).toBeCloseTo(value(counted).value, 11);
    const refused = fail({ code: "NOT_CONVERGED", message: "no" });
    expect(minimaxWeights({ returns }, () => refused)).toBe(refused);
  });

  it("names a wrong input", () => {
    expect(fields(minimaxWeights({ returns: [] }))).toEqual(["returns"]);
    expect(fields(minimaxWeights({ returns: [[1, 2], [1]] }))).toEqual(["returns[1].length"]);
    expect(fields(minimaxWeights({ returns: [[Number.NaN]] }))).toEqual(["returns[0][0]"]);
    expect(fields(minimaxWeights({ returns: [[1]], reference: [1, 2] }))).toEqual(["reference.length"]);
  });
});

describe("the small LP solver", () => {
  const solve = (...args: Parameters<typeof buildLinearProgram>) =>
    solveSmallLp(value(buildLinearProgram(...args)));

  it("handles free, bounded and upper-bounded columns, ranges and equalities, with duals", () => {
    // min x + 3y - z,  x + y = 1,  -1 <= y - z <= 2,  x free, 0 <= y <= 5, z <= 3.
    const result = value(
      solve(
        [
          { cost: 1, lower: -Infinity },
          { cost: 3, upper: 5 },
          { cost: -1, lower: -Infinity, upper: 3 },
        ],
        [
          {
            lower: 1,
            upper: 1,
            entries: [
              [0, 1],
              [1, 1],
            ],
          },
          {
            lower: -1,
            upper: 2,
            entries: [
              [1, 1],
              [2, -1],
            ],
          },
        ],
      ),
    );
    expect([...result.x]).toEqual([1, 0, 1]);
    expect(result.objective).toBe(0);
    expect([...result.duals]).toEqual([1, 1]);
    expect(result.certificate).toMatchObject({ passed: true, solver: "small-simplex" });
  });

  it("does not cycle on Beale's degenerate programme", () => {
    const result = value(
      solve(
        [{ cost: -0.75 }, { cost: 150 }, { cost: -0.02 }, { cost: 6 }],
        [
          {
            upper: 0,
            entries: [
              [0, 0.25],
              [1, -60],
              [2, -0.04],
              [3, 9],
            ],
          },
          {
            upper: 0,
            entries: [
              [0, 0.5],
              [1, -90],
              [2, -0.02],
              [3, 3],
            ],
          },
          { upper: 1, entries: [[2, 1]] },
        ],
      ),
    );
    expect(result.objective).toBeCloseTo(-0.05, 12);
  });

  it("takes redundant equalities", () => {
    const result = value(
      solve(
        [{ cost: 1 }, { cost: 1 }],
        [
          {
            lower: 1,
            upper: 1,
            entries: [
              [0, 1],
              [1, 2],
            ],
          },
          {
            lower: 2,
            upper: 2,
            entries: [
              [0, 2],
              [1, 4],
            ],
          },
        ],
      ),
    );
    expect(result.objective).toBe(0.5);
  });

  it.each([
    ["infeasible", [{ cost: 1, upper: 1 }], [{ lower: 2, entries: [[0, 1]] }]],
    ["unbounded", [{ cost: -1 }], []],
    ["invalid", [{ cost: 1, integer: true }], []],
  ] as const)("says %s", (failure, columns, rows) => {
    expect(solve(columns, rows)).toMatchObject({ ok: false, failure });
  });

  it("leaves a programme that is too large to the large solver", () => {
    const columns = Array.from({ length: 1500 }, () => ({ cost: 1 }));
    const rows = columns.map((_, j) => ({ lower: 1, entries: [[j, 1] as const] }));
    expect(solve(columns, rows)).toMatchObject({ ok: false, failure: "limit" });
  });
});

describe("distributionally robust shortfall", () => {
  const { w, alpha, eps, empiricalCVaR, l2, costL1_dualInf } = golden.droCVaR;

  it("adds the distrust of the history to the sample's ES", () => {
    const legs = w.map((weight, j) => golden.minimax.returns.map((row) => weight * (row[j] ?? 0)));
    const sample = value(scenarioShortfall(legs, alpha)).risk;
    expect(sample).toBeCloseTo(empiricalCVaR, 14);
    expect(value(wassersteinShortfall(sample, w, alpha, eps, "l2"))).toBeCloseTo(l2, 14);
    expect(value(wassersteinShortfall(sample, w, alpha, eps, "l1"))).toBeCloseTo(costL1_dualInf, 14);
    expect(value(wassersteinShortfall(sample, w, alpha, 0, "l2"))).toBe(sample);
  });

  it("names a wrong radius or tail", () => {
    expect(fields(wassersteinShortfall(1, w, alpha, -1, "l2"))).toEqual(["radius"]);
    expect(fields(wassersteinShortfall(1, w, 0, 1, "l2"))).toEqual(["tailProbability"]);
  });
});
