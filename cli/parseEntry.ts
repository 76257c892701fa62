import type * as z from "zod";
import { fail, type Issue, ok, type Result } from "../engine/result.ts";
import { inputIssues } from "./inputIssues.ts";

/** An entry that has been read, and what had to be left out of it. */
export interface ParsedEntry<T> {
  readonly value: T;
  readonly leftOut: readonly Issue[];
}

/**
 * Reads one entry. Members of the lists (or records) named in `tolerant` that the schema refuses are left out and
 * named, so that one bad position does not spoil a book; anything else that is wrong fails the entry.
 */
export function parseEntry<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  tolerant: readonly string[],
): Result<ParsedEntry<z.output<Schema>>> {
  const whole = schema.safeParse(input);
  if (whole.success) return ok({ value: whole.data, leftOut: [] });
  const issues = inputIssues(whole.error, input);
  if (typeof input !== "object" || input === null || Array.isArray(input)) return fail(...issues);
  const bad = new Map<string, Set<PropertyKey>>();
  for (const { path } of whole.error.issues) {
    const [list, member] = path;
    if (typeof list !== "string" || member === undefined || !tolerant.includes(list)) return fail(...issues);
    bad.set(list, (bad.get(list) ?? new Set()).add(member));
  }
  const kept: Record<string, unknown> = { ...input };
  for (const [list, members] of bad) kept[list] = without(kept[list], members);
  const rest = schema.safeParse(kept);
  if (!rest.success) return fail(...inputIssues(rest.error, kept));
  return ok({ value: rest.data, leftOut: issues });
}

function without(members: unknown, bad: ReadonlySet<PropertyKey>): unknown {
  if (Array.isArray(members)) return members.filter((_, i) => !bad.has(i));
  return Object.fromEntries(Object.entries(members as object).filter(([key]) => !bad.has(key)));
}
