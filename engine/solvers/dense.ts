import type { SparseRows } from "./sparse.ts";

/** A square matrix, row by row: entry (i, j) is `values[i * size + j]`. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** `M x`. */
export function multiplySquare(matrix: SquareMatrix, x: Float64Array): Float64Array {
  const { size, values } = matrix;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    const row = i * size;
    for (let j = 0; j < size; j++) sum += (values[row + j] as number) * (x[j] as number);
    product[i] = sum;
  }
  return product;
}

/** Dense rows as sparse ones, zeros left out, for the certificate. */
export function sparseRows(rows: readonly Float64Array[]): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === 0) return;
      columns.push(j);
      values.push(value);
    });
    starts[i + 1] = values.length;
  });
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** `M x` with Neumaier's compensated sums: for products that cancel almost entirely, as in hedged books. */
export function multiplySquareCompensated(matrix: SquareMatrix, x: Float64Array): Float64Array {
  const { size, values } = matrix;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    let lost = 0;
    const row = i * size;
    for (let j = 0; j < size; j++) {
      const term = (values[row + j] as number) * (x[j] as number);
      const next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
    }
    product[i] = sum + lost;
  }
  return product;
}
