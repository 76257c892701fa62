/**
 * Coefficients b that minimise |y - X b|^2, weighted where `weights` are given, by Householder reflections; null when
 * the columns of X are dependent to within rounding. Reflections, not normal equations: those square the condition
 * number, and the means of a HAR regression are close to collinear.
 * Source: Golub and Van Loan, "Matrix Computations", section 5.3.
 *
 * @param rows X, one array an observation, all of one length
 * @param target y, one number a row
 * @param weights not negative, one a row
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  weights?: ArrayLike<number>,
): number[] | null {
  const width = rows[0]?.length ?? 0;
  const height = rows.length;
  if (height < width) return null;
  const scale = (i: number) => (weights ? Math.sqrt(weights[i] as number) : 1);
  // Column by column, so that a reflection runs along memory; the target is the last column.
  const columns = Array.from({ length: width + 1 }, (_, j) =>
    Float64Array.from(
      { length: height },
      (_, i) => scale(i) * ((j < width ? rows[i]?.[j] : target[i]) as number),
    ),
  );
  const lengths = columns.map((column) => norm(column, 0));
  const diagonal = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    const column = columns[k] as Float64Array;
    const length = norm(column, k);
    if (!(length > 1e-13 * (lengths[k] as number))) return null;
    const head = column[k] as number;
    const alpha = head > 0 ? -length : length;
    diagonal[k] = alpha;
    column[k] = head - alpha;
    const square = length * (length + Math.abs(head));
    for (let j = k + 1; j <= width; j++) {
      const other = columns[j] as Float64Array;
      let dot = 0;
      for (let i = k; i < height; i++) dot += (column[i] as number) * (other[i] as number);
      for (let i = k; i < height; i++)
        other[i] = (other[i] as number) - (dot / square) * (column[i] as number);
    }
  }
  const solved = new Array<number>(width).fill(0);
  const right = columns[width] as Float64Array;
  for (let i = width - 1; i >= 0; i--) {
    let sum = right[i] as number;
    for (let j = i + 1; j < width; j++)
      sum -= ((columns[j] as Float64Array)[i] as number) * (solved[j] as number);
    solved[i] = sum / (diagonal[i] as number);
  }
  return solved;
}

function norm(column: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += (column[i] as number) ** 2;
  return Math.sqrt(sum);
}
