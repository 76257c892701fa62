import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { expectSame, run } from "./support.ts";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

/** The examples in the order of the page: an input, then its answer or a field of it. */
const EXAMPLES: readonly { readonly argv: readonly string[]; readonly field?: string }[] = [
  { argv: ["price"] },
  { argv: ["implied-vol"] },
  { argv: ["margin", "--model", "premia-v3"] },
  { argv: ["margin", "--model", "derive-standard"] },
  { argv: ["netting"] },
  { argv: ["allocate"] },
  { argv: ["propose"] },
  { argv: ["propose"], field: "objective" },
];

describe("docs/cli.md", () => {
  it("has an answer to every input", () => expect(blocks).toHaveLength(2 * EXAMPLES.length));

  test.each(EXAMPLES.map((one, i) => ({ ...one, i })))("$argv answers as printed", async (example) => {
    const { argv, field, i } = example;
    const { answer } = await run(argv, blocks[2 * i]);
    expectSame(field === undefined ? answer : answer[field], JSON.parse(blocks[2 * i + 1] ?? ""));
  });
});
