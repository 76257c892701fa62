import type * as z from "zod";
import { fail, type Issue, ok, type Result } from "../engine/result.ts";
import { inputIssues } from "./inputIssues.ts";
import { parseEntry } from "./parseEntry.ts";

/** Something that can be asked on the command line, with its schemas; types are checked where it is defined. */
export interface Calculation {
  /** One line. */
  readonly summary: string;
  /** An input that has an answer. */
  readonly example: unknown;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Gets ready for any number of entries. */
  open(): Promise<Session>;
}

/** A calculation that is ready to answer. */
export interface Session {
  answer(input: unknown): Promise<Result<unknown>>;
  close(): Promise<void>;
}

interface Running<In extends z.ZodType, Out extends z.ZodType> {
  /** `leftOut` names the members of tolerant lists that the schema refused. */
  run(input: z.output<In>, leftOut: readonly Issue[]): Result<z.output<Out>> | Promise<Result<z.output<Out>>>;
  close?(): Promise<void>;
}

interface Definition<In extends z.ZodType, Out extends z.ZodType> {
  readonly summary: string;
  readonly example: z.input<In>;
  readonly input: In;
  readonly output: Out;
  /** Lists of the input whose bad members are left out instead of failing the entry. */
  readonly tolerant?: readonly string[];
  open(): Running<In, Out> | Promise<Running<In, Out>>;
}

/**
 * Wraps a pure function: its input is checked by its schema before and its answer after, so that an answer has the
 * fields of the schema and no others, and an overflow becomes a failure and not a `null` in place of a number.
 */
export function calculation<In extends z.ZodType, Out extends z.ZodType>(
  definition: Definition<In, Out>,
): Calculation {
  const { summary, example, input, output, tolerant = [] } = definition;
  return {
    summary,
    example,
    input,
    output,
    async open() {
      const running = await definition.open();
      return {
        async answer(entry) {
          const parsed = parseEntry(input, entry, tolerant);
          if (!parsed.ok) return parsed;
          const result = await running.run(parsed.value.value, parsed.value.leftOut);
          if (!result.ok) return result;
          const checked = output.safeParse(result.value);
          return checked.success ? ok(checked.data) : fail(overflow(checked.error, result.value));
        },
        close: async () => running.close?.(),
      };
    },
  };
}

function overflow(error: z.core.$ZodError, answer: unknown): Issue {
  const found = inputIssues(error, answer).map(({ message }) => message);
  return { code: "INVALID_INPUT", message: `the answer is outside double arithmetic: ${found.join("; ")}` };
}
