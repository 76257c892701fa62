import { describe, expect, it } from "vitest";
import { buildLinearProgram } from "../../../engine/solvers/lpBuild.ts";

describe("building a programme", () => {
  it("packs rows and drops zero coefficients", () => {
    const built = buildLinearProgram(
      [{ cost: 1 }, { cost: 2, lower: -1, upper: 4 }],
      [
        { lower: 1, entries: [[1, 3]] },
        {
          upper: 2,
          entries: [
            [0, 5],
            [1, 0],
          ],
        },
      ],
    );
    expect(built).toMatchObject({
      ok: true,
      value: {
        starts: Int32Array.of(0, 1, 2),
        columns: Int32Array.of(1, 0),
        values: Float64Array.of(3, 5),
        columnLower: Float64Array.of(0, -1),
        columnUpper: Float64Array.of(Infinity, 4),
        rowLower: Float64Array.of(1, -Infinity),
        rowUpper: Float64Array.of(Infinity, 2),
        integer: null,
      },
    });
  });

  it.each([
    ["a cost that is not finite", [{ cost: Number.NaN }], [], "columns[0].cost"],
    ["a bound that is NaN", [{ cost: 0, lower: Number.NaN }], [], "columns[0].lower"],
    ["a lower bound at +Infinity", [{ cost: 0, lower: Infinity }], [], "columns[0].lower"],
    ["an upper bound at -Infinity", [{ cost: 0 }], [{ upper: -Infinity, entries: [] }], "rows[0].upper"],
    [
      "a coefficient that is not finite",
      [{ cost: 0 }],
      [{ entries: [[0, Infinity] as const] }],
      "rows[0][0]",
    ],
    ["an unknown column", [{ cost: 0 }], [{ entries: [[1, 1] as const] }], "rows[0]"],
    ["a repeated column", [{ cost: 0 }], [{ entries: [[0, 1] as const, [0, 1] as const] }], "rows[0]"],
  ])("rejects %s and names it", (_, columns, rows, field) => {
    const built = buildLinearProgram(columns, rows);
    expect(built.ok ? null : built.issues[0]).toMatchObject({ code: "INVALID_INPUT", field });
  });
});
