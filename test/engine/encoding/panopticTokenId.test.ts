import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePanopticPool, panopticPoolPattern } from "../../../engine/encoding/panopticPool.ts";
import {
  decodePanopticTokenId,
  encodePanopticTokenId,
  type PanopticTokenId,
} from "../../../engine/encoding/panopticTokenId.ts";
import { legTicks, type PanopticLeg } from "../../../engine/margin/panoptic/position.ts";
import fixture from "../../fixtures/encoding/panoptic.json" with { type: "json" };
import { issueFields, okValue } from "../margin/support.ts";

/** Masks of TokenId.sol: every leg's option ratio, and every leg's strike, width and token type. */
const OPTION_RATIO_MASK = 0x0000000000fe0000000000fe0000000000fe0000000000fe0000000000000000n;
const CHUNK_MASK = 0xfffffffff200fffffffff200fffffffff200fffffffff2000000000000000000n;

const leg: PanopticLeg = {
  asset: 0,
  optionRatio: 1,
  isLong: false,
  tokenType: 0,
  riskPartner: 0,
  strikeTick: 0,
  width: 0,
};
const pool = { version: "v1" as const, pattern: 0x123456789012n, tickSpacing: 60 };

const bit = fc.constantFrom(0 as const, 1 as const);
const legArbitrary: fc.Arbitrary<PanopticLeg> = fc.record({
  asset: bit,
  optionRatio: fc.integer({ min: 1, max: 127 }),
  isLong: fc.boolean(),
  tokenType: bit,
  riskPartner: fc.integer({ min: 0, max: 3 }),
  strikeTick: fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 }),
  width: fc.integer({ min: 0, max: 4095 }),
});
const tickSpacing = fc.integer({ min: 1, max: 65_535 });
const poolArbitrary = fc.oneof(
  fc.record({
    version: fc.constant("v1" as const),
    pattern: fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }),
    tickSpacing,
  }),
  fc.record({
    version: fc.constant("v2" as const),
    pattern: fc.bigInt({ min: 0n, max: 2n ** 40n - 1n }),
    vegoid: fc.integer({ min: 0, max: 255 }),
    tickSpacing,
  }),
);

describe("Panoptic v2 token ids", () => {
  it.each(fixture.cases)("$name", ({ tokenId, hex, pattern, vegoid, tickSpacing, legs, ticks }) => {
    const decoded = okValue(decodePanopticTokenId("v2", BigInt(tokenId)));
    expect(decoded.pool).toEqual({ version: "v2", pattern: BigInt(pattern), vegoid, tickSpacing });
    expect(decoded.legs).toEqual(legs);
    expect(decoded.legs.map((row) => legTicks(row, decoded.pool.tickSpacing))).toEqual(ticks);
    expect(okValue(encodePanopticTokenId(decoded))).toBe(BigInt(hex));
  });

  it.each(fixture.poolIds)("pool id of $name", ({ pool: source, tickSpacing, vegoid, poolId }) => {
    const pattern = okValue(panopticPoolPattern("v2", source as `0x${string}`));
    const id = okValue(
      encodePanopticTokenId({ pool: { version: "v2", pattern, vegoid, tickSpacing }, legs: [] }),
    );
    expect(id).toBe(BigInt(poolId));
  });
});

describe("Panoptic v1 token ids", () => {
  it("names the pool by the first six bytes of its address and has no vegoid", () => {
    const pattern = okValue(panopticPoolPattern("v1", fixture.poolAddress as `0x${string}`));
    expect(pattern).toBe(0x1234567890abn);
    const id = okValue(
      encodePanopticTokenId({ pool: { version: "v1", pattern, tickSpacing: 60 }, legs: [] }),
    );
    expect(id).toBe(0x003c1234567890abn);
    expect(decodePanopticPool("v1", id)).toEqual({ version: "v1", pattern, tickSpacing: 60 });
  });

  it("lays its legs out as v2 does: only the pool differs", () => {
    for (const { tokenId, legs } of fixture.cases) {
      const inV1 = ((BigInt(tokenId) >> 64n) << 64n) | 0x003c1234567890abn;
      expect(okValue(decodePanopticTokenId("v1", inV1)).legs).toEqual(legs);
    }
  });

  it("fills the bits of the contract's own masks and no others", () => {
    const word = (change: Partial<PanopticLeg>) => {
      const legs = Array.from({ length: 4 }, () => ({ ...leg, ...change }));
      return okValue(encodePanopticTokenId({ pool, legs }));
    };
    const bare = word({});
    expect((word({ optionRatio: 127 }) >> 64n) << 64n).toBe(OPTION_RATIO_MASK);
    expect(word({ strikeTick: -1, width: 4095, tokenType: 1 }) ^ bare).toBe(CHUNK_MASK);
  });
});

describe("both versions", () => {
  it("read back every id that they write", () => {
    fc.assert(
      fc.property(poolArbitrary, fc.array(legArbitrary, { maxLength: 4 }), (anyPool, legs) => {
        const token: PanopticTokenId = { pool: anyPool, legs };
        expect(
          okValue(decodePanopticTokenId(anyPool.version, okValue(encodePanopticTokenId(token)))),
        ).toEqual(token);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuse bits above the last leg, and words beyond 256 bits", () => {
    const id = okValue(encodePanopticTokenId({ pool, legs: [leg] }));
    const gap = id | (1n << (64n + 48n * 2n + 1n));
    for (const word of [gap, id | (1n << (64n + 48n + 12n)), 1n << 256n, -1n]) {
      expect(issueFields(decodePanopticTokenId("v1", word))).toEqual(["tokenId"]);
    }
  });

  it("name every field that does not fit its bits", () => {
    const fields = (token: Partial<PanopticTokenId>) =>
      issueFields(encodePanopticTokenId({ pool, legs: [leg], ...token }));
    const wrong = { optionRatio: 0, riskPartner: 4, strikeTick: 2 ** 23, width: 1.5 };
    expect(fields({ legs: [leg, { ...leg, ...wrong }] })).toEqual([
      "legs[1].optionRatio",
      "legs[1].riskPartner",
      "legs[1].strikeTick",
      "legs[1].width",
    ]);
    expect(fields({ legs: [leg, leg, leg, leg, leg] })).toEqual(["legs"]);
    expect(fields({ pool: { ...pool, pattern: 1n << 48n, tickSpacing: 0 } })).toEqual([
      "pool.pattern",
      "pool.tickSpacing",
    ]);
    const v2 = { version: "v2" as const, pattern: 1n << 40n, vegoid: 256, tickSpacing: 1 };
    expect(fields({ pool: v2 })).toEqual(["pool.pattern", "pool.vegoid"]);
  });

  it("take a Uniswap v4 pool id in v2 only", () => {
    const v4 = `0x${"12".repeat(32)}` as const;
    expect(okValue(panopticPoolPattern("v2", v4))).toBe(0x1212121212n);
    expect(issueFields(panopticPoolPattern("v1", v4))).toEqual(["pool"]);
    expect(issueFields(panopticPoolPattern("v2", "0x12"))).toEqual(["pool"]);
  });
});
