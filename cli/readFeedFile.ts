import { readFile } from "node:fs/promises";
import { ClearspanError } from "../src/errors.ts";
import { readJson } from "./readJson.ts";

/** Reads a file of JSON. Throws BAD_USER_INPUT when it is not there or not JSON. */
export async function readFeedFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const details = cause instanceof Error ? cause.message : String(cause);
    throw new ClearspanError("BAD_USER_INPUT", `the file ${path} cannot be read`, { details, cause });
  }
  return readJson(text, `the file ${path}`);
}
