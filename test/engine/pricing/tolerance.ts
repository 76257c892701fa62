import { expectWithin } from "../figures.ts";

/** Asserts |value - expected| <= max(relative * |expected|, absolute). */
export function expectClose(value: number, expected: number, relative: number, absolute = 0): void {
  const tolerance = Math.max(relative * Math.abs(expected), absolute);
  expectWithin(Math.abs(value - expected), tolerance, `${value} is not ${expected}`);
}

/** The value of a successful result, or a failing test. */
export function unwrap<T>(
  result: { ok: true; value: T } | { ok: false; issues: readonly { message: string }[] },
): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}
