/**
 * `x` with M x = b by elimination with partial pivoting, for the small indefinite systems of an interior-point step;
 * null when M is singular. M (row by row) and b are overwritten.
 */
export function linearSolve(m: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length;
  const at = (i: number, j: number) => m[i * n + j] as number;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i;
    if (!(Math.abs(at(pivot, k)) > 0)) return null;
    if (pivot !== k) {
      for (let j = k; j < n; j++) [m[k * n + j], m[pivot * n + j]] = [at(pivot, j), at(k, j)];
      [b[k], b[pivot]] = [b[pivot] as number, b[k] as number];
    }
    for (let i = k + 1; i < n; i++) {
      const factor = at(i, k) / at(k, k);
      if (factor === 0) continue;
      for (let j = k; j < n; j++) m[i * n + j] = at(i, j) - factor * at(k, j);
      b[i] = (b[i] as number) - factor * (b[k] as number);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let j = i + 1; j < n; j++) sum -= at(i, j) * (b[j] as number);
    b[i] = sum / at(i, i);
  }
  return b;
}
