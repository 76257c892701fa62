import type { InputStream } from "./readInput.ts";
import { readLines } from "./readLines.ts";

/** Answers every line of a stream as it comes, in lines. */
export async function* answerLines(
  answer: (line: string) => readonly string[],
  stream: InputStream,
): AsyncGenerator<string> {
  for await (const line of readLines(stream)) {
    const out = answer(line);
    if (out.length > 0) yield `${out.join("\n")}\n`;
  }
}
