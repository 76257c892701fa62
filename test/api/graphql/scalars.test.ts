import { GraphQLError, Kind, type ValueNode } from "graphql";
import { describe, expect, it } from "vitest";
import { AddressScalar } from "../../../src/api/graphql/scalars.ts";

const checksummed = "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1";
const lower = checksummed.toLowerCase();
const literal = (value: string): ValueNode => ({ kind: Kind.STRING, value });

describe("an address", () => {
  it.each([
    ["checksummed", checksummed],
    ["lower case", lower],
    ["upper case", `0x${checksummed.slice(2).toUpperCase()}`],
    ["with a wrong checksum, which is a matter of case", "0x82af49447D8a07e3bd95BD0d56f35241523fBaB1"],
  ])("is taken %s, and given in lower case", (_, address) => {
    expect(AddressScalar.parseValue(address)).toBe(lower);
    expect(AddressScalar.parseLiteral(literal(address))).toBe(lower);
    expect(AddressScalar.serialize(address)).toBe(lower);
  });

  it.each([
    ["too short", checksummed.slice(0, -1)],
    ["too long", `${checksummed}0`],
    ["without 0x", checksummed.slice(2)],
    ["with a letter that is no digit", checksummed.replace("8", "g")],
    ["with a blank", ` ${checksummed}`],
    ["empty", ""],
    ["a name", "vitalik.eth"],
    ["a number", 0x82],
    ["null", null],
    ["an object", { owner: lower }],
  ])("is refused %s, with a code and what was given", (_, value) => {
    try {
      AddressScalar.parseValue(value);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      expect(error.message).toBe(
        `Address must be 0x and 40 hexadecimal digits, got ${JSON.stringify(value)}`,
      );
      expect(error.extensions).toEqual({
        code: "BAD_USER_INPUT",
        retryable: false,
        docs: "docs/errors.md#bad-user-input",
      });
    }
  });

  it("is refused as a number in a query", () => {
    expect(() => AddressScalar.parseLiteral({ kind: Kind.INT, value: "130" })).toThrow("got null");
  });
});
