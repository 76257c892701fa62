import { describe, expect, it } from "vitest";
import { scaleLinearProgram, unscaleColumns, unscaleDuals } from "../../../engine/solvers/lpScale.ts";
import { dot, multiply } from "../../../engine/solvers/sparse.ts";
import { knownProgram } from "./randomPrograms.ts";
import { program, row } from "./support.ts";

function spread(values: Float64Array): number {
  const sizes = [...values].map(Math.abs).filter((size) => size > 0);
  return Math.max(...sizes) / Math.min(...sizes);
}

describe("scaling", () => {
  it("uses powers of two only, so that no mantissa changes", () => {
    const scaled = scaleLinearProgram(knownProgram(3, 12, 15, 8).problem);
    const factors = [...scaled.rowScale, ...scaled.columnScale, scaled.boundScale, scaled.costScale];
    for (const factor of factors) expect(Number.isInteger(Math.log2(factor))).toBe(true);
  });

  it("brings 32 decades of coefficients to less than four", () => {
    const { problem } = knownProgram(4, 20, 20, 8);
    expect(spread(problem.values)).toBeGreaterThan(1e20);
    expect(spread(scaleLinearProgram(problem).problem.values)).toBeLessThan(1e4);
  });

  it("keeps rows, objective and duals consistent on the way back", () => {
    const { problem } = knownProgram(9, 7, 9, 6);
    const scaled = scaleLinearProgram(problem);
    const inner = Float64Array.from({ length: 9 }, (_, j) => j - 3.5);
    const x = unscaleColumns(scaled, inner);
    const outerRows = multiply(problem, x);
    multiply(scaled.problem, inner).forEach((activity, i) => {
      const expected = ((outerRows[i] ?? 0) * (scaled.rowScale[i] ?? 0)) / scaled.boundScale;
      expect(activity).toBeCloseTo(expected, 9);
    });
    const factor = scaled.costScale / scaled.boundScale;
    expect(dot(scaled.problem.cost, inner)).toBeCloseTo(dot(problem.cost, x) * factor, 9);
    // A dual is objective per bound: unscaling must undo exactly the factors of the two.
    const dual = unscaleDuals(scaled, new Float64Array(7).fill(1))[0] ?? 0;
    expect(dual).toBe((scaled.rowScale[0] ?? 0) / scaled.costScale);
  });

  it("keeps infinite bounds and the unit of integer columns", () => {
    const scaled = scaleLinearProgram(
      program([{ cost: 1e6, integer: true, upper: 9 }, { cost: 1e-6 }], [row([1e5, 1e-5], { lower: 2e5 })]),
    );
    expect(scaled.columnScale[0]).toBe(1);
    expect(scaled.boundScale).toBe(1);
    expect(scaled.problem.columnUpper[0]).toBe(9);
    expect(scaled.problem.columnUpper[1]).toBe(Infinity);
    expect(scaled.problem.rowUpper[0]).toBe(Infinity);
  });
});
