import * as z from "zod";
import type { Issue, IssueCode } from "../engine/result.ts";
import { ClearspanError, type ErrorCode } from "../src/errors.ts";
import { issueSchema } from "./schema/issue.ts";
import { text } from "./schema/primitives.ts";

/** A failure as the command line writes it: `{ "error": { ... } }`. */
export const problemSchema = z.object({
  error: z.object({
    code: text("stable code, explained at docs"),
    message: text("what was wrong"),
    field: text("path of the input field at fault").nullable(),
    details: text("how to mend it").nullable(),
    docs: text("page that explains the code"),
    issues: z.array(issueSchema).describe("every finding; message and field are of the first"),
  }),
});

export type Problem = z.output<typeof problemSchema>;

const CODES: Readonly<Record<IssueCode, ErrorCode>> = {
  INVALID_INPUT: "BAD_USER_INPUT",
  UNPRICED: "UNPRICED",
  STALE: "STALE_DATA",
  UNSUPPORTED: "BAD_USER_INPUT",
  MISSING_PARAMETER: "BAD_USER_INPUT",
  INTEGRITY: "BAD_USER_INPUT",
  INFEASIBLE: "BAD_USER_INPUT",
  NOT_CONVERGED: "INTERNAL",
};

/** The failure of one entry. `details` says how to mend it. */
export function issuesProblem(issues: readonly Issue[], details: string): Problem {
  const [first] = issues;
  const error = new ClearspanError(CODES[first?.code ?? "NOT_CONVERGED"], first?.message ?? "no answer", {
    details,
  });
  return problemOf(error, first?.field ?? null, issues);
}

/** An error at the edge: its own code, or INTERNAL for anything that is not a ClearspanError. */
export function errorProblem(error: unknown): Problem {
  if (error instanceof ClearspanError) return problemOf(error, null, []);
  const message = error instanceof Error ? error.message : String(error);
  return problemOf(
    new ClearspanError("INTERNAL", `clearspan failed: ${message}`, { cause: error }),
    null,
    [],
  );
}

function problemOf(error: ClearspanError, field: string | null, issues: readonly Issue[]): Problem {
  const { code, shortMessage, details, docs } = error;
  return {
    error: { code, message: shortMessage, field, details: details ?? null, docs, issues: [...issues] },
  };
}
