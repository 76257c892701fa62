import { describe, expect, it } from "vitest";
import { withinBudget } from "../../../../engine/solvers/highs/timeBudget.ts";
import type { LpLimits, LpSolver } from "../../../../engine/solvers/lp.ts";
import { lpFailure } from "../../../../engine/solvers/lp.ts";
import { buildLinearProgram } from "../../../../engine/solvers/lpBuild.ts";

const packed = buildLinearProgram([{ cost: 1 }], []);
if (!packed.ok) throw new Error("malformed");
const problem = packed.value;

/** A solver that takes a while, and notes its limits. */
function slow(tookMs: number) {
  const limits: (LpLimits | undefined)[] = [];
  const solver: LpSolver = {
    solve: async (_, given) => {
      limits.push(given);
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      return lpFailure("crashed", "test");
    },
    close: async () => undefined,
  };
  return { solver, limits };
}

describe("a budget of time over many solves", () => {
  it("starts none once it is used up, however many are asked for", async () => {
    const { solver, limits } = slow(30);
    const budget = withinBudget(solver, 80);
    const started = performance.now();
    const failures: string[] = [];
    for (let n = 0; n < 50; n++) {
      const result = await budget.solve(problem);
      if (!result.ok) failures.push(result.failure);
    }
    expect(performance.now() - started).toBeLessThan(400);
    expect(limits.length).toBeLessThanOrEqual(3);
    expect(failures.at(-1)).toBe("limit");
  });

  it("gives a solve what is left, and never more than its own limit", async () => {
    const { solver, limits } = slow(0);
    const budget = withinBudget(solver, 10_000);
    await budget.solve(problem, { timeLimitMs: 7, iterationLimit: 9 });
    await budget.solve(problem);
    expect(limits[0]).toEqual({ timeLimitMs: 7, iterationLimit: 9 });
    expect(limits[1]?.timeLimitMs).toBeLessThanOrEqual(5_000);
    const short = withinBudget(solver, 50);
    await short.solve(problem);
    expect(limits[2]?.timeLimitMs).toBeLessThanOrEqual(50);
  });
});
