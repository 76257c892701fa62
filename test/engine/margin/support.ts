import type { Result } from "../../../engine/result.ts";

/** The value of a successful result; a failure fails the test with its issues. */
export function okValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

/** The fields that a failed result names; throws when it succeeded. */
export function issueFields<T>(result: Result<T>): (string | undefined)[] {
  if (result.ok) throw new Error("expected a failure");
  return result.issues.map((issue) => issue.field);
}
