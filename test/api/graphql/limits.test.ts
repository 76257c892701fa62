import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LIMITS, limitExceeded, MAX_PAGE } from "../../../src/api/graphql/limits.ts";
import { MAX_ACCOUNTS } from "../../../src/api/store/owner.ts";

const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| ([\w` ]+) \| ([\d,]+)/gm)];
const stated = new Map(rows.map(([, name, value]) => [name, Number(value?.replaceAll(",", ""))]));

describe("limits", () => {
  it.each([
    ["depth", LIMITS.depth],
    ["tokens", LIMITS.tokens],
    ["aliases", LIMITS.aliases],
    ["page", MAX_PAGE],
    ["body", LIMITS.bodyBytes / 1024],
    ["time", LIMITS.timeoutMs / 1_000],
    ["venue accounts of one owner", MAX_ACCOUNTS],
  ])("of %s are what the page of error codes states", (name, limit) => {
    expect(stated.get(name)).toBe(limit);
  });

  it("carry their own code, and no hope in a retry", () => {
    expect(limitExceeded("Too deep.")).toMatchObject({
      message: "Too deep.",
      extensions: { code: "LIMIT_EXCEEDED", retryable: false, docs: "docs/errors.md#limit-exceeded" },
    });
  });
});
