import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ClearspanError, type ErrorCode } from "../src/errors.ts";

const codes = {
  BAD_USER_INPUT: true,
  NOT_FOUND: true,
  STALE_DATA: true,
  UNPRICED: true,
  LIMIT_EXCEEDED: true,
  CONFIG_INVALID: true,
  RPC_UNREACHABLE: true,
  RPC_WRONG_CHAIN: true,
  PORT_IN_USE: true,
  TAPE_INVALID: true,
  CHILD_FAILED: true,
  INTERNAL: true,
} satisfies Record<ErrorCode, true>;

describe("an error", () => {
  it("carries its code, what was wrong, how to mend it, and where that is explained", () => {
    const cause = new Error("connection refused");
    const error = new ClearspanError("RPC_UNREACHABLE", "The RPC does not answer.", {
      details: "Check the URL.",
      retryable: true,
      cause,
    });
    expect(error).toMatchObject({
      name: "ClearspanError",
      code: "RPC_UNREACHABLE",
      shortMessage: "The RPC does not answer.",
      details: "Check the URL.",
      retryable: true,
      docs: "docs/errors.md#rpc-unreachable",
      cause,
    });
    expect(error.message).toBe(
      "The RPC does not answer.\nCheck the URL.\nSee docs/errors.md#rpc-unreachable (RPC_UNREACHABLE)",
    );
  });

  it("is not worth a retry unless it says so, and leaves no gap for missing details", () => {
    const error = new ClearspanError("NOT_FOUND", "Nobody.");
    expect(error.retryable).toBe(false);
    expect(error.message).toBe("Nobody.\nSee docs/errors.md#not-found (NOT_FOUND)");
  });

  it.each(Object.keys(codes) as ErrorCode[])("%s has its section in the page of error codes", (code) => {
    const [page, anchor] = new ClearspanError(code, "").docs.split("#");
    const text = readFileSync(new URL(`../${page}`, import.meta.url), "utf8");
    expect(text).toMatch(new RegExp(`^#+ ${anchor}$`, "m"));
  });
});
