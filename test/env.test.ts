import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEnvironment, rpcVariable } from "../src/env.ts";
import { ClearspanError } from "../src/errors.ts";

const complete = {
  PONDER_RPC_URL_42161: "https://arbitrum.example/key",
  PONDER_RPC_URL_43114: "https://avalanche.example",
  PONDER_RPC_URL_957: "http://127.0.0.1:8545",
};

function problemsOf(env: Record<string, string | undefined>): string {
  try {
    readEnvironment(env);
  } catch (error) {
    if (!(error instanceof ClearspanError)) throw error;
    expect(error.code).toBe("CONFIG_INVALID");
    return error.details ?? "";
  }
  return "";
}

describe("RPC variables", () => {
  it("are named after the chain's id", () => {
    expect(rpcVariable("arbitrum")).toBe("PONDER_RPC_URL_42161");
  });

  it("are read, one URL a chain", () => {
    expect(readEnvironment(complete).rpcUrls).toEqual({
      arbitrum: ["https://arbitrum.example/key"],
      avalanche: ["https://avalanche.example"],
      derive: ["http://127.0.0.1:8545"],
    });
  });

  it("may hold several URLs, separated by commas, with a websocket among them", () => {
    const several = " https://one.example , wss://two.example,,https://three.example ";
    const { rpcUrls, headUrls } = readEnvironment({ ...complete, PONDER_RPC_URL_957: several });
    expect(rpcUrls.derive).toEqual(["https://one.example", "https://three.example"]);
    expect(headUrls).toEqual({ derive: "wss://two.example" });
  });

  it("that are missing or empty are all named, with the chain and the way out", () => {
    expect(problemsOf({ ...complete, PONDER_RPC_URL_42161: undefined, PONDER_RPC_URL_957: " , " })).toBe(
      [
        "PONDER_RPC_URL_42161 is missing: set it to an RPC URL of Arbitrum One",
        "PONDER_RPC_URL_957 is missing: set it to an RPC URL of Derive",
        "Copy .env.example to .env.local and fill it in.",
      ].join("\n"),
    );
  });

  it.each(["arbitrum.example", "ftp://arbitrum.example", "file:///etc/passwd", "https://", "localhost:8545"])(
    "that hold %s are named with what they hold",
    (url) => {
      expect(problemsOf({ ...complete, PONDER_RPC_URL_42161: `https://fine.example,${url}` })).toContain(
        `PONDER_RPC_URL_42161 must be an http(s) or ws(s) URL, got "${url}"`,
      );
    },
  );

  it("of optional chains may be left out or empty: such a chain is not indexed", () => {
    const { rpcUrls } = readEnvironment({
      ...complete,
      PONDER_RPC_URL_1: " , ",
      PONDER_RPC_URL_8453: "https://base.example",
    });
    expect(Object.keys(rpcUrls)).toEqual(["arbitrum", "avalanche", "derive", "base"]);
    expect(problemsOf({ ...complete, PONDER_RPC_URL_137: "polygon.example" })).toContain(
      'PONDER_RPC_URL_137 must be an http(s) or ws(s) URL, got "polygon.example"',
    );
  });

  it("that hold websockets only are refused: the chain behind them could not be checked", () => {
    expect(problemsOf({ ...complete, PONDER_RPC_URL_43114: "wss://avalanche.example" })).toContain(
      "PONDER_RPC_URL_43114 needs an http(s) URL beside its websockets",
    );
  });
});

describe("local chains", () => {
  it.each([
    [undefined, false],
    ["", false],
    ["0", false],
    ["1", true],
  ])("CLEARSPAN_LOCAL_CHAINS=%s means %s", (value, expected) => {
    expect(readEnvironment({ ...complete, CLEARSPAN_LOCAL_CHAINS: value }).localChains).toBe(expected);
  });
});

describe("the embedded database", () => {
  const directory = (env: Record<string, string>) => readEnvironment({ ...complete, ...env }).pgliteDirectory;

  it("has Ponder's own folder, or the one that is named", () => {
    expect(directory({})).toBeUndefined();
    expect(directory({ CLEARSPAN_PGLITE_DIRECTORY: "data/pglite" })).toBe("data/pglite");
  });

  it("is not used with DATABASE_URL", () => {
    const url = "postgresql://localhost/clearspan";
    expect(directory({ CLEARSPAN_PGLITE_DIRECTORY: "data/pglite", DATABASE_URL: url })).toBeUndefined();
  });

  it("is used when DATABASE_URL is there but empty, as Ponder reads it", () => {
    expect(directory({ CLEARSPAN_PGLITE_DIRECTORY: "data/pglite", DATABASE_URL: "" })).toBe("data/pglite");
  });

  it("has Ponder's own folder when the variable is there but empty", () => {
    expect(directory({ CLEARSPAN_PGLITE_DIRECTORY: "" })).toBeUndefined();
  });
});

describe(".env.example", () => {
  it("is a complete environment, and explains every variable that is read", () => {
    const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    const lines = text.split("\n").filter((line) => /^[A-Z0-9_]+=/.test(line));
    const env = Object.fromEntries(lines.map((line) => line.split("=", 2) as [string, string]));
    expect(problemsOf(env)).toBe("");
    for (const name of ["CLEARSPAN_LOCAL_CHAINS", "CLEARSPAN_PGLITE_DIRECTORY", "DATABASE_URL"]) {
      expect(text).toMatch(new RegExp(`^# ${name}=`, "m"));
    }
  });
});
