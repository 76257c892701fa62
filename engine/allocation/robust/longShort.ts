import type { SquareMatrix } from "../../solvers/dense.ts";
import type { Region } from "../constraints.ts";

/**
 * The region in twice the variables: long parts, then short parts, none negative, weights their difference. Costs that
 * grow with either part leave at most one of an asset's two above 0, so that their sum is the absolute weight.
 */
export function splitRegion(region: Region): Region {
  const parts = (long: Float64Array, short: Float64Array) => Float64Array.of(...long, ...short);
  const negated = (values: Float64Array) => values.map((value) => -value);
  const positive = (values: Float64Array) => values.map((value) => Math.max(0, value));
  return {
    ...region,
    size: 2 * region.size,
    lower: parts(positive(region.lower), positive(negated(region.upper))),
    upper: parts(positive(region.upper), positive(negated(region.lower))),
    rows: region.rows.map((row) => parts(row, negated(row))),
    plain: false,
  };
}

/** The matrix of a quadratic form in the weights as one in their long and short parts: `[C, -C; -C, C]`. */
export function splitMatrix({ size, values }: SquareMatrix): SquareMatrix {
  const split = new Float64Array(4 * size * size);
  for (let i = 0; i < 2 * size; i++) {
    for (let j = 0; j < 2 * size; j++) {
      const sign = i < size === j < size ? 1 : -1;
      split[i * 2 * size + j] = sign * (values[(i % size) * size + (j % size)] as number);
    }
  }
  return { size: 2 * size, values: split };
}
