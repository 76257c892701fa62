import type { ConvexTerm } from "../../../engine/solvers/convexTerm.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { buildLinearProgram, type LpColumn, type LpRow } from "../../../engine/solvers/lpBuild.ts";
import { type SeparableLimits, solveSeparable } from "../../../engine/solvers/separable.ts";

/** The packed programme; throws when it is malformed. */
export function program(columns: readonly LpColumn[], rows: readonly LpRow[]) {
  const packed = buildLinearProgram(columns, rows);
  if (!packed.ok) throw new Error(packed.issues[0]?.message);
  return packed.value;
}

/** The optimum of `bent`; throws when there is none. */
export async function solveBent(
  lp: LpSolver,
  columns: readonly LpColumn[],
  rows: readonly LpRow[],
  bends: readonly Bend[],
  limits: SeparableLimits = {},
) {
  const { problem, terms } = bent(columns, rows, bends);
  const result = await solveSeparable(problem, terms, lp, limits);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

/** A term without the column that carries it; `bent` gives it one. */
export type Bend = Omit<ConvexTerm, "column">;

/** A term of one column. */
export const term = (kind: ConvexTerm["kind"], weight: number, column = 0): Bend => ({
  kind,
  weight,
  entries: [[column, 1]],
  constant: 0,
});

/** The programme with one column more for every term, at a cost of 1. */
export function bent(columns: readonly LpColumn[], rows: readonly LpRow[], terms: readonly Bend[]) {
  return {
    problem: program([...columns, ...terms.map(() => ({ cost: 1 }))], rows),
    terms: terms.map((one, j) => ({ ...one, column: columns.length + j })),
  };
}
