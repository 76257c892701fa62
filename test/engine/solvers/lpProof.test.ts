import { describe, expect, it } from "vitest";
import { farkasConflict, isUnboundedRay } from "../../../engine/solvers/lpProof.ts";
import { program, row } from "./support.ts";

describe("Farkas rays", () => {
  const empty = program(
    [{ cost: 0 }, { cost: 0, upper: 5 }],
    [row([1, 0], { upper: 3 }), row([1, 1], { lower: 9 })],
  );

  it("accepts a combination of rows that no point can meet", () => {
    expect(farkasConflict(empty, Float64Array.of(-1, 1))).toEqual([0, 1]);
    expect(farkasConflict(empty, Float64Array.of(-1e-7, 1e-7))).toEqual([0, 1]);
  });

  it("rejects rays that prove nothing", () => {
    for (const ray of [
      [1, -1],
      [0, 1],
      [-1, 0],
      [0, 0],
      [Number.NaN, 1],
    ]) {
      expect(farkasConflict(empty, Float64Array.from(ray))).toBeNull();
    }
  });

  it("rejects every ray of a feasible programme", () => {
    const feasible = { ...empty, rowLower: Float64Array.of(-Infinity, 8) };
    expect(farkasConflict(feasible, Float64Array.of(-1, 1))).toBeNull();
  });
});

describe("rays of endless descent", () => {
  const open = program([{ cost: -1 }, { cost: 0.5 }], [row([1, -1], { upper: 4 })]);

  it("accepts a direction that no bound stops", () => {
    expect(isUnboundedRay(open, open.cost, Float64Array.of(1, 1))).toBe(true);
  });

  it("rejects a direction that a row or a column stops, or along which the cost rises", () => {
    expect(isUnboundedRay(open, open.cost, Float64Array.of(1, 0))).toBe(false);
    expect(isUnboundedRay(open, open.cost, Float64Array.of(0, -1))).toBe(false);
    expect(isUnboundedRay(open, Float64Array.of(1, 0.5), Float64Array.of(1, 1))).toBe(false);
    expect(isUnboundedRay(open, open.cost, Float64Array.of(0, 0))).toBe(false);
  });
});
