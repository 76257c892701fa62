/** Size at which what is left of a correlation matrix counts as nothing. */
const TOLERANCE = 1e-10;

/**
 * Rows `r` with `matrix = sum(r' r)`, as many as the matrix has rank; null when it is not positive semidefinite.
 * `x' matrix x` is then the sum of `(r . x)^2`. Cholesky with the largest remaining diagonal as pivot, on the matrix
 * scaled to a diagonal of 1, so that a small variance beside a large one is not taken for nothing. Symmetric input.
 * Source: Higham, "Analysis of the Cholesky decomposition of a semi-definite matrix" (1990).
 */
export function semidefiniteRoot(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const scale = matrix.map((row, i) => Math.sqrt(row[i] ?? Number.NaN));
  // The covariance of what does not vary is nothing; a negative variance has no root.
  const isVoid = (i: number) => scale[i] === 0 && (matrix[i] ?? []).every((value) => value === 0);
  if (!scale.every((deviation, i) => deviation > 0 || isVoid(i))) return null;
  const rest = matrix.map((row, i) =>
    row.map((value, k) => (isVoid(i) || isVoid(k) ? 0 : value / (scale[i] ?? 1) / (scale[k] ?? 1))),
  );
  const diagonal = (i: number) => rest[i]?.[i] ?? Number.NaN;
  const rows: number[][] = [];
  const left = new Set(rest.keys());
  while (left.size > 0) {
    const pivot = [...left].reduce((best, i) => (diagonal(i) > diagonal(best) ? i : best));
    if (!(diagonal(pivot) > TOLERANCE)) break;
    left.delete(pivot);
    const root = Math.sqrt(diagonal(pivot));
    const row = Array.from({ length: size }, (_, k) => (left.has(k) ? (rest[pivot]?.[k] ?? 0) / root : 0));
    row[pivot] = root;
    rows.push(row.map((value, k) => value * (scale[k] ?? 0)));
    for (const i of left) {
      const line = rest[i];
      if (line === undefined) continue;
      for (const k of left) line[k] = (line[k] ?? 0) - (row[i] ?? 0) * (row[k] ?? 0);
    }
  }
  // What is left of a semidefinite matrix is nothing; written so that NaN fails.
  const isNothing = [...left].every((i) =>
    [...left].every((k) => Math.abs(rest[i]?.[k] ?? Number.NaN) <= 10 * TOLERANCE),
  );
  return isNothing ? rows : null;
}
