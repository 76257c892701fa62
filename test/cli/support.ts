import { expect } from "vitest";
import type { Calculation } from "../../cli/calculation.ts";
import { clearspan } from "../../cli/clearspan.ts";
import type { InputStream } from "../../cli/readInput.ts";

/** Standard input that holds a text. */
export function stdin(...chunks: readonly string[]): InputStream {
  return (async function* () {
    yield* chunks;
  })();
}

/** Runs the whole command line in this process; a value is sent as JSON, a string as it is. */
export async function run(argv: readonly string[], input: unknown = "") {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const { exitCode, stdout: pieces, stderr } = await clearspan(argv, stdin(text));
  let stdout = "";
  for await (const piece of pieces) stdout += piece;
  return {
    exitCode,
    stdout,
    answer: jsonOf(stdout),
    error: stderr === "" ? null : JSON.parse(stderr).error,
  };
}

/** Help and lines of JSON are not one JSON value. */
function jsonOf(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The answer to one entry, or a failing test. */
export async function answerOf(calculation: Calculation, entry: unknown) {
  const session = await calculation.open();
  try {
    const result = await session.answer(entry);
    if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join("; "));
    return JSON.parse(JSON.stringify(result.value));
  } finally {
    await session.close();
  }
}

/** The fields that the failure of one entry names. */
export async function fieldsOf(calculation: Calculation, entry: unknown) {
  const session = await calculation.open();
  try {
    const result = await session.answer(entry);
    return result.ok ? "no failure" : result.issues.map(({ field }) => field);
  } finally {
    await session.close();
  }
}

/** Same structure, and numbers that agree to nine digits. */
export function expectSame(actual: unknown, expected: unknown, path = "answer"): void {
  if (typeof expected === "number") {
    expect(Math.abs(Number(actual) - expected), path).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
  } else if (typeof expected === "object" && expected !== null) {
    expect(Object.keys(actual ?? {}).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      expectSame((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
    }
  } else expect(actual, path).toBe(expected);
}
