/**
 * Line and column of a `JSON.parse` error. V8 states the character position, or none when the text ends too early.
 *
 * @returns for example "line 3, column 14", counted from 1.
 */
export function jsonErrorPlace(text: string, message: string): string {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
  const lines = text.slice(0, position).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
