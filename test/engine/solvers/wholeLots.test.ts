import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { solveInLots } from "../../../engine/solvers/wholeLots.ts";
import { program, row, solution } from "./support.ts";

describe("programmes in whole lots", () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await createLpSolver();
  });
  afterAll(() => solver.close());

  it("answers in the programme's own units, in multiples of each lot", async () => {
    // Per unit of the row, the first column is worth 2 and the second 1; 1.7 of it is room for 3 lots of 0.5 and 0.2 more.
    const problem = program(
      [
        { cost: -2, upper: 10 },
        { cost: -1, upper: 10 },
      ],
      [row([1, 1], { upper: 1.73 })],
    );
    const found = solution(await solveInLots(problem, [0.5, 0.1], solver));
    expect([...found.x]).toEqual([1.5, expect.closeTo(0.2, 12)]);
    expect(found.objective).toBeCloseTo(-3.2, 12);
  });

  it("leaves a column without a lot continuous", async () => {
    const problem = program([{ cost: -2 }, { cost: -1 }], [row([1, 1], { upper: 1.73 })]);
    const found = solution(await solveInLots(problem, [0.5, 0], solver));
    expect([...found.x]).toEqual([1.5, expect.closeTo(0.23, 12)]);
    // The continuous column prices the row; the lots are fixed.
    expect(found.duals[0]).toBeCloseTo(-1, 12);
    expect(found.reducedCosts[0]).toBeCloseTo(-1, 12);
  });

  it("does not lose the last lot to a bound that is a multiple only but for rounding", async () => {
    const problem = program(
      [
        { cost: -1, upper: 0.1 + 0.2 },
        { cost: 1, lower: 0.3, upper: 1 },
      ],
      [row([1, 1], {})],
    );
    const found = solution(await solveInLots(problem, [0.1, 0.1], solver));
    expect([...found.x]).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.3, 12)]);
  });
});
