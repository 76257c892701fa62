import type { SquareMatrix } from "../solvers/dense.ts";

/** A covariance pulled towards a multiple of the identity. */
export interface ShrunkCovariance {
  readonly covariance: SquareMatrix;
  /** Weight of the target, 0 to 1. */
  readonly shrinkage: number;
}

/** `(1 - shrinkage) S + shrinkage m I` with `m` the mean variance, which leaves the trace as it is. */
export function shrinkToIdentity(sample: SquareMatrix, shrinkage: number): ShrunkCovariance {
  const { size } = sample;
  const target = shrinkage * (trace(sample) / size);
  const values = sample.values.map((value) => (1 - shrinkage) * value);
  for (let i = 0; i < size; i++) values[i * (size + 1)] = (values[i * (size + 1)] as number) + target;
  return { covariance: { size, values }, shrinkage };
}

/** Sum of the diagonal. */
export function trace({ size, values }: SquareMatrix): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i * (size + 1)] as number;
  return sum;
}

/** Sum of the squares of all entries. */
export function squaredNorm({ values }: SquareMatrix): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
