import type { SquareMatrix } from "./dense.ts";

/** Relative pivot under which a matrix counts as singular: its solutions would be rounding. */
export const PIVOT_TOLERANCE = 1e-11;

/**
 * Lower triangular `L` with `L L' = M` of a symmetric matrix (only its lower triangle is read), or null when a pivot
 * falls below `PIVOT_TOLERANCE` times its own diagonal entry: then the matrix is not safely positive definite.
 */
export function cholesky(matrix: SquareMatrix): SquareMatrix | null {
  const { size } = matrix;
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const rowI = i * size;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size;
      let sum = matrix.values[rowI + j] as number;
      for (let k = 0; k < j; k++) sum -= (l[rowI + k] as number) * (l[rowJ + k] as number);
      if (j < i) {
        l[rowI + j] = sum / (l[rowJ + j] as number);
      } else {
        if (!(sum > PIVOT_TOLERANCE * (matrix.values[rowI + i] as number))) return null;
        l[rowI + i] = Math.sqrt(sum);
      }
    }
  }
  return { size, values: l };
}

/** `x` with `L x = b`. */
export function forwardSolve(factor: SquareMatrix, b: Float64Array): Float64Array {
  const { size, values } = factor;
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (values[i * size + k] as number) * (x[k] as number);
    x[i] = sum / (values[i * size + i] as number);
  }
  return x;
}

/** `x` with `L' x = b`. */
export function backwardSolve(factor: SquareMatrix, b: Float64Array): Float64Array {
  const { size, values } = factor;
  const x = Float64Array.from(b);
  for (let i = size - 1; i >= 0; i--) {
    const value = (x[i] as number) / (values[i * size + i] as number);
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (values[i * size + k] as number) * value;
  }
  return x;
}

/** `x` with `L L' x = b`. */
export function choleskySolve(factor: SquareMatrix, b: Float64Array): Float64Array {
  return backwardSolve(factor, forwardSolve(factor, b));
}
