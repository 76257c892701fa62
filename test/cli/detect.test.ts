import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { answerLines } from "../../cli/answerLines.ts";
import { detect } from "../../cli/commands/detect.ts";
import { MAX_LINE_LENGTH, readLines } from "../../cli/readLines.ts";
import { run, stdin } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "clearspan-detect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const update = (fields: object) => ({
  feed: "ETH/USD",
  chainId: 1,
  time: 1_700_000_000,
  price: 3000,
  ...fields,
});
const linesOf = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const detected = async (input: string, ...argv: string[]) => {
  const { stdout, exitCode } = await run(["detect", ...argv], input);
  expect(exitCode).toBe(0);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
};

describe("clearspan detect", () => {
  it("answers its own example with the scale error in it", async () => {
    const found = await detected(linesOf(detect.example));
    expect(found).toMatchObject([
      { feed: "ETH/USD", rule: "jump", severity: "critical" },
      { feed: "ETH/USD", rule: "scale-error", severity: "critical" },
    ]);
  });

  it("answers the lines of the page as printed there", async () => {
    const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
    const [input = "", output = ""] = [...page.matchAll(/```jsonl\n([\s\S]*?)```/g)].map(([, text]) => text);
    const { stdout } = await run(["detect"], input);
    expect(stdout).toBe(output);
  });

  it("judges by the promises in the file: a heartbeat that has run out", async () => {
    const feeds = fileOf("feeds.json", JSON.stringify(detect.file.example));
    const input = linesOf([update({ round: 1 }), { tick: 1_700_004_000 }]);
    expect(await detected(input, "--feeds", feeds)).toMatchObject([
      { rule: "stale", severity: "warning", openedAt: 1_700_004_000 },
    ]);
    expect(await detected(input)).toEqual([]);
  });

  it("answers a bad line by its number and goes on as if it were not there", async () => {
    const bad = ["{", "[]", "17", '{"feed":"ETH/USD"}', linesOf([update({ price: "cheap" })]), "\u0000"];
    const good = linesOf(detect.example);
    const found = await detected([...bad, "", good].join("\r\n"));
    expect(found.map(({ rule, evidence }) => [rule, evidence.line])).toEqual([
      ["rejected", 1],
      ["rejected", 2],
      ["rejected", 3],
      ["rejected", 4],
      ["rejected", 5],
      ["rejected", 6],
      ["jump", undefined],
      ["scale-error", undefined],
    ]);
  });

  it("every line out is of the schema", async () => {
    const { answer } = await run(["detect", "--schema"]);
    const output = z.fromJSONSchema(answer.output);
    const input = z.fromJSONSchema(answer.input);
    for (const line of detect.example) expect(input.safeParse(line).error).toBeUndefined();
    expect(z.fromJSONSchema(answer.feeds).safeParse(detect.file.example).error).toBeUndefined();
    for (const line of await detected(`{\n${linesOf(detect.example)}`)) {
      expect(output.safeParse(line).error).toBeUndefined();
    }
  });

  it.each([
    ["a file that is not there", join(folder, "missing.json"), "cannot be read"],
    ["a file that is not JSON", fileOf("broken.json", "{"), "is not JSON"],
    ["feeds that are not feeds", fileOf("wrong.json", '[{"chainId":1}]'), "feed profiles are not valid"],
  ])("refuses %s before it reads a line", async (_, path, message) => {
    const { exitCode, error } = await run(["detect", "--feeds", path], linesOf(detect.example));
    expect(exitCode).toBe(1);
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", message: expect.stringContaining(message) });
  });

  it("takes no model, and no other command takes feeds", async () => {
    expect((await run(["detect", "--model", "x"])).error.field).toBe("model");
    expect((await run(["price", "--feeds", "x"])).error.field).toBe("feeds");
  });

  it("shows lines and a file in its help", async () => {
    const { stdout } = await run(["detect", "--help"]);
    expect(stdout).toContain(JSON.stringify(detect.example[0]));
    expect(stdout).toContain("--feeds");
  });
});

describe("lines of a stream", () => {
  const collect = async (...chunks: string[]) => {
    const lines: string[] = [];
    for await (const line of readLines(stdin(...chunks))) lines.push(line);
    return lines;
  };

  it("are whole wherever the chunks end", async () => {
    expect(await collect("a\nb", "c\n\nd", "e")).toEqual(["a", "bc", "", "de"]);
    const bytes = new TextEncoder().encode("é\nü");
    const split = (async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte);
    })();
    const lines: string[] = [];
    for await (const line of readLines(split)) lines.push(line);
    expect(lines).toEqual(["é", "ü"]);
  });

  it("that never end are cut and cost no memory, and the next one is whole", async () => {
    const long = "x".repeat(MAX_LINE_LENGTH);
    expect((await collect(long, long, "y\nnext")).map(({ length }) => length)).toEqual([MAX_LINE_LENGTH, 4]);
  });

  it("are answered as they come, not at the end", async () => {
    let open: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => {
      open = resolve;
    });
    const stream = (async function* () {
      yield "one\n";
      await waiting;
      yield "two\n";
    })();
    const answers = answerLines((line) => [line.toUpperCase()], stream);
    expect((await answers.next()).value).toBe("ONE\n");
    open?.();
    expect((await answers.next()).value).toBe("TWO\n");
  });
});
