/** A matrix stored by rows: row `i` owns the entries `starts[i] .. starts[i + 1]` of `columns` and `values`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** `A x`, one number per row. */
export function multiply(matrix: SparseRows, x: Float64Array): Float64Array {
  const rowCount = matrix.starts.length - 1;
  const product = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    const end = matrix.starts[i + 1] ?? 0;
    let sum = 0;
    for (let k = matrix.starts[i] ?? 0; k < end; k++) {
      sum += (matrix.values[k] ?? 0) * (x[matrix.columns[k] ?? 0] ?? 0);
    }
    product[i] = sum;
  }
  return product;
}

/** `A' y`, one number per column. */
export function multiplyTransposed(matrix: SparseRows, y: Float64Array, columnCount: number): Float64Array {
  const product = new Float64Array(columnCount);
  const rowCount = matrix.starts.length - 1;
  for (let i = 0; i < rowCount; i++) {
    const weight = y[i] ?? 0;
    if (weight === 0) continue;
    const end = matrix.starts[i + 1] ?? 0;
    for (let k = matrix.starts[i] ?? 0; k < end; k++) {
      const column = matrix.columns[k] ?? 0;
      product[column] = (product[column] ?? 0) + weight * (matrix.values[k] ?? 0);
    }
  }
  return product;
}

/** `a . b`. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
