import { fail, type Issue, invalid, ok, type Result } from "../result.ts";

/** Simple or log returns: one row per period, oldest first, one column per asset. */
export type Returns = readonly (readonly number[])[];

/** Checked returns, turned: one array per asset. */
export interface ReturnColumns {
  readonly count: number;
  readonly size: number;
  readonly columns: readonly Float64Array[];
}

/**
 * Checks a table of returns and turns it into columns.
 * Fails with INVALID_INPUT for fewer than two rows, no column, rows of unequal length or a number that is not finite.
 */
export function readReturns(returns: Returns): Result<ReturnColumns> {
  const size = returns[0]?.length ?? 0;
  const issues: Issue[] = [];
  if (returns.length < 2) issues.push(invalid("returns", "at least two rows", returns.length));
  if (size === 0) issues.push(invalid("returns[0]", "not empty", size));
  const columns = emptyColumns(size, returns.length);
  for (let t = 0; t < returns.length; t++) {
    const row = returns[t] as readonly number[];
    if (row.length !== size) issues.push(invalid(`returns[${t}]`, `of ${size} columns`, row.length));
    for (let i = 0; i < size; i++) {
      const value = row[i] ?? Number.NaN;
      if (!Number.isFinite(value)) issues.push(invalid(`returns[${t}][${i}]`, "finite", value));
      (columns[i] as Float64Array)[t] = value;
    }
  }
  return issues.length > 0 ? fail(...issues.slice(0, 10)) : ok({ count: returns.length, size, columns });
}

/** Arithmetic mean of a series. */
export function mean(series: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < series.length; t++) sum += series[t] as number;
  return sum / series.length;
}

/** The columns, each minus its own mean. */
export function centred(columns: readonly Float64Array[]): readonly Float64Array[] {
  const moved = emptyColumns(columns.length, columns[0]?.length ?? 0);
  for (let i = 0; i < columns.length; i++) {
    const series = columns[i] as Float64Array;
    const own = moved[i] as Float64Array;
    const centre = mean(series);
    for (let t = 0; t < series.length; t++) own[t] = (series[t] as number) - centre;
  }
  return moved;
}

/** Columns in one block of memory: an array each would cost more than filling it. */
function emptyColumns(size: number, count: number): Float64Array[] {
  const block = new Float64Array(size * count);
  return Array.from({ length: size }, (_, i) => block.subarray(i * count, (i + 1) * count));
}
