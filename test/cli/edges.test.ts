import { describe, expect, it, test } from "vitest";
import { readInput } from "../../cli/readInput.ts";
import { readJson } from "../../cli/readJson.ts";
import { run } from "./support.ts";

const option = {
  kind: "option",
  right: "put",
  forward: 100,
  strike: 100,
  timeToExpiry: 1,
  volatility: 0.2,
  rate: 0,
};

describe("one object", () => {
  it("is answered on one line of standard output", async () => {
    const { exitCode, stdout, error } = await run(["price"], option);
    expect(exitCode).toBe(0);
    expect(error).toBeNull();
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
  });

  it("that is wrong writes to standard error only, with field, remedy and page", async () => {
    const { exitCode, stdout, error } = await run(["price"], { ...option, strike: 0 });
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.field).toBe("strike");
    expect(error.message).toContain("got 0");
    expect(error.details).toContain("clearspan price --schema");
    expect(error.docs).toBe("docs/errors.md#bad-user-input");
  });

  test.each([
    ["a number", "3"],
    ["null", "null"],
    ["a word", '"price"'],
  ])("cannot be %s", async (_, input) => {
    const { exitCode, error } = await run(["price"], input);
    expect(exitCode).toBe(1);
    expect(error.message).toContain("input must be an object");
  });
});

describe("a batch", () => {
  it("keeps length and order, a bad entry in its place, and succeeds", async () => {
    const { exitCode, answer, error } = await run(
      ["price"],
      [option, { ...option, volatility: null }, [], option],
    );
    expect(exitCode).toBe(0);
    expect(error).toBeNull();
    expect(answer).toHaveLength(4);
    expect(answer[1].error.field).toBe("volatility");
    expect(answer[2].error.code).toBe("BAD_USER_INPUT");
    expect(answer[3]).toEqual(answer[0]);
    expect(answer[0].price).toBeCloseTo(7.965567455405804, 12);
  });

  it("of nothing is nothing", async () => expect((await run(["price"], [])).answer).toEqual([]));

  it("with the NaN that other languages write names the field and answers the rest", async () => {
    const text = `[${JSON.stringify(option)}, ${JSON.stringify(option).replace("0.2", "NaN")}]`;
    const { answer } = await run(["price"], text);
    expect(answer[0].price).toBeGreaterThan(0);
    expect(answer[1].error.field).toBe("volatility");
    expect(answer[1].error.message).toContain("NaN");
  });
});

describe("standard input", () => {
  test.each([
    ["empty", "", "empty"],
    ["white space", " \n", "empty"],
    ["half an object", '{"kind":', "not JSON"],
    ["two objects", "{} {}", "not JSON"],
    ["NaN and no JSON either", "{NaN", "not JSON"],
  ])("%s is a failure", async (_, input, message) => {
    const { exitCode, stdout, error } = await run(["price"], input);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.message).toContain(message);
    expect(error.details).not.toBeNull();
  });

  it("is not waited for at a terminal", async () => {
    const endless = {
      isTTY: true,
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }),
    };
    expect(await readInput(endless)).toBe("");
  });

  it("is read in pieces, also inside a character", async () => {
    const bytes = Buffer.from('{"a":"€"}');
    const pieces = (async function* () {
      yield bytes.subarray(0, 7);
      yield bytes.subarray(7);
    })();
    expect(await readInput(pieces)).toBe('{"a":"€"}');
  });

  it("has a limit, which stops reading", async () => {
    let pulled = 0;
    const endless = (async function* () {
      for (;;) {
        pulled++;
        yield "x".repeat(1000);
      }
    })();
    await expect(readInput(endless, 2500)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect(pulled).toBe(3);
  });

  it("trap: NaN inside a string stays a string, escaped quotes too", () => {
    expect(readJson('{"a": NaN, "b": "NaN \\" NaN", "c": [-Infinity, Infinity]}')).toEqual({
      a: "NaN",
      b: 'NaN " NaN',
      c: ["-Infinity", "Infinity"],
    });
  });
});

describe("arguments", () => {
  test.each([
    [[], "command"],
    [["prize"], "command"],
    [["constructor"], "command"],
    [["price", "--mode", "x"], "arguments"],
    [["price", "now"], "arguments"],
    [["price", "--model", "gmx-v2"], "model"],
    [["margin", "--model", "unknown"], "model"],
    [["margin"], "model"],
  ])("%j is refused", async (argv, field) => {
    const { exitCode, stdout, error } = await run(argv, option);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.field).toBe(field);
  });
});
