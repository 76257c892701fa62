import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { lpFailure } from "../../../engine/solvers/lp.ts";
import type { LpRow } from "../../../engine/solvers/lpBuild.ts";
import { solveSeparable } from "../../../engine/solvers/separable.ts";
import { localSolver } from "../rebalance/support.ts";
import { type Bend, bent, program, solveBent, term } from "./bentPrograms.ts";

const lp = localSolver();

describe("closed forms", () => {
  it("stops where the marginal impact is the gain", async () => {
    // 3 u - 2 u^1.5: 3 = 3 sqrt(u), so u = 1 and the gain is 1.
    const { x, objective, outer } = await solveBent(lp, [{ cost: -3, upper: 50 }], [], [term("impact", 2)]);
    expect(objective).toBeCloseTo(-1, 7);
    expect(x[0]).toBeCloseTo(1, 3);
    expect(outer.closed).toBe(true);
    expect(outer.gap).toBeLessThanOrEqual(1e-8);
  });

  it("finds an optimum that only the growing cost holds, although no bound does", async () => {
    // 4 u - u^2 / 1,000 is greatest at 2,000.
    const { objective, outer } = await solveBent(
      lp,
      [{ cost: -4, lower: -Infinity }],
      [],
      [term("quadratic", 1e-3)],
    );
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
      const found = await solveBent(
        lp,
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
    const { objective } = await solveBent(lp, [{ cost: 0, lower: -5, upper: 5 }], [], [one]);
    expect(objective).toBeLessThan(1e-8);
  });
});

describe("what is proven when it does not close", () => {
  const columns = [0, 1, 2].map(() => ({ cost: -1, upper: 100 }));
  const terms = [3, 0.2, 0.1].map((weight, i) => term("impact", weight, i));
  const best = -[3, 0.2, 0.1].reduce((sum, w) => sum + 4 / (27 * w * w), 0);

  it("reports the gap of a limit of rounds, and the optimum lies within it", async () => {
    let previous = Infinity;
    for (const roundLimit of [1, 2, 3, 5]) {
      const { objective, outer } = await solveBent(lp, columns, [], terms, { roundLimit });
      expect(outer.rounds).toBe(roundLimit);
      expect(outer.closed).toBe(false);
      expect(outer.gap).toBeGreaterThan(1e-8);
      expect(outer.lowerBound).toBeLessThanOrEqual(best * (1 - 1e-12) + 1e-12);
      expect(objective).toBeGreaterThanOrEqual(best - 1e-9);
      expect(objective).toBeLessThanOrEqual(previous);
      previous = objective;
    }
    expect((await solveBent(lp, columns, [], terms)).objective / best).toBeCloseTo(1, 7);
  });

  it("keeps the best point when the solver gives out on the way", async () => {
    let calls = 0;
    const tired: LpSolver = {
      solve: (problem, limits) =>
        ++calls > 3 ? Promise.resolve(lpFailure("limit", "test")) : lp.solve(problem, limits),
      close: async () => undefined,
    };
    const { outer, x } = await solveBent(tired, columns, [], terms);
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
      const { objective, outer } = await solveBent(
        lp,
        [{ cost: -gain, upper }],
        [],
        [term("impact", weight)],
      );
      const u = Math.min(1, at) * upper;
      const best = weight * u ** 1.5 - gain * u;
      expect(outer.closed).toBe(true);
      expect(objective - best).toBeGreaterThanOrEqual(-1e-9 * gain * u);
      expect(objective - best).toBeLessThanOrEqual(2e-8 * gain * u);
    }),
    { numRuns: 60, seed: 5 },
  );
});
