import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { type Address, isAddress } from "viem";

/** An EVM address in any case; lower case on the way out. */
export const AddressScalar = new GraphQLScalarType({
  name: "Address",
  serialize: (value) => parseAddress(value),
  parseValue: (value) => parseAddress(value),
  parseLiteral: (node) => parseAddress(node.kind === Kind.STRING ? node.value : null),
});

function parseAddress(value: unknown): Address {
  // `strict: false`: a wrong checksum is a matter of case, and case does not matter here.
  if (typeof value !== "string" || !isAddress(value, { strict: false })) {
    throw new GraphQLError(`Address must be 0x and 40 hexadecimal digits, got ${JSON.stringify(value)}`, {
      extensions: { code: "BAD_USER_INPUT", retryable: false, docs: "docs/errors.md#bad-user-input" },
    });
  }
  return value.toLowerCase() as Address;
}
