import { fail, invalid, ok, type Result } from "../result.ts";
import { solveNonNegativeQp } from "./blockPivoting.ts";
import { certify } from "./certificate.ts";
import { multiplySquare, type SquareMatrix, sparseRows } from "./dense.ts";
import { notConverged, type QpSolution } from "./qp.ts";
import { isSemidefinite } from "./semidefinite.ts";
import { dot } from "./sparse.ts";

/**
 * Long-only, fully invested minimum-variance weights: min `w'Cw / 2`, `1'w = 1`, `w >= 0`, for a positive semidefinite
 * covariance of any scale. `objective` is half the variance; the dual of the budget is the variance.
 *
 * Solved in units of risk, `v = w * volatility`, where the matrix is the correlation and the budget is `s'v = 1` with
 * `s = 1 / volatility`. There the weights are, up to their sum, the minimiser of `v'(R + ss')v / 2 - s'v` over `v >= 0`:
 * on the budget `ss'` adds a constant, and it keeps the problem bounded when a hedge leaves no risk at all.
 * The certificate is of the problem in units of risk. Fails with INVALID_INPUT for a covariance that is not finite,
 * not positive semidefinite or whose diagonal is not positive, and NOT_CONVERGED without a certificate.
 */
export function minimumVariance(covariance: SquareMatrix): Result<QpSolution> {
  const { size, values } = covariance;
  const volatility = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const variance = values[i * size + i] as number;
    if (!(variance > 0 && variance < Infinity))
      return fail(invalid(`covariance[${i}][${i}]`, "finite and > 0", variance));
    volatility[i] = Math.sqrt(variance);
  }
  const smallest = volatility.reduce((least, value) => Math.min(least, value), Infinity);
  const budget = volatility.map((value) => smallest / value);
  const correlation: SquareMatrix = { size, values: new Float64Array(size * size) };
  const bounded: SquareMatrix = { size, values: new Float64Array(size * size) };
  let total = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const [at, mirrored] = [i * size + j, j * size + i];
      // Printed matrices are symmetric up to their last digit only.
      const mean = ((values[at] as number) + (values[mirrored] as number)) / 2;
      const rho = i === j ? 1 : mean / (volatility[i] as number) / (volatility[j] as number);
      const lifted = rho + (budget[i] as number) * (budget[j] as number);
      correlation.values[at] = rho;
      correlation.values[mirrored] = rho;
      bounded.values[at] = lifted;
      bounded.values[mirrored] = lifted;
      total += rho;
    }
  }
  // One infinity or NaN anywhere is one here too.
  if (size === 0 || !Number.isFinite(total)) return fail(invalid("covariance", "finite and not empty", size));
  if (!isSemidefinite(correlation))
    return fail(
      invalid("covariance", "positive semidefinite (see the repair of estimates)", "an indefinite one"),
    );
  const direction = solveNonNegativeQp(bounded, budget);
  if (!direction.ok) return direction;
  const length = dot(budget, direction.value.x);
  const v = direction.value.x.map((value) => value / length);
  const gradient = multiplySquare(correlation, v);
  const variance = dot(v, gradient);
  const region = {
    ...sparseRows([budget]),
    columnLower: new Float64Array(size),
    columnUpper: new Float64Array(size).fill(Infinity),
    rowLower: Float64Array.of(1),
    rowUpper: Float64Array.of(1),
  };
  const certificate = certify(region, {
    x: v,
    gradient,
    duals: Float64Array.of(variance),
    solver: "block pivoting",
    iterations: direction.value.certificate.iterations,
  });
  if (!certificate.passed) return fail(notConverged("minimum variance", `gap ${certificate.gap}`));
  const weights = v.map((value, i) => value * (budget[i] as number));
  const scale = smallest * smallest;
  const sum = weights.reduce((all, value) => all + value, 0);
  return ok({
    x: weights.map((value) => value / sum),
    objective: (variance * scale) / 2,
    duals: Float64Array.of(variance * scale),
    certificate,
  });
}
