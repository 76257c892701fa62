import { ok, type Result } from "../result.ts";
import { minimumVariance } from "../solvers/minimumVariance.ts";
import { type Region, withRow } from "./constraints.ts";
import { solveOverRegion } from "./quadratic.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/**
 * Least `w'Cw` over the constraints, with `options.minimumReturn` as a further row where given. Long-only without
 * other limits takes the block pivoting kernel; everything else the active set. The optimum likes few quiet assets:
 * caps and `maximumHhi` are the remedy.
 * Source: H. Markowitz, J. Finance 7 (1952).
 */
export function minimumVarianceWeights(
  input: AllocationInput,
  region: Region,
  { minimumReturn }: AllocationOptions,
): Result<Choice> {
  const { covariance, expectedReturns } = input;
  const floor =
    minimumReturn === undefined || expectedReturns === null
      ? region
      : withRow(region, expectedReturns, minimumReturn, Infinity);
  const solved = floor.plain
    ? minimumVariance(covariance)
    : solveOverRegion(covariance, new Float64Array(input.size), floor);
  return solved.ok ? ok({ weights: solved.value.x, certificate: solved.value.certificate }) : solved;
}
