import { ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { joinCovariance, splitCovariance } from "./correlation.ts";
import { fromEigen, symmetricEigen } from "./symmetricEigen.ts";

/** A covariance without negative eigenvalues, and how far it had to be moved. */
export interface RepairedCovariance {
  readonly covariance: SquareMatrix;
  /** Smallest eigenvalue of the correlation before the repair. */
  readonly smallestEigenvalue: number;
  /** Largest change of a correlation; 0 when nothing had to be done. */
  readonly largestChange: number;
}

export type RepairMethod = "clip" | "nearest";

/** A correlation whose smallest eigenvalue is above this is left as it is: below it is rounding. */
const ROUNDING = -1e-12;
const MAX_PROJECTIONS = 500;
const PROJECTION_TOLERANCE = 1e-12;

/**
 * Makes an estimate positive semidefinite and keeps its variances. `clip` raises negative eigenvalues of the
 * correlation to zero and scales the diagonal back to 1; `nearest` finds the nearest correlation matrix in the
 * Frobenius norm by alternating projections with Dykstra's correction, slower and closer.
 * Fails with INVALID_INPUT for a covariance that is not finite or whose diagonal is not positive.
 * Source: N. Higham, IMA J. Numerical Analysis 22 (2002) 329-343.
 */
export function repairCovariance(
  covariance: SquareMatrix,
  method: RepairMethod = "clip",
): Result<RepairedCovariance> {
  const split = splitCovariance(covariance);
  if (!split.ok) return split;
  const { correlation, volatility } = split.value;
  const eigen = symmetricEigen(correlation);
  const smallestEigenvalue = eigen.values[eigen.values.length - 1] as number;
  if (smallestEigenvalue >= ROUNDING)
    return ok({ covariance: joinCovariance(split.value), smallestEigenvalue, largestChange: 0 });
  const repaired = unitDiagonal(method === "clip" ? clipped(correlation) : nearest(correlation));
  return ok({
    covariance: joinCovariance({ correlation: repaired, volatility }),
    smallestEigenvalue,
    largestChange: farthest(repaired, correlation),
  });
}

/** The nearest positive semidefinite matrix: negative eigenvalues put to zero. */
function clipped(matrix: SquareMatrix): SquareMatrix {
  const { values, vectors } = symmetricEigen(matrix);
  return fromEigen({ values: values.map((value) => Math.max(value, 0)), vectors });
}

function nearest(correlation: SquareMatrix): SquareMatrix {
  const { size } = correlation;
  let unit = correlation;
  let correction = new Float64Array(size * size);
  for (let step = 0; step < MAX_PROJECTIONS; step++) {
    const pulled = unit.values.map((value, at) => value - (correction[at] as number));
    const positive = clipped({ size, values: pulled });
    correction = positive.values.map((value, at) => value - (pulled[at] as number));
    const next: SquareMatrix = { size, values: Float64Array.from(positive.values) };
    for (let i = 0; i < size; i++) next.values[i * (size + 1)] = 1;
    const change = farthest(next, unit);
    unit = next;
    if (change <= PROJECTION_TOLERANCE) break;
  }
  return clipped(unit);
}

/** Congruence with the roots of the diagonal: keeps the signs of all eigenvalues. */
function unitDiagonal({ size, values }: SquareMatrix): SquareMatrix {
  const root = Float64Array.from({ length: size }, (_, i) => Math.sqrt(values[i * (size + 1)] as number));
  const scaled = values.map((value, at) => {
    const i = Math.floor(at / size);
    return i === at % size ? 1 : value / ((root[i] as number) * (root[at % size] as number));
  });
  return { size, values: scaled };
}

function farthest(a: SquareMatrix, b: SquareMatrix): number {
  return a.values.reduce((most, value, at) => Math.max(most, Math.abs(value - (b.values[at] as number))), 0);
}
