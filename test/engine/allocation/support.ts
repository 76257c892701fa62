import { allocate } from "../../../engine/allocation/allocate.ts";
import type { Lp } from "../../../engine/allocation/linear.ts";
import type { Allocation, AllocationRequest } from "../../../engine/allocation/request.ts";
import { value } from "../covariance/support.ts";

/** An LP solver for strategies that must not need one. */
export const noLp: Lp = {
  solve: () => {
    throw new Error("no linear programme was expected");
  },
};

/** The allocation of a request that must succeed. */
export async function allocated(request: AllocationRequest, lp: Lp = noLp): Promise<Allocation> {
  return value(await allocate(request, lp));
}

/** The issue codes of a request that must fail. */
export async function refusal(request: AllocationRequest, lp: Lp = noLp): Promise<string[]> {
  const result = await allocate(request, lp);
  return result.ok
    ? []
    : result.issues.map(({ code, field, subject }) => `${code} ${field ?? subject ?? ""}`);
}

/** Largest difference of two lists; NaN when one is missing a number. */
export function farthest(a: readonly number[], b: readonly number[]): number {
  return a.length === b.length
    ? Math.max(...a.map((entry, i) => Math.abs(entry - (b[i] ?? Number.NaN))))
    : Number.NaN;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, entry) => total + entry, 0);
}

/** `w'Cw`. */
export function quadraticForm(
  covariance: readonly (readonly number[])[],
  weights: readonly number[],
): number {
  return sum(weights.map((a, i) => a * sum(weights.map((b, j) => b * (covariance[i]?.[j] ?? Number.NaN)))));
}

/** Nested rows of a dense matrix. */
export function rows({ size, values }: { size: number; values: Float64Array }): number[][] {
  return Array.from({ length: size }, (_, i) => [...values.slice(i * size, (i + 1) * size)]);
}
