import { fail, ok, type Result } from "../result.ts";
import type { LpSolution, LpSolver } from "../solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../solvers/lpBuild.ts";
import { notConverged } from "../solvers/qp.ts";
import { concentration, type Region } from "./constraints.ts";
import type { Choice } from "./request.ts";

/** Something that solves linear programmes. */
export type Lp = Pick<LpSolver, "solve">;

const MAX_CUTS = 200;
const HHI_TOLERANCE = 1e-8;

/**
 * Minimises a linear objective over the weights (the first columns, whose `weightCost` is given) and further columns,
 * over a region and further rows. A concentration limit that binds is met by cuts: planes that touch the ball of
 * allowed weights, until the optimum is inside to 1e-8 of the limit. The certificate is of the last programme.
 * Fails as the LP solver does, and NOT_CONVERGED when the cuts run out.
 */
export async function solveLinear(
  lp: Lp,
  region: Region,
  weightCost: Float64Array,
  columns: readonly LpColumn[],
  rows: readonly LpRow[],
): Promise<Result<Choice & { readonly solution: LpSolution }>> {
  const { size } = region;
  const all: LpColumn[] = [
    ...Array.from(weightCost, (cost, i) => ({
      cost,
      lower: region.lower[i] as number,
      upper: region.upper[i] as number,
    })),
    ...columns,
  ];
  const limits: LpRow[] = region.rows.map((row, r) => ({
    lower: region.rowLower[r] as number,
    upper: region.rowUpper[r] as number,
    entries: entries(row),
  }));
  const cuts: LpRow[] = [];
  for (let cut = 0; cut <= MAX_CUTS; cut++) {
    const program = buildLinearProgram(all, [...limits, ...rows, ...cuts]);
    if (!program.ok) return program;
    const solved = await lp.solve(program.value);
    if (!solved.ok) return fail(...solved.issues);
    const weights = solved.value.x.slice(0, size);
    const hhi = concentration(weights);
    if (hhi <= region.maximumHhi * (1 + HHI_TOLERANCE))
      return ok({ weights, certificate: solved.value.certificate, solution: solved.value });
    // The plane that touches the ball where the ray to the weights leaves it.
    const radius = Math.sqrt(region.maximumHhi);
    const normal = weights.map((value) => value / Math.sqrt(hhi));
    cuts.push({ upper: radius, entries: entries(normal) });
  }
  return fail(notConverged("concentration", `${MAX_CUTS} cuts did not reach the limit`));
}

function entries(row: Float64Array): (readonly [number, number])[] {
  return Array.from(row, (value, i) => [i, value] as const);
}
