import type { Result } from "../engine/result.ts";
import type { Calculation, Session } from "./calculation.ts";
import { errorProblem, issuesProblem, type Problem } from "./problem.ts";

/** Everything that one call answers. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Answers one object, or every entry of an array. A batch always succeeds: an entry that fails holds its problem, and
 * the others are answered. `name` is how the command was called, for the hint at the schema.
 */
export async function answer(name: string, calculation: Calculation, input: unknown): Promise<Answer> {
  const session = await calculation.open();
  try {
    if (!Array.isArray(input)) return await one(name, session, input);
    const values: unknown[] = [];
    for (const entry of input) {
      const result = await one(name, session, entry);
      values.push(result.ok ? result.value : result.problem);
    }
    return { ok: true, value: values };
  } finally {
    await session.close();
  }
}

async function one(name: string, session: Session, entry: unknown): Promise<Answer> {
  let result: Result<unknown>;
  try {
    result = await session.answer(entry);
  } catch (error) {
    return { ok: false, problem: errorProblem(error) };
  }
  if (result.ok) return result;
  const details = `Mend the field; clearspan ${name} --schema describes every field.`;
  return { ok: false, problem: issuesProblem(result.issues, details) };
}
