import { readFileSync } from "node:fs";
import type { z } from "zod";
import { ClearspanError } from "../../src/errors.ts";

const maxIssues = 5;

/** @throws ClearspanError TAPE_INVALID naming the file and the system's reason. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const details = `${wordsOf(cause)}. Check the path and its permissions.`;
    throw new ClearspanError("TAPE_INVALID", `${file} cannot be read.`, { details, cause });
  }
}

/**
 * @param place what the error message calls the text ("story.jsonl, line 3").
 * @throws ClearspanError TAPE_INVALID with the parser's words.
 */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ClearspanError("TAPE_INVALID", `${place}: not valid JSON.`, { details: wordsOf(cause), cause });
  }
}

/**
 * Checks a value against a schema.
 *
 * @param name what the error message calls the value.
 * @param entryName names the entry of a list by its index.
 * @throws ClearspanError TAPE_INVALID naming entry and field of the first faults.
 */
export function validate<T>(
  value: unknown,
  schema: z.ZodType<T>,
  name: string,
  entryName = (index: number) => `entry ${index}`,
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const faults = issues
    .slice(0, maxIssues)
    .map((issue) => `${describePath(issue.path, entryName)}: ${issue.message}`);
  if (issues.length > maxIssues) faults.push(`and ${issues.length - maxIssues} more`);
  throw new ClearspanError("TAPE_INVALID", `${name}: not of the expected form.`, {
    details: faults.join("\n"),
    cause: result.error,
  });
}

/** [3, "transactions", 0, "time"] becomes "entry 3, field transactions[0].time". */
function describePath(path: readonly PropertyKey[], entryName: (index: number) => string): string {
  const [first, ...rest] = path;
  const entry = typeof first === "number" ? entryName(first) : undefined;
  const field = (entry ? rest : path)
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  return [entry, field && `field ${field}`].filter(Boolean).join(", ") || "the whole";
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
