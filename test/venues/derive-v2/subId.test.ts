import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSubId, encodeSubId, packAsset, unpackAsset } from "../../../src/venues/derive-v2/subId.ts";
import vectors from "../../fixtures/derive-v2/sub-ids.json" with { type: "json" };

describe("sub-ids", () => {
  test.each(vectors.cases)("$instrument", ({ subId, expiry, strike1e8, isCall }) => {
    const terms = { expiry, strike8: BigInt(strike1e8), right: isCall ? "call" : "put" } as const;
    expect(decodeSubId(BigInt(subId))).toEqual(terms);
    expect(encodeSubId(terms)).toBe(BigInt(subId));
  });

  test("every 96-bit number decodes to terms that encode to it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }), (subId) => {
        expect(encodeSubId(decodeSubId(subId))).toBe(subId);
      }),
    );
  });

  test("the packed topic of BalanceAdjusted splits into address and sub-id", () => {
    const option = "0xd0711b9ebe84b778483709cde62bacfdbae13623";
    const topic = "0xd0711b9ebe84b778483709cde62bacfdbae1362380000574fbde600066067500";
    expect(unpackAsset(topic)).toEqual({ asset: option, subId: 39614107026935944798483674368n });
    expect(packAsset(option, 39614107026935944798483674368n)).toBe(topic);
  });

  test("an address with leading zeros keeps its length", () => {
    const asset = "0x0000000000000000000000000000000000000abc";
    expect(unpackAsset(packAsset(asset, 7n))).toEqual({ asset, subId: 7n });
  });
});
