import type { Network } from "./network.ts";

/** Rows with every column brought to mean 0 and deviation 1, and what that took. A constant column becomes 0. */
export function standardised(rows: readonly (readonly number[])[]): {
  readonly rows: readonly Float64Array[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
} {
  const columns = rows[0]?.map((_, i) => rows.map((row) => row[i] as number)) ?? [];
  const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const means = columns.map(average);
  const deviations = columns.map(
    (column, i) => Math.sqrt(average(column.map((x) => (x - (means[i] as number)) ** 2))) || 1,
  );
  return {
    rows: rows.map((row) =>
      Float64Array.from(row, (x, i) => (x - (means[i] as number)) / (deviations[i] as number)),
    ),
    means,
    deviations,
  };
}

/** The same network for inputs before standardisation, its output raised by a constant. */
export function foldIn(
  { inputs, hidden, parameters }: Network,
  means: readonly number[],
  deviations: readonly number[],
  raise: number,
): Network {
  const folded = Float64Array.from(parameters);
  for (let h = 0; h < hidden; h++) {
    const row = h * (inputs + 1);
    for (let i = 0; i < inputs; i++) {
      const weight = (parameters[row + i] as number) / (deviations[i] as number);
      folded[row + i] = weight;
      folded[row + inputs] = (folded[row + inputs] as number) - weight * (means[i] as number);
    }
  }
  folded[folded.length - 1] = (folded[folded.length - 1] as number) + raise;
  return { inputs, hidden, parameters: folded };
}
