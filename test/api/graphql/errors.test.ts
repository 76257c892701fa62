import { GraphQLError, parse } from "graphql";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { codedErrors, maskError } from "../../../src/api/graphql/errors.ts";
import { limitExceeded } from "../../../src/api/graphql/limits.ts";
import { ClearspanError } from "../../../src/errors.ts";

const internal = { code: "INTERNAL", retryable: true, docs: "docs/errors.md#internal" };
const badInput = { code: "BAD_USER_INPUT", retryable: false, docs: "docs/errors.md#bad-user-input" };
const notFound = new ClearspanError("NOT_FOUND", "Nobody.", { details: "Look elsewhere." });

/** As graphql-js wraps what a resolver throws. */
const thrown = (originalError: Error) =>
  new GraphQLError(originalError.message, { originalError, path: ["account"] });

const log = vi.spyOn(console, "error").mockImplementation(() => {});
beforeEach(() => log.mockClear());
afterAll(() => log.mockRestore());

describe("an error of our own", () => {
  it("keeps its words, its code, whether a retry helps, and its page", () => {
    const masked = maskError(thrown(notFound));
    expect(masked.message).toBe("Nobody. Look elsewhere.");
    expect(masked.extensions).toEqual({
      code: "NOT_FOUND",
      retryable: false,
      docs: "docs/errors.md#not-found",
    });
    expect(masked.path).toEqual(["account"]);
    expect(log).not.toHaveBeenCalled();
  });

  it("keeps them outside a resolver as well", () => {
    const stale = new ClearspanError("STALE_DATA", "Moved on.", { retryable: true });
    expect(maskError(stale)).toMatchObject({
      message: "Moved on.",
      extensions: { code: "STALE_DATA", retryable: true },
    });
  });
});

describe("an error of the query", () => {
  it("is bad input, where it has no code yet", () => {
    const masked = maskError(new GraphQLError('Cannot query field "x" on type "Query".'));
    expect(masked.message).toBe('Cannot query field "x" on type "Query".');
    expect(masked.extensions).toEqual(badInput);
  });

  it("keeps the code that a scalar or a limit gave it", () => {
    const inner = new GraphQLError("bad address", { extensions: badInput });
    const wrapped = new GraphQLError('Variable "$owner" got invalid value.', { originalError: inner });
    expect(maskError(wrapped)).toMatchObject({ message: wrapped.message, extensions: badInput });
    const limit = limitExceeded("Too deep.");
    expect(maskError(limit)).toBe(limit);
  });
});

describe("an error that nobody foresaw", () => {
  it.each([
    ["in a resolver", thrown(new TypeError("password=hunter2 is undefined"))],
    ["outside of one", new Error("password=hunter2")],
    ["that is no error", "password=hunter2"],
  ])("is internal and keeps its message to itself: %s", (_, error) => {
    const masked = maskError(error);
    expect(masked.message).toBe("Something went wrong on our side.");
    expect(masked.extensions).toEqual(internal);
    expect(JSON.stringify(masked.toJSON())).not.toContain("hunter2");
    expect(log).toHaveBeenCalledWith(error);
  });

  it("does not pass for one of ours because its code is a property of every object", () => {
    const error = new GraphQLError("boom", {
      extensions: { code: "toString" },
      originalError: new Error("boom"),
    });
    expect(maskError(error).extensions).toEqual(internal);
  });
});

describe("errors of parsing and validation", () => {
  /** What the plugin makes of a result. */
  async function coded(errors: readonly GraphQLError[] | undefined) {
    let made: unknown = null;
    await codedErrors.onResultProcess?.({
      result: errors === undefined ? { data: {} } : { errors },
      setResult: (result: unknown) => {
        made = result;
      },
    } as never);
    return made;
  }

  it("get our codes in place of the server's", async () => {
    const parsing = new GraphQLError("Syntax Error", { extensions: { code: "GRAPHQL_PARSE_FAILED" } });
    expect(await coded([parsing])).toMatchObject({
      errors: [{ message: "Syntax Error", extensions: badInput }],
    });
  });

  it("that have our codes are left alone", async () => {
    const limit = limitExceeded("Too deep.");
    expect(await coded([limit])).toEqual({ errors: [limit] });
  });

  it("are looked for only where there are any", async () => {
    expect(await coded(undefined)).toBeNull();
    expect(() => parse("{")).toThrow();
  });
});
