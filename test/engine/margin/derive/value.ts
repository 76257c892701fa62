import type { Issue, Result } from "../../../../engine/result.ts";

/** The value of a result that must be good. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

/** The findings of a result that must have failed. */
export function issues<T>(result: Result<T>): readonly Issue[] {
  if (result.ok) throw new Error("expected a failure");
  return result.issues;
}
