import { describe, expect, test } from "vitest";
import { crossingBetween, linearRoot, nearestPrice } from "../../../engine/margin/liquidationPrice.ts";

describe("linear root", () => {
  test("zero of intercept + (a + b) * price", () => {
    expect(linearRoot(-300, 2, 1)).toBe(100);
  });

  test("trap: exposures that cancel up to rounding have no root, not one at 1e16", () => {
    expect(0.1 + 0.2 - 0.3).not.toBe(0);
    expect(linearRoot(-1, 0.1 + 0.2, -0.3)).toBeNull();
    expect(linearRoot(-1, 0, 0)).toBeNull();
  });

  test("a price is positive", () => {
    expect(linearRoot(300, 2, 1)).toBeNull();
    expect(linearRoot(0, 2, 1)).toBeNull();
  });
});

test("the nearest candidate wins, and none gives none", () => {
  expect(nearestPrice([50, null, 130], 100)).toBe(130);
  expect(nearestPrice([null, null], 100)).toBeNull();
});

describe("crossing", () => {
  test("a sign change is found to the last bit from either side", () => {
    expect(crossingBetween((price) => price - 7, 1e-3, 1e6)).toBeCloseTo(7, 14);
    expect(crossingBetween((price) => 7 - price, 1e-3, 1e6)).toBeCloseTo(7, 14);
  });

  test("the end that is returned is the safe one", () => {
    const below = (price: number) => (price < 7 ? 1 : -1);
    const above = (price: number) => (price > 7 ? 1 : -1);
    expect(below(crossingBetween(below, 1, 100) ?? 0)).toBe(1);
    expect(above(crossingBetween(above, 1, 100) ?? 0)).toBe(1);
  });

  test("equal signs at both ends give none", () => {
    expect(crossingBetween(() => 1, 1, 2)).toBeNull();
  });
});
