import { expect } from "vitest";

/** Asserts |value - expected| <= max(relative * |expected|, absolute). */
export function expectClose(value: number, expected: number, relative: number, absolute = 0): void {
  const tolerance = Math.max(relative * Math.abs(expected), absolute);
  const error = Math.abs(value - expected);
  expect(error, `${value} is not ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** The value of a successful result, or a failing test. */
export function unwrap<T>(
  result: { ok: true; value: T } | { ok: false; issues: readonly { message: string }[] },
): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}
