import type { JsonObject } from "./json.ts";

/**
 * Compares the balance that an event says it started from with the balance on record.
 * Returns null when they agree or the event does not say.
 */
export function continuityBreak(
  expected: bigint | undefined,
  recorded: bigint,
): { message: string; evidence: JsonObject } | null {
  if (expected === undefined || expected === recorded) return null;
  return {
    message: `the chain says ${expected} before this event, the record says ${recorded}: an event is missing`,
    evidence: { expected: expected.toString(), recorded: recorded.toString() },
  };
}
