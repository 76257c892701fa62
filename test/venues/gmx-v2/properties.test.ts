import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pendingImpactAfterDecrease } from "../../../src/venues/gmx-v2/pendingImpact.ts";
import { positionStateFromJson, positionStateToJson } from "../../../src/venues/gmx-v2/positionState.ts";
import type { Layout } from "../../fixtures/gmx-v2/eventItems.ts";
import { decodeLog, encodeEvent, eventDataOf } from "./support.ts";

const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const size = fc.bigInt({ min: 1n, max: 10n ** 40n });
const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 12 });

describe("pending impact after a decrease", () => {
  it("never changes sign, never grows, and settles the closed share to less than one unit", () => {
    fc.assert(
      fc.property(amount, size, size, (pending, before, share) => {
        const delta = share % (before + 1n);
        const after = pendingImpactAfterDecrease(pending, delta, before - delta);
        const settled = pending - after;
        expect(settled * pending).toBeGreaterThanOrEqual(0n);
        expect(after * pending).toBeGreaterThanOrEqual(0n);
        // Rounded down in the signed sense, as the pool is never worse off: settled <= exact < settled + 1.
        if (delta !== before) {
          expect(settled * before).toBeLessThanOrEqual(pending * delta);
          expect((settled + 1n) * before).toBeGreaterThan(pending * delta);
        }
      }),
    );
  });

  it("is gone after a full close, and untouched by a withdrawal of collateral", () => {
    fc.assert(
      fc.property(amount, size, (pending, whole) => {
        expect(pendingImpactAfterDecrease(pending, whole, 0n)).toBe(0n);
        expect(pendingImpactAfterDecrease(pending, 0n, whole)).toBe(pending);
      }),
    );
  });
});

describe("event items", () => {
  it("read back what was encoded, whatever the keys and their number", () => {
    const uint = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    const int = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n });
    fc.assert(
      fc.property(keys, uint, int, fc.boolean(), (names, unsigned, signed, flag) => {
        const layout: Layout = { uint: names, int: names };
        const data = eventDataOf(layout, {});
        const filled = {
          ...data,
          uintItems: {
            ...data.uintItems,
            items: names.map((key, i) => ({ key, value: unsigned >> BigInt(i) })),
          },
          intItems: { ...data.intItems, items: names.map((key, i) => ({ key, value: signed >> BigInt(i) })) },
          boolItems: { ...data.boolItems, items: names.map((key) => ({ key, value: flag })) },
        };
        const { items } = decodeLog(encodeEvent("Any", filled));
        names.forEach((key, i) => {
          expect(items.uint(key)).toBe(unsigned >> BigInt(i));
          expect(items.int(key)).toBe(signed >> BigInt(i));
          expect(items.bool(key)).toBe(flag);
          expect(items.optionalUint(`${key}?`)).toBe(
            names.includes(`${key}?`) ? items.uint(`${key}?`) : null,
          );
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe("position state", () => {
  it("survives JSON", () => {
    const index = fc.bigInt({ min: 0n, max: 2n ** 128n });
    const state = fc.record({
      isLong: fc.boolean(),
      collateralToken: fc.constant("0xaf88d065e77c8cc2239327c5edb3a432268e5831" as const),
      borrowingFactor: index,
      fundingFeeAmountPerSize: index,
      longTokenClaimableFundingAmountPerSize: index,
      shortTokenClaimableFundingAmountPerSize: index,
      pendingImpactAmount: amount,
    });
    fc.assert(
      fc.property(state, (one) => {
        expect(positionStateFromJson(JSON.parse(JSON.stringify(positionStateToJson(one))))).toEqual(one);
      }),
    );
  });

  it("is absent from a row that only a fees event has touched", () => {
    expect(positionStateFromJson({ feesCollected: { orderKey: "0x01", feesUsd: "1" } })).toBeNull();
  });
});
