import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cholesky } from "../../../engine/solvers/cholesky.ts";
import type { ConvexTerm } from "../../../engine/solvers/convexTerm.ts";
import { solveImpactQp } from "../../../engine/solvers/impactQp.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { lpFailure } from "../../../engine/solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../../../engine/solvers/lpBuild.ts";
import { type SeparableLimits, solveSeparable } from "../../../engine/solvers/separable.ts";
import { localSolver } from "../rebalance/support.ts";
import goldens from "./goldens/impact.json" with { type: "json" };
import { matrix, sampleCovariance } from "./randomCovariances.ts";
import { uniform } from "./randomPrograms.ts";

const lp = localSolver();

function program(columns: readonly LpColumn[], rows: readonly LpRow[]) {
  const packed = buildLinearProgram(columns, rows);
  if (!packed.ok) throw new Error(packed.issues[0]?.message);
  return packed.value;
}

async function solve(
  columns: readonly LpColumn[],
  rows: readonly LpRow[],
  bends: readonly Bend[],
  limits: SeparableLimits = {},
  solver: LpSolver = lp,
) {
  const { problem, terms } = bent(columns, rows, bends);
  const result = await solveSeparable(problem, terms, solver, limits);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

/** A term of one column; `solve` gives it its own. */
type Bend = Omit<ConvexTerm, "column">;

const term = (kind: ConvexTerm["kind"], weight: number, column = 0): Bend => ({
  kind,
  weight,
  entries: [[column, 1]],
  constant: 0,
});

/** The programme with one column more for every term, at a cost of 1. */
function bent(columns: readonly LpColumn[], rows: readonly LpRow[], terms: readonly Bend[]) {
  return {
    problem: program([...columns, ...terms.map(() => ({ cost: 1 }))], rows),
    terms: terms.map((one, j) => ({ ...one, column: columns.length + j })),
  };
}

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

describe("closed forms", () => {
  it("stops where the marginal impact is the gain", async () => {
    // 3 u - 2 u^1.5: 3 = 3 sqrt(u), so u = 1 and the gain is 1.
    const { x, objective, outer } = await solve([{ cost: -3, upper: 50 }], [], [term("impact", 2)]);
    expect(objective).toBeCloseTo(-1, 7);
    expect(x[0]).toBeCloseTo(1, 3);
    expect(outer.closed).toBe(true);
    expect(outer.gap).toBeLessThanOrEqual(1e-8);
  });

  it("finds an optimum that only the growing cost holds, although no bound does", async () => {
    // 4 u - u^2 / 1,000 is greatest at 2,000.
    const { objective, outer } = await solve([{ cost: -4, lower: -Infinity }], [], [term("quadratic", 1e-3)]);
    expect(objective / -4_000).toBeCloseTo(1, 7);
    expect(outer.closed).toBe(true);
  });

  it("splits a total in inverse proportion: 1 / w for squares, 1 / w^2 for impact", async () => {
    const weights = [1, 2, 5];
    for (const [kind, power] of [
      ["quadratic", 1],
      ["impact", 2],
    ] as const) {
      const shares = weights.map((w) => w ** -power);
      const sum = shares.reduce((a, b) => a + b);
      const least = weights.reduce((all, w, i) => {
        const u = (shares[i] ?? 0) / sum;
        return all + w * (kind === "impact" ? u ** 1.5 : u * u);
      }, 0);
      const columns = weights.map(() => ({ cost: 0 }));
      const row: LpRow = { lower: 1, upper: 1, entries: weights.map((_, i) => [i, 1] as const) };
      const found = await solve(
        columns,
        [row],
        weights.map((w, i) => term(kind, w, i)),
      );
      expect(found.objective / least - 1).toBeLessThanOrEqual(1e-8);
      expect(found.outer.lowerBound).toBeLessThanOrEqual(least * (1 + 1e-9));
    }
  });

  it("counts a form with a constant and either sign", async () => {
    // |u + 2|^1.5 with u in [-5, 5] and no gain: u = -2.
    const one: Bend = { kind: "impact", weight: 1, entries: [[0, 1]], constant: 2 };
    const { objective } = await solve([{ cost: 0, lower: -5, upper: 5 }], [], [one]);
    expect(objective).toBeLessThan(1e-8);
  });
});

describe("against the impact programme's own kernel", () => {
  it.each(goldens.cases)("has the conic reference's objective to 1e-8, n = $start.length", async (golden) => {
    const own = matrix(golden.covariance);
    const covariance = { size: own.size, values: own.values.map((value) => value * golden.gamma) };
    const { start, mean, linearCost, impactCost } = golden;
    const stated = rebalance(covariance, start, mean, linearCost, impactCost, 1);
    const found = await solve(stated.columns, stated.rows, stated.terms);
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
      const { objective, outer } = await solve(stated.columns, stated.rows, stated.terms);
      const wanted = reference.value.objective + stated.heldReturn;
      const magnitude = Math.abs(wanted) + Math.abs(stated.heldReturn);
      expect(Math.abs(objective - wanted) / magnitude, `seed ${seed}`).toBeLessThanOrEqual(2e-8);
      expect(outer.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(wanted + 1e-9 * magnitude);
      expect(outer.closed, `seed ${seed}`).toBe(true);
    }
  });
});

describe("what is proven when it does not close", () => {
  const columns = [0, 1, 2].map(() => ({ cost: -1, upper: 100 }));
  const terms = [3, 0.2, 0.1].map((weight, i) => term("impact", weight, i));
  const best = -[3, 0.2, 0.1].reduce((sum, w) => sum + 4 / (27 * w * w), 0);

  it("reports the gap of a limit of rounds, and the optimum lies within it", async () => {
    let previous = Infinity;
    for (const roundLimit of [1, 2, 3, 5]) {
      const { objective, outer } = await solve(columns, [], terms, { roundLimit });
      expect(outer.rounds).toBe(roundLimit);
      expect(outer.closed).toBe(false);
      expect(outer.gap).toBeGreaterThan(1e-8);
      expect(outer.lowerBound).toBeLessThanOrEqual(best * (1 - 1e-12) + 1e-12);
      expect(objective).toBeGreaterThanOrEqual(best - 1e-9);
      expect(objective).toBeLessThanOrEqual(previous);
      previous = objective;
    }
    expect((await solve(columns, [], terms)).objective / best).toBeCloseTo(1, 7);
  });

  it("keeps the best point when the solver gives out on the way", async () => {
    let calls = 0;
    const tired: LpSolver = {
      solve: (problem, limits) =>
        ++calls > 3 ? Promise.resolve(lpFailure("limit", "test")) : lp.solve(problem, limits),
      close: async () => undefined,
    };
    const { outer, x } = await solve(columns, [], terms, {}, tired);
    expect(outer).toMatchObject({ closed: false, rounds: 3 });
    expect([...x].every(Number.isFinite)).toBe(true);
  });

  it("fails as the first programme fails", async () => {
    const impossible = bent(
      [{ cost: 0, upper: 1 }],
      [{ lower: 2, entries: [[0, 1]] }],
      [term("quadratic", 1)],
    );
    const result = await solveSeparable(impossible.problem, impossible.terms, lp);
    expect(result).toMatchObject({ ok: false, failure: "infeasible", conflictRows: [0] });
    const endless = bent([{ cost: -1 }, { cost: 0 }], [], [term("impact", 1, 1)]);
    expect(await solveSeparable(endless.problem, endless.terms, lp)).toMatchObject({ failure: "unbounded" });
  });

  it("names a term outside its domain", async () => {
    const problem = program([{ cost: 0, upper: 1 }, { cost: 1 }], []);
    for (const bad of [term("impact", -1), term("impact", NaN), term("quadratic", 1, 7)]) {
      const terms = [{ ...bad, column: 1 }];
      expect(await solveSeparable(problem, terms, lp)).toMatchObject({ ok: false, failure: "invalid" });
    }
    const nowhere = [{ ...term("impact", 1), column: 2 }];
    expect(await solveSeparable(problem, nowhere, lp)).toMatchObject({ ok: false, failure: "invalid" });
  });
});

it("is the linear programme itself, bit for bit, without convex terms", async () => {
  const entries: [number, number][] = [
    [0, 1],
    [1, -1],
  ];
  const problem = program([{ cost: -1, upper: 3 }, { cost: 2 }], [{ upper: 4, entries }]);
  const plain = await lp.solve(problem);
  const found = await solveSeparable(problem, [], lp);
  if (!plain.ok || !found.ok) throw new Error("no optimum");
  expect(found.value).toMatchObject(plain.value);
  expect(found.value.outer).toMatchObject({ gap: 0, rounds: 1, closed: true });
});

it("carries a term into a row: what may be spent on impact is spent", async () => {
  // 2 u^1.5 <= 16 lets u = 4 in, where the gain alone would take 100.
  const columns = [{ cost: -50, upper: 100 }, { cost: 1 }];
  const problem = program(columns, [{ upper: 16, entries: [[1, 1]] }]);
  const result = await solveSeparable(problem, [{ ...term("impact", 2), column: 1 }], lp);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  expect(result.value.x[0]).toBeCloseTo(4, 5);
  // One USD more to spend: du = 1 / (3 sqrt(u)) units at 50 less the USD itself.
  expect(-(result.value.duals[0] ?? 0)).toBeCloseTo(50 / 6 - 1, 3);
});

it("finds no point where only the true value of a term leaves none", async () => {
  // 3 units must be traded, which costs 2 * 3^1.5 = 10.4, and 5 may be spent: the first programme does not know.
  const problem = program([{ cost: 0, lower: 3, upper: 9 }, { cost: 1 }], [{ upper: 5, entries: [[1, 1]] }]);
  const result = await solveSeparable(problem, [{ ...term("impact", 2), column: 1 }], lp);
  expect(result).toMatchObject({ ok: false, failure: "infeasible" });
});

it("closes on one bent column whatever its units, inside its bound and on it", async () => {
  const unit = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const share = fc.double({ min: 0.01, max: 3, noNaN: true });
  await fc.assert(
    fc.asyncProperty(unit, unit, share, async (gain, upper, at) => {
      const weight = gain / (1.5 * Math.sqrt(at * upper));
      const { objective, outer } = await solve([{ cost: -gain, upper }], [], [term("impact", weight)]);
      const u = Math.min(1, at) * upper;
      const best = weight * u ** 1.5 - gain * u;
      expect(outer.closed).toBe(true);
      expect(objective - best).toBeGreaterThanOrEqual(-1e-9 * gain * u);
      expect(objective - best).toBeLessThanOrEqual(2e-8 * gain * u);
    }),
    { numRuns: 60, seed: 5 },
  );
});
