import { describe, expect, it } from "vitest";
import { type QuadraticProgram, solveQuadraticProgram } from "../../../engine/solvers/activeSet.ts";
import { solveNonNegativeQp } from "../../../engine/solvers/blockPivoting.ts";
import { minimumVariance } from "../../../engine/solvers/minimumVariance.ts";
import impact from "./goldens/impact.json" with { type: "json" };
import goldens from "./goldens/portfolios.json" with { type: "json" };
import { hardCovariance, matrix, sampleCovariance } from "./randomCovariances.ts";
import { uniform } from "./randomPrograms.ts";

function portfolio(
  covariance: readonly (readonly number[])[],
  lower: readonly number[] | null,
  upper: readonly number[] | null,
  linear: readonly number[] = [],
): QuadraticProgram {
  const n = covariance.length;
  return {
    quadratic: matrix(covariance),
    linear: Float64Array.from({ length: n }, (_, i) => linear[i] ?? 0),
    rows: [new Float64Array(n).fill(1)],
    rowLower: Float64Array.of(1),
    rowUpper: Float64Array.of(1),
    columnLower: Float64Array.from({ length: n }, (_, i) => lower?.[i] ?? 0),
    columnUpper: Float64Array.from({ length: n }, (_, i) => upper?.[i] ?? 1),
  };
}

function farthest(x: Float64Array, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs((x[i] ?? Number.NaN) - value)));
}

describe("published portfolios", () => {
  it.each(goldens.minimumVariance)("minimum variance with bounds: $source", (golden) => {
    const result = solveQuadraticProgram(portfolio(golden.covariance, golden.lower, golden.upper));
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(farthest(result.value.x, golden.weights)).toBeLessThanOrEqual(golden.tolerance);
  });

  it.each(goldens.minimumVariance.filter(({ lower, upper }) => lower === null && upper === null))(
    "long-only minimum variance: $source",
    (golden) => {
      const result = minimumVariance(matrix(golden.covariance));
      if (!result.ok) throw new Error(result.issues[0]?.message);
      expect(farthest(result.value.x, golden.weights)).toBeLessThanOrEqual(golden.tolerance);
    },
  );

  it.each(goldens.meanVariance)("mean-variance: $source", (golden) => {
    const linear = golden.mean.flat().map((value) => -golden.riskTolerance * value);
    const result = solveQuadraticProgram(portfolio(golden.covariance, golden.lower, golden.upper, linear));
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(farthest(result.value.x, golden.weights)).toBeLessThanOrEqual(golden.tolerance);
  });

  it.each(impact.cases)("minimum variance of the reference solver", (golden) => {
    const result = minimumVariance(matrix(golden.covariance));
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(farthest(result.value.x, golden.minimumVariance)).toBeLessThanOrEqual(1e-13);
  });
});

