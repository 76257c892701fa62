import { type Issue, invalid } from "../result.ts";

/** What a risk measure answers: losses, so a positive number is bad. Units of the input. */
export interface TailRisk {
  /** Loss that is exceeded with probability 1 - confidence. */
  readonly valueAtRisk: number;
  /** Mean loss in that tail. */
  readonly expectedShortfall: number;
}

/** An issue when a confidence level is outside (0, 1). */
export function checkConfidence(confidence: number): Issue[] {
  return confidence > 0 && confidence < 1 ? [] : [invalid("confidence", "in (0, 1)", confidence)];
}

/** An issue when a number is not finite. */
export function checkFinite(field: string, value: number): Issue[] {
  return Number.isFinite(value) ? [] : [invalid(field, "finite", value)];
}

/** An issue when a number is not finite and >= 0. */
export function checkNonNegative(field: string, value: number): Issue[] {
  return value >= 0 && value < Number.POSITIVE_INFINITY ? [] : [invalid(field, "finite and >= 0", value)];
}

/** An issue when a number is not finite and > 0. */
export function checkPositive(field: string, value: number): Issue[] {
  return value > 0 && value < Number.POSITIVE_INFINITY ? [] : [invalid(field, "finite and > 0", value)];
}

/** Issues for a sample: one when it is shorter than `minimum`, one per value that is not finite. */
export function checkSample(field: string, sample: readonly number[], minimum: number): Issue[] {
  const issues = sample.flatMap((value, i) => checkFinite(`${field}[${i}]`, value));
  if (sample.length < minimum) issues.push(invalid(`${field}.length`, `>= ${minimum}`, sample.length));
  return issues;
}

/** Issues when a matrix is not `size` x `size`, finite and symmetric. */
export function checkCovariance(
  field: string,
  matrix: readonly (readonly number[])[],
  size: number,
): Issue[] {
  if (matrix.length !== size || matrix.some((row) => row.length !== size)) {
    return [invalid(field, `${size} x ${size}`, `${matrix.length} rows`)];
  }
  return matrix.flatMap((row, i) =>
    row.flatMap((value, j) => {
      const issues = checkFinite(`${field}[${i}][${j}]`, value);
      const mirrored = matrix[j]?.[i] ?? Number.NaN;
      const scale = Math.max(Math.abs(value), Math.abs(mirrored));
      if (j < i && Math.abs(value - mirrored) > 1e-12 * scale) {
        issues.push(invalid(`${field}[${i}][${j}]`, `symmetric to [${j}][${i}] = ${mirrored}`, value));
      }
      return issues;
    }),
  );
}
