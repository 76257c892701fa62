import { describe, expect, it } from "vitest";
import { owner } from "../../../demo/story/cast.ts";
import type { DemoStage } from "./stage.ts";

export function badInputTests(stage: DemoStage): void {
  describe("bad input", () => {
    it.each([
      ["a malformed address", `{ account(owner: "0x12") { owner } }`, "BAD_USER_INPUT"],
      ["an unknown owner", `{ account(owner: "0x${"00".repeat(19)}aa") { owner } }`, "NOT_FOUND"],
      [
        "a relation that an account's own read does not hold",
        `{ account(owner: "${owner}") { accounts { positions { totalCount } } } }`,
        "BAD_USER_INPUT",
      ],
      ["an unknown underlying", `{ market(underlying: "NOPE") { spotUsd } }`, "NOT_FOUND"],
      ["an unknown field", "{ account { nothing } }", "BAD_USER_INPUT"],
      [
        "a query that is too deep",
        `{ positions { items { ${"instrument { positions { items { ".repeat(4)}size${" } } }".repeat(4)} } } }`,
        "LIMIT_EXCEEDED",
      ],
      [
        "too many aliases",
        `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: coverage { chains { chain } }`).join(" ")} }`,
        "LIMIT_EXCEEDED",
      ],
      ["too many tokens", `{ coverage { chains { ${"chain ".repeat(1_100)} } } }`, "LIMIT_EXCEEDED"],
      ["a page that is too long", "{ oracleAnomalies(first: 1000) { edges { cursor } } }", "LIMIT_EXCEEDED"],
      ["a cursor of nobody's", `{ oracleAnomalies(after: "xyz") { edges { cursor } } }`, "BAD_USER_INPUT"],
      [
        "a mandate without a horizon",
        `{ proposeRebalance(owner: "${owner}", mandate: { horizonDays: 0 }) { orders { quantity } } }`,
        "BAD_USER_INPUT",
      ],
    ])("%s is a clear error with a code", async (_, query, code) => {
      const { errors } = await stage.ask(query);
      expect(errors?.[0]?.extensions).toMatchObject({
        code,
        docs: expect.stringMatching(/^docs\/errors.md#/),
      });
      expect(errors?.[0]?.message).not.toMatch(/went wrong/);
    });

    it("a body that is too large is refused before it is read", async () => {
      const response = await fetch(`${stage.indexer.url}/graphql`, {
        method: "POST",
        body: "x".repeat(40_000),
      });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "LIMIT_EXCEEDED" } }] });
    });

    it("addresses are accepted in any case, whatever their checksum", async () => {
      const { data } = await stage.ask(`{ account(owner: "0x${owner.slice(2).toUpperCase()}") { owner } }`);
      expect(data).toEqual({ account: { owner } });
    });
  });
}
