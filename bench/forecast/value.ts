import type { Result } from "../../engine/result.ts";

/** The value of a result; a bench has no use for a failed one. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join("; "));
  return result.value;
}
