import type { InputStream } from "./readInput.ts";

/** Longest line in characters; what is longer cannot be an update, and is cut so that it is refused by its number. */
export const MAX_LINE_LENGTH = 64 * 1024;

/** Lines of a stream as they come, without their ends; the last one may have none. Nothing at a terminal. */
export async function* readLines(stream: InputStream): AsyncGenerator<string> {
  if (stream.isTTY === true) return;
  const decoder = new TextDecoder();
  let rest = "";
  let isCut = false;
  for await (const chunk of stream) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const [head = "", ...lines] = text.split("\n");
    if (!isCut) rest += head;
    for (const line of lines) {
      yield rest.slice(0, MAX_LINE_LENGTH);
      rest = line;
      isCut = false;
    }
    if (rest.length > MAX_LINE_LENGTH) {
      rest = rest.slice(0, MAX_LINE_LENGTH);
      isCut = true;
    }
  }
  if (rest !== "") yield rest;
}
