/** Relative size at which what is left of a matrix counts as nothing. */
const TOLERANCE = 1e-10;

/**
 * Rows `r` with `matrix = sum(r' r)`, as many as the matrix has rank; null when it is not positive semidefinite.
 * `x' matrix x` is then the sum of `(r . x)^2`. Cholesky with the largest remaining diagonal as pivot; symmetric input.
 * Source: Higham, "Analysis of the Cholesky decomposition of a semi-definite matrix" (1990).
 */
export function semidefiniteRoot(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rest = matrix.map((row) => [...row]);
  const diagonal = (i: number) => rest[i]?.[i] ?? Number.NaN;
  const largest = Math.max(0, ...rest.map((_, i) => Math.abs(diagonal(i))));
  const rows: number[][] = [];
  const left = new Set(rest.keys());
  while (left.size > 0) {
    const pivot = [...left].reduce((best, i) => (diagonal(i) > diagonal(best) ? i : best));
    if (!(diagonal(pivot) > TOLERANCE * largest)) break;
    left.delete(pivot);
    const root = Math.sqrt(diagonal(pivot));
    const row = Array.from({ length: size }, (_, k) => (left.has(k) ? (rest[pivot]?.[k] ?? 0) / root : 0));
    row[pivot] = root;
    rows.push(row);
    for (const i of left) {
      const line = rest[i];
      if (line === undefined) continue;
      for (const k of left) line[k] = (line[k] ?? 0) - (row[i] ?? 0) * (row[k] ?? 0);
    }
  }
  // What is left of a semidefinite matrix is nothing; written so that NaN fails.
  const isNothing = [...left].every((i) =>
    [...left].every((k) => Math.abs(rest[i]?.[k] ?? 0) <= 10 * TOLERANCE * largest),
  );
  return isNothing && Number.isFinite(largest) ? rows : null;
}
