import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookGreeks } from "../../../engine/book/book.ts";
import { createRiskColumns, revalueColumns, sortPositionColumns } from "../../../engine/book/columns.ts";
import type { BookPosition } from "../../../engine/book/position.ts";
import { buildSheet } from "../../../engine/book/sheet.ts";
import { bookArbitrary, fullMarket, INSTRUMENTS, NETTING_SETS, NOW, SCENARIOS } from "./arbitraries.ts";

const marks = new Map(fullMarket().marks);
marks.delete("1:gmx:ETH-PERP");
const { sheet } = buildSheet(INSTRUMENTS, { timestamp: NOW, marks }, SCENARIOS);

function columnsOf(positions: readonly BookPosition[]) {
  const groups = NETTING_SETS.map(({ id }) => id);
  const instruments = INSTRUMENTS.map(({ id }) => id).reverse();
  return sortPositionColumns({
    groups,
    instruments,
    group: Int32Array.from(positions, (p) => groups.indexOf(p.nettingSetId)),
    instrument: Int32Array.from(positions, (p) => instruments.indexOf(p.instrumentId)),
    quantity: Float64Array.from(positions, (p) => p.quantity),
    costUsd: Float64Array.from(positions, (p) => p.costUsd),
    carryUsdPerYear: Float64Array.from(positions, (p) => p.carryUsdPerYear ?? 0),
  });
}

describe("revalueColumns", () => {
  it("gives the bits of bookGreeks for every group, and counts what is unpriced", () => {
    const out = createRiskColumns(NETTING_SETS.length, SCENARIOS.length);
    fc.assert(
      fc.property(bookArbitrary, (positions) => {
        const columns = columnsOf(positions);
        revalueColumns(sheet, columns, out); // twice, so that a leftover of the first pass would show
        revalueColumns(sheet, columns, out);
        const { groups, issues } = bookGreeks(positions, NETTING_SETS, sheet, "NETTING_SET");
        expect(out.unpriced.reduce((sum, n) => sum + n, 0)).toBe(issues.length);
        columns.groups.forEach((id, g) => {
          const expected = groups.get(id);
          for (const name of [
            "valueUsd",
            "deltaUsd",
            "gammaUsd1Pct",
            "vega",
            "theta",
            "rhoSpot",
            "carryUsdPerYear",
          ] as const) {
            expect(out[name][g]).toBe(expected?.[name] ?? 0);
          }
          const pnl = out.pnl.subarray(g * SCENARIOS.length, (g + 1) * SCENARIOS.length);
          expect(pnl).toEqual(expected?.pnl ?? new Float64Array(SCENARIOS.length));
        });
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order of the positions", () => {
    fc.assert(
      fc.property(bookArbitrary, (positions) => {
        const run = (listed: readonly BookPosition[]) => {
          const out = createRiskColumns(NETTING_SETS.length, SCENARIOS.length);
          revalueColumns(sheet, columnsOf(listed), out);
          return out;
        };
        expect(run([...positions].reverse())).toEqual(run(positions));
      }),
      { numRuns: 50 },
    );
  });
});
