import { createLpSolver } from "../../../../../engine/solvers/highs/client.ts";
import { buildLinearProgram } from "../../../../../engine/solvers/lpBuild.ts";

/** Minimises x + 2 y with x + y >= 1.5 and x <= 1 in a fresh worker: objective 2. */
export async function solveOnce(): Promise<number> {
  const problem = buildLinearProgram(
    [{ cost: 1, upper: 1 }, { cost: 2 }],
    [
      {
        lower: 1.5,
        entries: [
          [0, 1],
          [1, 1],
        ],
      },
    ],
  );
  if (!problem.ok) throw new Error(problem.issues[0]?.message);
  const solver = await createLpSolver();
  const result = await solver.solve(problem.value);
  await solver.close();
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value.objective;
}
