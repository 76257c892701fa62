import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImpactProgram, impactObjective as objective } from "../../../engine/solvers/impactProgram.ts";
import { impactCost, impactProx } from "../../../engine/solvers/impactProx.ts";
import { solveImpactQp } from "../../../engine/solvers/impactQp.ts";
import goldens from "./goldens/impact.json" with { type: "json" };
import { hardCovariance, matrix, sampleCovariance } from "./randomCovariances.ts";
import { uniform } from "./randomPrograms.ts";

function longOnly(golden: (typeof goldens.cases)[number]): ImpactProgram {
  const size = golden.start.length;
  const { values } = matrix(golden.covariance);
  return {
    quadratic: { size, values: values.map((value) => value * golden.gamma) },
    linear: Float64Array.from(golden.mean, (value) => -value),
    linearCost: Float64Array.from(golden.linearCost),
    impactCost: Float64Array.from(golden.impactCost),
    start: Float64Array.from(golden.start),
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(1),
    total: new Float64Array(size).fill(1),
    budget: 1,
  };
}

function random(seed: number, size: number): ImpactProgram {
  const draw = uniform(seed);
  const numbers = (from: number, to: number) =>
    Float64Array.from({ length: size }, () => from + (to - from) * draw());
  const start = numbers(0, 1);
  const sum = start.reduce((all, value) => all + value, 0);
  return {
    quadratic: sampleCovariance(seed, size),
    linear: numbers(-1e-3, 1e-3),
    linearCost: numbers(0, 5e-4),
    impactCost: numbers(0, 5e-3),
    start: start.map((value) => value / sum),
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(Math.max(0.2, 3 / size)),
    total: new Float64Array(size).fill(1),
    budget: 1,
  };
}

describe("proximal step of the impact cost", () => {
  it("is the minimum, against a fine grid around it", () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        positive,
        positive,
        positive,
        (v, a, b, step) => {
          const at = impactProx(v, a, b, step);
          const value = (d: number) => impactCost(d, a, b) + (d - v) ** 2 / (2 * step);
          for (const factor of [1 - 1e-4, 1 + 1e-4, 0.5, 2, 0]) {
            expect(value(at)).toBeLessThanOrEqual(value(at * factor) * (1 + 1e-12));
          }
          expect(value(at)).toBeLessThanOrEqual(value(v * 1e-3) * (1 + 1e-12));
          expect(Math.abs(at)).toBeLessThanOrEqual(Math.abs(v));
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });

  it("keeps its digits when the impact dominates", () => {
    // s^2 + 1.5e12 s = 1: s = 1 / 1.5e12 to 24 digits, which the textbook root cancels away.
    expect(impactProx(1, 0, 1e12, 1)).toBeCloseTo((1 / 1.5e12) ** 2, 30);
    expect(impactProx(1, 0, 1e12, 1) * 1.5e12 ** 2).toBeCloseTo(1, 12);
  });
});

describe("rebalance with linear and 3/2-power cost", () => {
  it.each(goldens.cases)("matches the conic reference, n = $start.length", (golden) => {
    const program = longOnly(golden);
    const result = solveImpactQp(program);
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect(result.value.objective - golden.objective).toBeLessThan(1e-12);
    expect(Math.abs(result.value.objective - golden.objective)).toBeLessThan(1e-11);
    // The reference point is good to its own tolerance: the objective is flat around it.
    expect(Math.max(...golden.weights.map((w, i) => Math.abs(w - (result.value.x[i] ?? 0))))).toBeLessThan(
      1e-6,
    );
  });

  it("certifies random programmes and is never beaten nearby", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const program = random(seed, 2 + (seed % 25));
      const result = solveImpactQp(program);
      if (!result.ok) throw new Error(`seed ${seed}: ${result.issues[0]?.message}`);
      const { x, certificate } = result.value;
      expect(certificate.passed).toBe(true);
      const draw = uniform(seed + 1_000);
      for (let trial = 0; trial < 20; trial++) {
        const i = Math.floor(draw() * x.length);
        const j = Math.floor(draw() * x.length);
        const by = 10 ** (-6 * draw()) * 0.1;
        const moved = Float64Array.from(x);
        moved[i] = (moved[i] ?? 0) + by;
        moved[j] = (moved[j] ?? 0) - by;
        const inside = moved.every((w, k) => w >= (program.lower[k] ?? 0) && w <= (program.upper[k] ?? 0));
        if (inside) expect(objective(program, moved)).toBeGreaterThanOrEqual(result.value.objective - 1e-14);
      }
    }
  });

  it("does not trade at all when trading costs more than it brings, bit for bit", () => {
    const program = { ...random(4, 12), linearCost: new Float64Array(12).fill(1) };
    const feasible = { ...program, upper: new Float64Array(12).fill(1) };
    const result = solveImpactQp(feasible);
    if (!result.ok) throw new Error(result.issues[0]?.message);
    expect([...result.value.x]).toEqual([...feasible.start]);
  });

  it.each([1e-2, 1, 100])(
    "solves covariances of any scale, low rank, correlations to +-1 (cost level %s)",
    (level) => {
      for (let seed = 1; seed <= 150; seed++) {
        const quadratic = hardCovariance(seed, 12);
        const { size } = quadratic;
        const typical = level * (quadratic.values[0] ?? 1);
        const base = random(seed, size);
        const scaled = (numbers: Float64Array, by: number) => numbers.map((value) => value * by * typical);
        const result = solveImpactQp({
          ...base,
          quadratic,
          linear: scaled(base.linear, 1e3),
          linearCost: scaled(base.linearCost, 1e3),
          impactCost: scaled(base.impactCost, 1e3),
          upper: new Float64Array(size).fill(1),
        });
        if (!result.ok) throw new Error(`seed ${seed}: ${result.issues[0]?.message}`);
      }
    },
  );

  it("reports bounds that cross or cannot meet the budget", () => {
    const base = random(4, 3);
    const low = solveImpactQp({ ...base, upper: new Float64Array(3).fill(0.2) });
    expect(low.ok ? null : low.issues[0]?.code).toBe("NOT_CONVERGED");
    const crossing = solveImpactQp({ ...base, lower: new Float64Array(3).fill(2) });
    expect(crossing.ok ? null : crossing.issues[0]?.code).toBe("INVALID_INPUT");
  });
});
