import type { SquareMatrix } from "../solvers/dense.ts";

/** `M = sum(value_k * vector_k vector_k')`, values in descending order, vectors of length 1. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

const MAX_SWEEPS = 60;
/** Off-diagonal size, relative to the largest entry, at which a rotation changes nothing any more. */
const NEGLIGIBLE = 1e-18;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: slower than tridiagonal methods,
 * but short, and its vectors are orthogonal to rounding. Meant for up to about 200 rows.
 * Source: G. Golub, C. Van Loan, Matrix Computations, section 8.5.
 */
export function symmetricEigen(matrix: SquareMatrix): SymmetricEigen {
  const { size } = matrix;
  const a = Array.from({ length: size }, (_, i) => matrix.values.slice(i * size, (i + 1) * size));
  const vectors = a.map((_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
  const negligible = NEGLIGIBLE * matrix.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotated = rotate(a, vectors, p, q, negligible) || rotated;
    }
    if (!rotated) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i));
  return {
    values: Float64Array.from(order, (i) => at(a, i, i)),
    vectors: order.map((i) => vectors[i] as Float64Array),
  };
}

/** The symmetric matrix with given eigenvalues and vectors. */
export function fromEigen({ values, vectors }: SymmetricEigen): SquareMatrix {
  const size = values.length;
  const sum = new Float64Array(size * size);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < size; i++) {
      const scaled = (values[k] as number) * (vector[i] as number);
      for (let j = 0; j < size; j++)
        sum[i * size + j] = (sum[i * size + j] as number) + scaled * (vector[j] as number);
    }
  });
  return { size, values: sum };
}

/** Makes entry (p, q) zero; false when it is already negligible. Rows of `vectors` turn along. */
function rotate(
  a: Float64Array[],
  vectors: Float64Array[],
  p: number,
  q: number,
  negligible: number,
): boolean {
  const off = at(a, p, q);
  const app = at(a, p, p);
  const aqq = at(a, q, q);
  if (Math.abs(off) <= negligible) return false;
  const theta = (aqq - app) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const rowP = a[p] as Float64Array;
  const rowQ = a[q] as Float64Array;
  turn(rowP, rowQ, c, s);
  turn(vectors[p] as Float64Array, vectors[q] as Float64Array, c, s);
  a.forEach((row, k) => {
    if (k === p || k === q) return;
    row[p] = rowP[k] as number;
    row[q] = rowQ[k] as number;
  });
  rowP[p] = app - t * off;
  rowQ[q] = aqq + t * off;
  rowP[q] = 0;
  rowQ[p] = 0;
  return true;
}

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let k = 0; k < x.length; k++) {
    const u = x[k] as number;
    const v = y[k] as number;
    x[k] = c * u - s * v;
    y[k] = s * u + c * v;
  }
}

function at(a: readonly Float64Array[], i: number, j: number): number {
  return a[i]?.[j] as number;
}
