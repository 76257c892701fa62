import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import type { SquareMatrix } from "../../solvers/dense.ts";

/** By how much the estimates may be wrong, per period. The weights are then the best in the worst case. */
export interface Uncertainty {
  /** Largest error of each expected return, >= 0: the worst return is `mu'w - box'|w|`. */
  readonly returnBox?: readonly number[];
  /** Errors `e` with `e' covariance^-1 e <= radius^2`: the worst return is `mu'w - radius sqrt(w' covariance w)`. */
  readonly returnEllipsoid?: {
    readonly covariance: readonly (readonly number[])[];
    /** Standard errors, >= 0. */
    readonly radius: number;
  };
  /** Largest covariance, entry by entry and itself positive semidefinite: the worst of a long-only portfolio. */
  readonly covarianceUpper?: readonly (readonly number[])[];
  /** Error of the covariance, `k >= 0`: adds `k (volatility'|w|)^2` to the variance. */
  readonly covarianceError?: number;
}

/** Ellipsoid of errors of the expected returns, checked. */
export interface ReturnEllipsoid {
  readonly covariance: SquareMatrix;
  readonly radius: number;
}

/** Uncertainty with nothing missing: zeros and null where the estimates are trusted. */
export interface CheckedUncertainty {
  readonly returnBox: Float64Array;
  readonly returnEllipsoid: ReturnEllipsoid | null;
  readonly covarianceUpper: SquareMatrix | null;
  readonly covarianceError: number;
}

const PATH = "options.uncertainty";

/** Checks an uncertainty against the number of assets; fails with INVALID_INPUT naming the field. */
export function readUncertainty(uncertainty: Uncertainty, size: number): Result<CheckedUncertainty> {
  const { returnBox, returnEllipsoid, covarianceUpper, covarianceError = 0 } = uncertainty;
  const issues: Issue[] = [];
  if (returnBox !== undefined && !(returnBox.length === size && returnBox.every(isSize)))
    issues.push(invalid(`${PATH}.returnBox`, `${size} finite numbers >= 0`, returnBox));
  if (!isSize(covarianceError))
    issues.push(invalid(`${PATH}.covarianceError`, "finite and >= 0", covarianceError));
  if (returnEllipsoid !== undefined && !isSize(returnEllipsoid.radius))
    issues.push(invalid(`${PATH}.returnEllipsoid.radius`, "finite and >= 0", returnEllipsoid.radius));
  const read = (rows: readonly (readonly number[])[], field: string): SquareMatrix => {
    const square = rows.length === size && rows.every((row) => row.length === size);
    const values = Float64Array.from(rows.flat());
    if (!square || !values.every(Number.isFinite) || rows.some((row, i) => !((row[i] ?? 0) > 0)))
      issues.push(invalid(`${PATH}.${field}`, `${size} finite rows of ${size}, positive diagonal`, rows));
    return { size, values };
  };
  const upper = covarianceUpper === undefined ? null : read(covarianceUpper, "covarianceUpper");
  const ellipsoid =
    returnEllipsoid === undefined
      ? null
      : {
          covariance: read(returnEllipsoid.covariance, "returnEllipsoid.covariance"),
          radius: returnEllipsoid.radius,
        };
  if (issues.length > 0) return fail(...issues);
  return ok({
    returnBox: Float64Array.from(returnBox ?? new Float64Array(size)),
    returnEllipsoid: ellipsoid === null || ellipsoid.radius === 0 ? null : ellipsoid,
    covarianceUpper: upper,
    covarianceError,
  });
}

function isSize(value: number): boolean {
  return value >= 0 && value < Infinity;
}
