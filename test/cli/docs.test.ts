import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { expectSame, run } from "./support.ts";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

/** The examples in the order of the page: an input, then its answer. */
const EXAMPLES = [
  ["price"],
  ["implied-vol"],
  ["margin", "--model", "premia-v3"],
  ["margin", "--model", "derive-standard"],
  ["netting"],
  ["allocate"],
  ["propose"],
];

describe("docs/cli.md", () => {
  it("has an answer to every input", () => expect(blocks).toHaveLength(2 * EXAMPLES.length));

  test.each(EXAMPLES.map((argv, i) => ({ argv, i })))("$argv answers as printed", async ({ argv, i }) => {
    const { answer } = await run(argv, blocks[2 * i]);
    expectSame(answer, JSON.parse(blocks[2 * i + 1] ?? ""));
  });
});