describe("minimum variance", () => {
  it("certifies 10,000 hard covariances to 1e-9: any scale, low rank, correlations to +-1", () => {
    let worst = 0;
    for (let seed = 1; seed <= 10_000; seed++) {
      const covariance = hardCovariance(seed, 20);
      const result = minimumVariance(covariance);
      if (!result.ok) throw new Error(`seed ${seed}: ${result.issues[0]?.message}`);
      const { certificate, x } = result.value;
      worst = Math.max(
        worst,
        certificate.primalResidual,
        certificate.dualResidual,
        certificate.complementarity,
      );
      worst = Math.max(worst, certificate.gap);
      expect(Math.abs(x.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(1e-12);
      expect(x.every((value) => value >= 0)).toBe(true);
    }
    expect(worst).toBeLessThanOrEqual(1e-9);
  });

  it("does not change with the unit of the returns (HiGHS' QP fails on daily variances)", () => {
    const base = sampleCovariance(7, 10);
    const reference = minimumVariance(base);
    for (const factor of [1e-12, 1e-6, 1e-3, 1e3, 1e9]) {
      const result = minimumVariance({ size: 10, values: base.values.map((value) => value * factor) });
      if (!result.ok || !reference.ok) throw new Error("no solution");
      expect(farthest(result.value.x, [...reference.value.x])).toBeLessThan(1e-12);
      expect(result.value.objective / (reference.value.objective * factor)).toBeCloseTo(1, 12);
    }
  });

  it("finds the hedge that leaves no risk", () => {
    const result = minimumVariance(
      matrix([
        [4, -2, 1],
        [-2, 1, -0.5],
        [1, -0.5, 9],
      ]),
    );
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(result.value.objective).toBeLessThan(1e-15);
    expect(result.value.x[0]).toBeCloseTo(1 / 3, 9);
  });

  it("names a variance that is not positive", () => {
    const result = minimumVariance(
      matrix([
        [1, 0],
        [0, 0],
      ]),
    );
    expect(result.ok ? null : result.issues[0]).toMatchObject({
      code: "INVALID_INPUT",
      field: "covariance[1][1]",
    });
    expect(minimumVariance(matrix([])).ok).toBe(false);
  });

  it("reports a matrix that is no covariance", () => {
    const result = minimumVariance(
      matrix([
        [1, 2],
        [2, 1],
      ]),
    );
    expect(result.ok ? null : result.issues[0]?.code).toBe("INVALID_INPUT");
  });

  it("trap: an optimum over convex assets does not hide others that are no covariance", () => {
    const result = minimumVariance(
      matrix([
        [0.01, 0, 0],
        [0, 1, 2],
        [0, 2, 1],
      ]),
    );
    expect(result.ok ? null : result.issues[0]?.code).toBe("INVALID_INPUT");
  });

  it("reports an objective without a lower bound", () => {
    const result = solveNonNegativeQp(
      matrix([
        [1, -1],
        [-1, 1],
      ]),
      Float64Array.of(1, 1),
    );
    expect(result.ok ? null : result.issues[0]?.code).toBe("NOT_CONVERGED");
  });
});

describe("active set", () => {
  it("certifies 3,000 hard covariances with a cap, and agrees with block pivoting without one", () => {
    for (let seed = 1; seed <= 3_000; seed++) {
      const quadratic = hardCovariance(seed, 16);
      const n = quadratic.size;
      const capped = seed % 2 === 0;
      const result = solveQuadraticProgram({
        quadratic,
        linear: new Float64Array(n),
        rows: [new Float64Array(n).fill(1)],
        rowLower: Float64Array.of(1),
        rowUpper: Float64Array.of(1),
        columnLower: new Float64Array(n),
        columnUpper: new Float64Array(n).fill(capped ? Math.max(1 / n, 0.35) : Infinity),
      });
      if (!result.ok) throw new Error(`seed ${seed}: ${result.issues[0]?.message}`);
      if (capped) continue;
      const other = minimumVariance(quadratic);
      if (!other.ok) throw new Error(`seed ${seed}: ${other.issues[0]?.message}`);
      const scale = Math.min(...Array.from({ length: n }, (_, i) => quadratic.values[i * n + i] ?? 0));
      expect(Math.abs(result.value.objective - other.value.objective) / scale, `seed ${seed}`).toBeLessThan(
        1e-8,
      );
    }
  });

  it("certifies mean-variance over 3,000 hard covariances, also where slopes dwarf the curvature", () => {
    for (let seed = 1; seed <= 3_000; seed++) {
      const quadratic = hardCovariance(seed, 16);
      const n = quadratic.size;
      const random = uniform(seed);
      const volatility = (i: number) => Math.sqrt(quadratic.values[i * (n + 1)] ?? Number.NaN);
      const result = solveQuadraticProgram({
        quadratic,
        linear: Float64Array.from({ length: n }, (_, i) => 0.3 * (random() - 0.6) * volatility(i)),
        rows: [new Float64Array(n).fill(1)],
        rowLower: Float64Array.of(1),
        rowUpper: Float64Array.of(1),
        columnLower: new Float64Array(n),
        columnUpper: new Float64Array(n).fill(Infinity),
      });
      if (!result.ok) throw new Error(`seed ${seed}: ${result.issues[0]?.message}`);
    }
  });

  it("solves with general rows, and its duals are the derivatives of the optimum", () => {
    const random = uniform(11);
    const n = 8;
    const { values } = sampleCovariance(5, n);
    const rows = [
      new Float64Array(n).fill(1),
      Float64Array.from({ length: n }, () => random()),
      Float64Array.from({ length: n }, () => random() - 0.5),
    ];
    const solve = (shift: readonly number[]) => {
      const result = solveQuadraticProgram({
        quadratic: { size: n, values },
        linear: Float64Array.from({ length: n }, (_, i) => -1e-5 * i),
        rows,
        rowLower: Float64Array.of(1 + (shift[0] ?? 0), 0.7 + (shift[1] ?? 0), -Infinity),
        rowUpper: Float64Array.of(1 + (shift[0] ?? 0), Infinity, 0.05 + (shift[2] ?? 0)),
        columnLower: new Float64Array(n).fill(-0.5),
        columnUpper: new Float64Array(n).fill(0.6),
      });
      if (!result.ok) throw new Error(result.issues[0]?.message);
      return result.value;
    };
    const { duals } = solve([]);
    for (const k of [0, 1, 2]) {
      const step = 1e-5;
      const at = (by: number) => solve([0, 1, 2].map((j) => (j === k ? by : 0))).objective;
      expect((at(step) - at(-step)) / (2 * step)).toBeCloseTo(duals[k] ?? Number.NaN, 9);
    }
    expect(duals[1]).toBeGreaterThan(0);
  });

  it("proves contradiction and reports a missing lower bound", () => {
    const base = portfolio(
      [
        [1, 0],
        [0, 1],
      ],
      [0.6, 0.6],
      null,
    );
    const result = solveQuadraticProgram(base);
    expect(result.ok ? null : result.issues[0]?.code).toBe("INFEASIBLE");
    const open = portfolio(
      [
        [1, -1],
        [-1, 1],
      ],
      [-Infinity, -Infinity],
      [Infinity, Infinity],
      [-1, -1],
    );
    const unbounded = solveQuadraticProgram({
      ...open,
      rows: [],
      rowLower: new Float64Array(0),
      rowUpper: new Float64Array(0),
    });
    expect(unbounded.ok ? null : unbounded.issues[0]?.code).toBe("NOT_CONVERGED");
    const broken = solveQuadraticProgram(
      portfolio(
        [
          [Number.NaN, 0],
          [0, 1],
        ],
        null,
        null,
      ),
    );
    expect(broken.ok ? null : broken.issues[0]?.code).toBe("INVALID_INPUT");
  });

  it("accepts a repeated row, and a linear objective on a bounded set", () => {
    const base = portfolio(
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      null,
      [0.5, 0.5, 0.5],
      [3, 1, 2],
    );
    const row = new Float64Array(3).fill(1);
    const result = solveQuadraticProgram({
      ...base,
      rows: [row, row],
      rowLower: Float64Array.of(1, 1),
      rowUpper: Float64Array.of(1, 1),
    });
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(farthest(result.value.x, [0, 0.5, 0.5])).toBeLessThan(1e-9);
  });
});
