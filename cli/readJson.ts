import { ClearspanError } from "../src/errors.ts";

const STRING_OR_TOKEN = /"(?:\\.|[^"\\])*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * Parses JSON. `NaN`, `Infinity` and `-Infinity`, which several languages write although JSON has no such numbers,
 * are read as strings, so that the answer can name the field that holds one instead of refusing the whole text.
 * Throws BAD_USER_INPUT for anything else that is not JSON.
 */
export function readJson(text: string, what = "standard input"): unknown {
  if (text.trim() === "") {
    throw new ClearspanError("BAD_USER_INPUT", `${what} is empty`, {
      details: "Pipe one JSON object, or an array for a batch; --help shows an example.",
    });
  }
  try {
    return parse(text);
  } catch (error) {
    throw new ClearspanError("BAD_USER_INPUT", `${what} is not JSON`, {
      details: `${error instanceof Error ? error.message : error}. Send one JSON object, or an array for a batch.`,
      cause: error,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const quoted = text.replace(STRING_OR_TOKEN, (found) => (found.startsWith('"') ? found : `"${found}"`));
    if (quoted === text) throw error;
    return JSON.parse(quoted);
  }
}
