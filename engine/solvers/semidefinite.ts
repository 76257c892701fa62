import { cholesky } from "./cholesky.ts";
import type { SquareMatrix } from "./dense.ts";

/** Most negative eigenvalue of a correlation that passes for rounding of its entries. */
const LIFT = 1e-7;

/** Whether no portfolio has a negative variance, by a factorisation of the correlation, but for rounding of its entries. */
export function isSemidefinite({ size, values }: SquareMatrix): boolean {
  const lifted = Float64Array.from(values);
  for (let i = 0; i < size; i++) lifted[i * (size + 1)] = 1 + LIFT;
  return cholesky({ size, values: lifted }) !== null;
}
