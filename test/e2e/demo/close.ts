import { expect } from "vitest";

/** Float64 sums of a few dozen terms of up to 1e5; the exact parts agree to the last digit. */
const RELATIVE = 1e-9;

/** Expects two computations of one number to agree. */
export function close(actual: number | null | undefined, expected: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    RELATIVE * Math.max(1, Math.abs(expected)),
  );
}
