import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodePremiaTokenId,
  encodePremiaTokenId,
  type PremiaOrderType,
  type PremiaRangeOrder,
} from "../../../engine/encoding/premiaTokenId.ts";
import fixture from "../../fixtures/encoding/premia.json" with { type: "json" };
import { issueFields, okValue } from "../margin/support.ts";

const ORDER_TYPES: readonly PremiaOrderType[] = ["CSUP", "CS", "LC"];
const order: PremiaRangeOrder = {
  kind: "range",
  lower: 0.1,
  upper: 0.4,
  operator: `0x${"ab".repeat(20)}`,
  orderType: "CS",
};

describe("Premia token ids", () => {
  it.each(fixture.rows)("$orderType $lower to $upper", ({ tokenId, lower, upper, operator, orderType }) => {
    const token: PremiaRangeOrder = {
      kind: "range",
      lower,
      upper,
      operator: operator as `0x${string}`,
      orderType: orderType as PremiaOrderType,
    };
    expect(okValue(encodePremiaTokenId(token))).toBe(BigInt(tokenId));
    expect(okValue(decodePremiaTokenId(BigInt(tokenId)))).toEqual(token);
  });

  it("0 is short and 1 is long, as in every pool", () => {
    expect(okValue(decodePremiaTokenId(0n))).toEqual({ kind: "short" });
    expect(okValue(decodePremiaTokenId(1n))).toEqual({ kind: "long" });
    expect(okValue(encodePremiaTokenId({ kind: "short" }))).toBe(0n);
    expect(okValue(encodePremiaTokenId({ kind: "long" }))).toBe(1n);
  });

  it("reads back every order that it writes", () => {
    const steps = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(
        steps.filter(([a, b]) => a !== b),
        fc.bigInt({ min: 0n, max: 2n ** 160n - 1n }),
        fc.constantFrom(...ORDER_TYPES),
        ([a, b], address, orderType) => {
          const token: PremiaRangeOrder = {
            kind: "range",
            lower: Math.min(a, b) / 1000,
            upper: Math.max(a, b) / 1000,
            operator: `0x${address.toString(16).padStart(40, "0")}`,
            orderType,
          };
          expect(okValue(decodePremiaTokenId(okValue(encodePremiaTokenId(token))))).toEqual(token);
        },
      ),
    );
  });

  it.each<[string, Partial<PremiaRangeOrder>]>([
    ["lower", { lower: 0 }],
    ["lower", { lower: 0.0005 }],
    ["lower", { lower: Number.NaN }],
    ["upper", { upper: 1.001 }],
    ["upper", { upper: 0.1 }],
    ["operator", { operator: "0x12" }],
    ["orderType", { orderType: "LP" as PremiaOrderType }],
  ])("names a wrong %s", (field, wrong) => {
    expect(issueFields(encodePremiaTokenId({ ...order, ...wrong }))).toEqual([field]);
  });

  const id = okValue(encodePremiaTokenId(order));
  it.each([
    ["another version", id + (1n << 252n)],
    ["an order type that does not exist", id | (3n << 180n)],
    ["bits that nothing uses", id | (1n << 200n)],
    ["an empty range", id & ~(1023n << 10n)],
    ["more than 256 bits", id + (1n << 256n)],
    ["a negative number", -1n],
  ])("refuses %s", (_, tokenId) => {
    expect(issueFields(decodePremiaTokenId(tokenId))).toEqual(["tokenId"]);
  });
});
