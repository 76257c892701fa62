import { splitCovariance } from "../covariance/correlation.ts";
import { COVARIANCE_ESTIMATORS } from "../covariance/estimate.ts";
import { mean, readReturns } from "../covariance/returns.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { isSemidefinite } from "../solvers/semidefinite.ts";
import type { AllocationInput, AllocationRequest } from "./request.ts";

/** Largest difference of mirrored entries, relative to the two volatilities, that passes for rounding. */
const ASYMMETRY = 1e-5;

/**
 * Checks a request's data: a covariance (given or estimated) that is square, finite, symmetric, with a positive
 * diagonal, and expected returns of the same length, the means of the returns unless given.
 */
export function readInput(request: AllocationRequest): Result<AllocationInput> {
  const { options = {} } = request;
  let columns: readonly Float64Array[] | null = null;
  if (request.returns !== undefined) {
    const table = readReturns(request.returns);
    if (!table.ok) return table;
    columns = table.value.columns;
  }
  const covariance = readCovariance(request);
  if (!covariance.ok) return covariance;
  const { size } = covariance.value;
  const issues: Issue[] = [];
  if (columns !== null && columns.length !== size)
    issues.push(invalid("returns[0]", `of ${size} columns, as the covariance`, columns.length));
  const given = options.expectedReturns;
  if (given !== undefined && (given.length !== size || !given.every(Number.isFinite)))
    issues.push(invalid("options.expectedReturns", `${size} finite numbers`, given));
  if (options.minimumReturn !== undefined) {
    if (!Number.isFinite(options.minimumReturn))
      issues.push(invalid("options.minimumReturn", "finite", options.minimumReturn));
    if (given === undefined && columns === null)
      issues.push(invalid("options.expectedReturns", "given, for a minimum return", given));
  }
  if (issues.length > 0) return fail(...issues);
  return ok({
    size,
    covariance: covariance.value,
    returns: request.returns ?? null,
    expectedReturns:
      given !== undefined
        ? Float64Array.from(given)
        : columns === null
          ? null
          : Float64Array.from(columns, mean),
    returnEllipsoid: null,
  });
}

function readCovariance({ covariance, returns, options = {} }: AllocationRequest): Result<SquareMatrix> {
  if (covariance === undefined) {
    if (returns === undefined) return fail(invalid("covariance", "given, or returns", undefined));
    const estimator = COVARIANCE_ESTIMATORS[options.covarianceEstimator ?? "sample"];
    if (estimator === undefined)
      return fail(
        invalid(
          "options.covarianceEstimator",
          `one of ${Object.keys(COVARIANCE_ESTIMATORS).join(", ")}`,
          options.covarianceEstimator,
        ),
      );
    const estimated = estimator(returns);
    return estimated.ok ? checked(estimated.value) : estimated;
  }
  const size = covariance.length;
  const ragged = covariance.findIndex((row) => row.length !== size);
  if (size === 0 || ragged >= 0)
    return fail(
      invalid(`covariance[${Math.max(0, ragged)}]`, `of ${size} columns`, covariance[ragged]?.length),
    );
  const given = checked({ size, values: Float64Array.from(covariance.flat()) });
  return given.ok ? semidefinite(given.value) : given;
}

function checked(matrix: SquareMatrix): Result<SquareMatrix> {
  const { size, values } = matrix;
  const issues: Issue[] = [];
  const at = (i: number, j: number) => values[i * size + j] as number;
  for (let i = 0; i < size; i++) {
    if (!(at(i, i) > 0)) issues.push(invalid(`covariance[${i}][${i}]`, "> 0", at(i, i)));
    for (let j = 0; j < size; j++) {
      if (!Number.isFinite(at(i, j))) issues.push(invalid(`covariance[${i}][${j}]`, "finite", at(i, j)));
      if (Math.abs(at(i, j) - at(j, i)) > ASYMMETRY * Math.sqrt(at(i, i) * at(j, j)))
        issues.push(invalid(`covariance[${i}][${j}]`, `equal to its mirror entry ${at(j, i)}`, at(i, j)));
    }
  }
  return issues.length > 0 ? fail(...issues.slice(0, 10)) : ok(matrix);
}

/** No portfolio may have a negative variance; estimates from returns are held to that by their estimators. */
function semidefinite(matrix: SquareMatrix): Result<SquareMatrix> {
  const split = splitCovariance(matrix);
  if (!split.ok) return split;
  return isSemidefinite(split.value.correlation)
    ? ok(matrix)
    : fail(invalid("covariance", "positive semidefinite (see the repair of estimates)", "an indefinite one"));
}
