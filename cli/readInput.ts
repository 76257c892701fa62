import { ClearspanError } from "../src/errors.ts";

/** Largest input in bytes; a batch beyond it is to be split. */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/** Where input comes from: standard input, or anything that yields chunks of UTF-8. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
  /** True at a terminal, where nobody is going to send an end of file. */
  readonly isTTY?: boolean;
}

/** Reads a stream to its end. Throws LIMIT_EXCEEDED as soon as it is longer than `maxBytes`. */
export async function readInput(stream: InputStream, maxBytes: number = MAX_INPUT_BYTES): Promise<string> {
  if (stream.isTTY === true) return "";
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) {
      throw new ClearspanError("LIMIT_EXCEEDED", `standard input is larger than ${maxBytes} bytes`, {
        details: "Split the batch into several calls.",
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
