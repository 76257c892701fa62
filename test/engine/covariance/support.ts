import type { Result } from "../../../engine/result.ts";
import type { SquareMatrix } from "../../../engine/solvers/dense.ts";

/** The value of a result that must be one. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join("; "));
  return result.value;
}

/** `p_t / p_(t-1) - 1`, by rows. */
export function simpleReturns(closes: readonly (readonly number[])[]): number[][] {
  return closes.slice(1).map((row, t) => row.map((close, i) => close / (closes[t]?.[i] ?? Number.NaN) - 1));
}

/** Largest absolute difference of two matrices. */
export function farthestEntry(a: SquareMatrix, b: SquareMatrix): number {
  if (a.size !== b.size) return Number.NaN;
  return a.values.reduce(
    (most, entry, at) => Math.max(most, Math.abs(entry - (b.values[at] ?? Infinity))),
    0,
  );
}
