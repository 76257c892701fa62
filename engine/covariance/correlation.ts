import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import type { SquareMatrix } from "../solvers/dense.ts";

/** A covariance taken apart: `covariance_ij = correlation_ij * volatility_i * volatility_j`. */
export interface CorrelationAndVolatility {
  readonly correlation: SquareMatrix;
  readonly volatility: Float64Array;
}

/** Takes a covariance apart. Fails with INVALID_INPUT when an entry is not finite or a variance not positive. */
export function splitCovariance({ size, values }: SquareMatrix): Result<CorrelationAndVolatility> {
  const issues: Issue[] = [];
  if (size === 0 || values.length !== size * size)
    issues.push(invalid("covariance", "square and not empty", `${values.length} entries`));
  if (!values.every(Number.isFinite)) issues.push(invalid("covariance", "finite", "NaN or Infinity"));
  const volatility = Float64Array.from({ length: size }, (_, i) => {
    const variance = values[i * (size + 1)] ?? Number.NaN;
    if (!(variance > 0)) issues.push(invalid(`covariance[${i}][${i}]`, "> 0", variance));
    return Math.sqrt(variance);
  });
  if (issues.length > 0) return fail(...issues.slice(0, 10));
  const correlation = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      // Printed matrices are symmetric up to their last digit only.
      const both = ((values[i * size + j] as number) + (values[j * size + i] as number)) / 2;
      correlation[i * size + j] = i === j ? 1 : both / (volatility[i] as number) / (volatility[j] as number);
    }
  }
  return ok({ correlation: { size, values: correlation }, volatility });
}

/** Puts a covariance together again. */
export function joinCovariance({ correlation, volatility }: CorrelationAndVolatility): SquareMatrix {
  const { size } = correlation;
  const values = correlation.values.map(
    (value, at) => value * (volatility[Math.floor(at / size)] as number) * (volatility[at % size] as number),
  );
  return { size, values };
}
