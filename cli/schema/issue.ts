import * as z from "zod";
import type { Issue } from "../../engine/result.ts";
import { text } from "./primitives.ts";

/** Something that a result lacks, and why. */
export const issueSchema: z.ZodType<Issue> = z.object({
  code: z.enum([
    "INVALID_INPUT",
    "UNPRICED",
    "STALE",
    "UNSUPPORTED",
    "MISSING_PARAMETER",
    "INTEGRITY",
    "INFEASIBLE",
    "NOT_CONVERGED",
  ]),
  message: text("for people"),
  field: text("path of the input field at fault").exactOptional(),
  subject: text("position, instrument or scenario that it is about").exactOptional(),
});

export const issuesSchema = z
  .array(issueSchema)
  .describe("what is missing from this answer and why; empty when nothing is");
