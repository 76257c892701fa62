import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import type { LinearProgram } from "./lp.ts";

/** One decision variable: `lower <= x <= upper`, `cost` per unit. Bounds default to 0 and +Infinity. */
export interface LpColumn {
  readonly cost: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly integer?: boolean;
}

/** One constraint: `lower <= sum(value * x[column]) <= upper`. Bounds default to -Infinity and +Infinity. */
export interface LpRow {
  readonly lower?: number;
  readonly upper?: number;
  /** Column index and coefficient; zero coefficients are dropped, a column may appear once. */
  readonly entries: readonly (readonly [column: number, value: number])[];
}

/**
 * Packs columns and rows into a `LinearProgram`.
 * Fails with INVALID_INPUT for a number that is not finite where it must be, an index outside the columns, or a
 * column that appears twice in a row. Crossing bounds are packed as they are: they make the programme infeasible.
 */
export function buildLinearProgram(
  columns: readonly LpColumn[],
  rows: readonly LpRow[],
): Result<LinearProgram> {
  const issues: Issue[] = [];
  const entryCount = rows.reduce((sum, row) => sum + row.entries.length, 0);
  const starts = new Int32Array(rows.length + 1);
  const indices = new Int32Array(entryCount);
  const values = new Float64Array(entryCount);
  const lastRowOfColumn = new Int32Array(columns.length).fill(-1);
  let size = 0;
  rows.forEach((row, i) => {
    for (const [column, value] of row.entries) {
      if (!Number.isInteger(column) || column < 0 || column >= columns.length) {
        issues.push(invalid(`rows[${i}]`, "made of existing columns", column));
        continue;
      }
      if (!Number.isFinite(value)) issues.push(invalid(`rows[${i}][${column}]`, "finite", value));
      if (lastRowOfColumn[column] === i)
        issues.push(invalid(`rows[${i}]`, "free of repeated columns", column));
      lastRowOfColumn[column] = i;
      if (value === 0) continue;
      indices[size] = column;
      values[size] = value;
      size += 1;
    }
    starts[i + 1] = size;
  });
  const integer = columns.some((column) => column.integer === true)
    ? Uint8Array.from(columns, (column) => (column.integer === true ? 1 : 0))
    : null;
  const problem: LinearProgram = {
    cost: Float64Array.from(columns, (column) => column.cost),
    columnLower: Float64Array.from(columns, (column) => column.lower ?? 0),
    columnUpper: Float64Array.from(columns, (column) => column.upper ?? Infinity),
    rowLower: Float64Array.from(rows, (row) => row.lower ?? -Infinity),
    rowUpper: Float64Array.from(rows, (row) => row.upper ?? Infinity),
    starts,
    columns: indices.slice(0, size),
    values: values.slice(0, size),
    integer,
  };
  issues.push(...boundIssues(problem));
  return issues.length > 0 ? fail(...issues) : ok(problem);
}

/** The domain errors of costs and bounds: NaN anywhere, or an infinite bound on the wrong side. */
function boundIssues(problem: LinearProgram): Issue[] {
  const issues: Issue[] = [];
  problem.cost.forEach((value, j) => {
    if (!Number.isFinite(value)) issues.push(invalid(`columns[${j}].cost`, "finite", value));
  });
  const lower = (field: string) => (value: number, i: number) => {
    if (Number.isNaN(value) || value === Infinity) {
      issues.push(invalid(`${field}[${i}].lower`, "a number or -Infinity", value));
    }
  };
  const upper = (field: string) => (value: number, i: number) => {
    if (Number.isNaN(value) || value === -Infinity) {
      issues.push(invalid(`${field}[${i}].upper`, "a number or Infinity", value));
    }
  };
  problem.columnLower.forEach(lower("columns"));
  problem.columnUpper.forEach(upper("columns"));
  problem.rowLower.forEach(lower("rows"));
  problem.rowUpper.forEach(upper("rows"));
  return issues;
}
