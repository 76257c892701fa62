import type * as z from "zod";

/** Something that reads lines of JSON as they come and answers each with any number of lines. */
export interface LineCalculation {
  /** One line. */
  readonly summary: string;
  /** Lines that have an answer. */
  readonly example: readonly unknown[];
  /** A file of JSON that it may be given beside its lines. */
  readonly file: {
    readonly flag: string;
    readonly summary: string;
    readonly example: unknown;
    readonly schema: z.ZodType;
  };
  /** One line in, one line out. */
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /**
   * Gets ready for lines.
   * @param file what the file held; undefined when none was given
   * @throws ClearspanError BAD_USER_INPUT when the file's content is not valid
   */
  open(file: unknown): (line: string) => readonly string[];
}
