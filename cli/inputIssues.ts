import type * as z from "zod";
import { type Issue, invalid } from "../engine/result.ts";

type SchemaIssue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const KINDS: Readonly<Record<string, string>> = {
  number: "a number",
  int: "an integer",
  string: "a string",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
};

/** What a schema found in an input, as issues with a field path such as `legs[2].strike` and the rule it breaks. */
export function inputIssues(error: z.core.$ZodError, input: unknown): Issue[] {
  return error.issues.flatMap((issue) => issuesOf(issue, [], input));
}

function issuesOf(issue: SchemaIssue, prefix: Path, input: unknown): Issue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const field = fieldOf([...path, key]);
      return { code: "INVALID_INPUT", field, message: `${field} is not a field of this input` };
    });
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((nested) => issuesOf(nested, path, input));
  }
  const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], input);
  return [invalid(fieldOf(path), ruleOf(issue), shown(value))];
}

/** The member of a union that the input comes nearest to: one that accepts its type, then the one with least wrong. */
function closestBranch(branches: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] {
  const distance = (branch: readonly SchemaIssue[]) =>
    branch.some(({ code, path }) => code === "invalid_type" && path.length === 0) ? 1e6 : branch.length;
  return branches.reduce((best, branch) => (distance(branch) < distance(best) ? branch : best));
}

function ruleOf(issue: SchemaIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return oneOf((issue as { options?: readonly unknown[] }).options ?? []);
    case "too_small":
      return issue.origin === "array" ? `a list of at least ${issue.minimum}` : `at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "array" ? `a list of at most ${issue.maximum}` : `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function oneOf(values: readonly unknown[]): string {
  const listed = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? listed : `one of ${listed}`;
}

function fieldOf(path: Path): string {
  const text = path.reduce<string>((at, key) => {
    const name = String(key);
    return /^[A-Za-z_]\w*$/.test(name) ? `${at}.${name}` : `${at}[${name}]`;
  }, "");
  return text === "" ? "input" : text.replace(/^\./, "");
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
