import type { LinearProgram } from "../solvers/lp.ts";

/** x_j = offset + sum of scale * y over its non-negative parts. */
interface Column {
  readonly offset: number;
  readonly parts: readonly { readonly index: number; readonly scale: number }[];
}

/** A linear programme as equalities in non-negative variables. */
export interface StandardForm {
  /** Equalities `rows . y = right` in y >= 0, slacks included; entries are (column, value). */
  readonly rows: readonly (readonly (readonly [number, number])[])[];
  readonly right: readonly number[];
  readonly cost: readonly number[];
  /** How the programme's columns read from y. */
  readonly columns: readonly Column[];
  /** The programme's row behind each equality, or -1 for a column bound. */
  readonly rowOf: readonly number[];
}

/** Rewrites bounds as shifts and rows, free columns as differences, and ranges as two rows with slacks. */
export function standardForm(problem: LinearProgram): StandardForm {
  const cost: number[] = [];
  const columns: Column[] = [];
  const rows: [number, number][][] = [];
  const right: number[] = [];
  const rowOf: number[] = [];
  const variable = (c: number) => cost.push(c) - 1;
  /** entries . y (+ or - slack) = bound; slack sign 0 for an equality. */
  const constrain = (entries: readonly [number, number][], slack: -1 | 0 | 1, bound: number, row: number) => {
    rows.push(slack === 0 ? [...entries] : [...entries, [variable(0), slack]]);
    right.push(bound);
    rowOf.push(row);
  };
  problem.cost.forEach((c, j) => {
    const lower = problem.columnLower[j] ?? 0;
    const upper = problem.columnUpper[j] ?? Infinity;
    if (Number.isFinite(lower)) {
      const index = variable(c);
      columns.push({ offset: lower, parts: [{ index, scale: 1 }] });
      if (Number.isFinite(upper)) constrain([[index, 1]], 1, upper - lower, -1);
    } else if (Number.isFinite(upper)) {
      columns.push({ offset: upper, parts: [{ index: variable(-c), scale: -1 }] });
    } else {
      const parts = [
        { index: variable(c), scale: 1 },
        { index: variable(-c), scale: -1 },
      ];
      columns.push({ offset: 0, parts });
    }
  });
  for (let i = 0; i < problem.rowLower.length; i++) {
    const lower = problem.rowLower[i] ?? -Infinity;
    const upper = problem.rowUpper[i] ?? Infinity;
    let shift = 0;
    const entries: [number, number][] = [];
    for (let k = problem.starts[i] ?? 0; k < (problem.starts[i + 1] ?? 0); k++) {
      const column = columns[problem.columns[k] ?? 0];
      const value = problem.values[k] ?? 0;
      shift += value * (column?.offset ?? 0);
      for (const { index, scale } of column?.parts ?? []) entries.push([index, value * scale]);
    }
    if (lower === upper) constrain(entries, 0, upper - shift, i);
    else {
      if (Number.isFinite(lower)) constrain(entries, -1, lower - shift, i);
      if (Number.isFinite(upper)) constrain(entries, 1, upper - shift, i);
    }
  }
  return { rows, right, cost, columns, rowOf };
}
