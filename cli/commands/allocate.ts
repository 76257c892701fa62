import { allocate as weigh } from "../../engine/allocation/allocate.ts";
import type { Lp } from "../../engine/allocation/linear.ts";
import { createLpSolver } from "../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../engine/solvers/lp.ts";
import { calculation } from "../calculation.ts";
import { allocationInputSchema, allocationSchema } from "../schema/allocation.ts";
import { solverThread } from "../solverThread.ts";

export const allocate = calculation({
  summary: "weights of a strategy over its constraints, and what each asset adds to the risk",
  example: {
    strategy: "minimum-variance",
    covariance: [
      [0.0016, 0.0014, 0.0008],
      [0.0014, 0.0025, 0.0012],
      [0.0008, 0.0012, 0.0064],
    ],
    constraints: { upper: 0.5 },
  },
  input: allocationInputSchema,
  output: allocationSchema,
  open() {
    // Most strategies solve no linear programme: the thread starts with the first that does.
    let solver: Promise<LpSolver> | null = null;
    const lp: Lp = {
      async solve(program) {
        solver ??= createLpSolver(solverThread);
        return (await solver).solve(program);
      },
    };
    return { run: (input) => weigh(input, lp), close: async () => (await solver)?.close() };
  },
});
