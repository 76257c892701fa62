import type { SquareMatrix } from "../solvers/dense.ts";

/**
 * `X'X / divisor` of the columns: what every moment estimator ends in. Two columns by two at a time, so that each number
 * that is read is used twice; every single sum runs over the rows in their order.
 */
export function crossProducts(columns: readonly Float64Array[], divisor: number): SquareMatrix {
  const size = columns.length;
  const values = new Float64Array(size * size);
  const sums = new Float64Array(4);
  // Beyond an odd number of columns the last one stands in for its missing partner.
  const partner = (i: number) => Math.min(i + 1, size - 1);
  for (let i = 0; i < size; i += 2) {
    for (let j = 0; j <= i; j += 2) {
      const [k, l] = [partner(i), partner(j)];
      fourSums(
        columns[i] as Float64Array,
        columns[k] as Float64Array,
        columns[j] as Float64Array,
        columns[l] as Float64Array,
        sums,
      );
      put(values, size, i, j, (sums[0] as number) / divisor);
      put(values, size, i, l, (sums[1] as number) / divisor);
      put(values, size, k, j, (sums[2] as number) / divisor);
      put(values, size, k, l, (sums[3] as number) / divisor);
    }
  }
  return { size, values };
}

function put(values: Float64Array, size: number, i: number, j: number, value: number): void {
  values[i * size + j] = value;
  values[j * size + i] = value;
}

/** `a.x`, `a.y`, `b.x` and `b.y`. */
function fourSums(
  a: Float64Array,
  b: Float64Array,
  x: Float64Array,
  y: Float64Array,
  sums: Float64Array,
): void {
  let ax = 0;
  let ay = 0;
  let bx = 0;
  let by = 0;
  for (let t = 0; t < a.length; t++) {
    const p = a[t] as number;
    const q = b[t] as number;
    const u = x[t] as number;
    const v = y[t] as number;
    ax += p * u;
    ay += p * v;
    bx += q * u;
    by += q * v;
  }
  sums[0] = ax;
  sums[1] = ay;
  sums[2] = bx;
  sums[3] = by;
}
