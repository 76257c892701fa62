import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gridScenarios } from "../../../../engine/margin/openGrid/definition.ts";
import { openGridComponents, openGridMargin } from "../../../../engine/margin/openGrid/openGrid.ts";
import { DERIVE_SHAPED_GRID } from "../../../../engine/margin/openGrid/presets.ts";
import type { GridLeg } from "../../../../engine/margin/openGrid/scan.ts";
import { okValue } from "../support.ts";

const columns = gridScenarios(DERIVE_SHAPED_GRID).length;
const arbitraryLeg = fc
  .record({
    underlying: fc.constantFrom("ETH", "BTC", "SOL"),
    kind: fc.constantFrom("linear" as const, "convex" as const, "coin" as const),
    notionalUsd: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    yearsToExpiry: fc.double({ min: 0, max: 2, noNaN: true }),
    pnlUsd: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: columns,
      maxLength: columns,
    }),
  })
  .map((row): GridLeg => ({ id: "leg", ...row }));
const book = fc.array(arbitraryLeg, { minLength: 1, maxLength: 8 });

describe("properties", () => {
  const margin = (legs: readonly GridLeg[], grid = DERIVE_SHAPED_GRID) =>
    okValue(openGridMargin(legs, grid, 0));

  test("property: joint margin never exceeds the sum over any split of the book", () => {
    fc.assert(
      fc.property(book, book, (a, b) => {
        const [joint, left, right] = [margin([...a, ...b]), margin(a), margin(b)];
        expect(joint.initialUsd).toBeLessThanOrEqual((left.initialUsd + right.initialUsd) * (1 + 1e-12));
        expect(joint.maintenanceUsd).toBeLessThanOrEqual(
          (left.maintenanceUsd + right.maintenanceUsd) * (1 + 1e-12),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("property: one more scenario never lowers the margin", () => {
    fc.assert(
      fc.property(book, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (legs, pnl) => {
        const wider = { ...DERIVE_SHAPED_GRID, tails: [...DERIVE_SHAPED_GRID.tails, { move: 9, weight: 1 }] };
        const extended = legs.map((row, i) => ({
          ...row,
          pnlUsd: [...Array.from(row.pnlUsd), pnl * (i + 1)],
        }));
        expect(margin(extended, wider).initialUsd).toBeGreaterThanOrEqual(margin(legs).initialUsd);
      }),
      { numRuns: 200 },
    );
  });

  test("property: the margin is proportional to size, so it grows with it", () => {
    fc.assert(
      fc.property(book, fc.double({ min: 1, max: 10, noNaN: true }), (legs, factor) => {
        const scaled = legs.map((row) => ({
          ...row,
          notionalUsd: row.notionalUsd * factor,
          pnlUsd: Array.from(row.pnlUsd, (pnl) => pnl * factor),
        }));
        const [small, large] = [margin(legs).initialUsd, margin(scaled).initialUsd];
        expect(Math.abs(large - small * factor)).toBeLessThanOrEqual(1e-12 * large);
      }),
      { numRuns: 200 },
    );
  });

  test("property: components add up to the margin", () => {
    fc.assert(
      fc.property(book, (legs) => {
        const report = margin(legs);
        const rows = okValue(openGridComponents(legs, DERIVE_SHAPED_GRID));
        const total = rows.reduce((sum, row) => sum + row.initialUsd, 0);
        const scale = rows.reduce((sum, row) => sum + Math.abs(row.initialUsd), 0);
        expect(Math.abs(total - report.initialUsd)).toBeLessThanOrEqual(1e-11 * scale);
      }),
      { numRuns: 200 },
    );
  });
});
