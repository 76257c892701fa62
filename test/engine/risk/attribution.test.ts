import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookPosition } from "../../../engine/book/position.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import type { Result } from "../../../engine/result.ts";
import { attributeMargin } from "../../../engine/risk/attribution.ts";
import { bookArbitrary, fullMarket, INSTRUMENTS, NETTING_SETS, SCENARIOS } from "../book/arbitraries.ts";

const { sheet } = buildSheet(INSTRUMENTS, fullMarket(), SCENARIOS);

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join("; "));
  return result.value;
}

function position(id: string, instrumentId: string, quantity: number): BookPosition {
  return { id, instrumentId, nettingSetId: "1:gmx:0xabc:main", quantity, costUsd: 0, isCollateral: false };
}

describe("attribution of a scenario margin", () => {
  it("shows which leg uses margin and which saves it", () => {
    const { attribution, issues } = value(
      attributeMargin(
        [position("long", "1:gmx:ETH-PERP", 10), position("hedge", "1:derive:ETH-PERP", -8)],
        NETTING_SETS,
        sheet,
      ),
    );
    expect(issues).toEqual([]);
    // 2 ETH net at 3,000 USD fall by 30 %; the volatility of a perp's scenario does not matter, so three tie.
    expect(attribution.marginUsd).toBeCloseTo(1800, 9);
    expect(attribution.scenarios).toHaveLength(3);
    const [long, hedge] = attribution.components;
    expect(long?.componentUsd).toBeCloseTo(9000, 9);
    expect(hedge?.componentUsd).toBeCloseTo(-7200, 9);
    // Without the long the short loses in the rally of 40 %, without the short the long in the fall.
    expect(long?.incrementalUsd).toBeCloseTo(1800 - 9600, 9);
    expect(hedge?.incrementalUsd).toBeCloseTo(1800 - 9000, 9);
  });

  it("adds up to the margin on any book", () => {
    fc.assert(
      fc.property(bookArbitrary, (positions) => {
        const { attribution } = value(attributeMargin(positions, NETTING_SETS, sheet));
        const sum = attribution.components.reduce((total, { componentUsd }) => total + componentUsd, 0);
        const scale = positions.reduce((total, { quantity }) => total + Math.abs(quantity), 1) * 1e6;
        expect(Math.abs(sum - attribution.marginUsd)).toBeLessThan(1e-11 * scale);
      }),
    );
  });

  it("keeps a bad position out and names it", () => {
    const good = [position("long", "1:gmx:ETH-PERP", 10)];
    const bad = position("bad", "1:gmx:ETH-PERP", Number.NaN);
    const { attribution, issues } = value(attributeMargin([...good, bad], NETTING_SETS, sheet));
    expect(attribution).toEqual(value(attributeMargin(good, NETTING_SETS, sheet)).attribution);
    expect(issues).toMatchObject([{ code: "INVALID_INPUT", subject: "bad" }]);
  });

  it("needs scenarios", () => {
    const bare = buildSheet(INSTRUMENTS, fullMarket(), []).sheet;
    expect(attributeMargin([], NETTING_SETS, bare)).toMatchObject({
      ok: false,
      issues: [{ field: "sheet.scenarios.length" }],
    });
  });
});
