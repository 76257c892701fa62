import { describe, expect, it } from "vitest";
import { backwardSolve, cholesky, choleskySolve, forwardSolve } from "../../../engine/solvers/cholesky.ts";
import { multiplySquare, multiplySquareCompensated } from "../../../engine/solvers/dense.ts";
import { matrix, sampleCovariance } from "./randomCovariances.ts";

describe("Cholesky factor", () => {
  it("factors the textbook matrix exactly", () => {
    const factor = cholesky(
      matrix([
        [4, 12, -16],
        [12, 37, -43],
        [-16, -43, 98],
      ]),
    );
    expect([...(factor?.values ?? [])]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it("solves by both triangles", () => {
    const a = sampleCovariance(3, 40);
    const factor = cholesky(a);
    if (factor === null) throw new Error("singular");
    const x = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const b = multiplySquare(a, x);
    const solved = choleskySolve(factor, b);
    expect(backwardSolve(factor, forwardSolve(factor, b))).toEqual(solved);
    expect(Math.max(...solved.map((value, i) => Math.abs(value - (x[i] ?? 0))))).toBeLessThan(1e-9);
  });

  it("refuses matrices that are singular, indefinite or not numbers", () => {
    expect(
      cholesky(
        matrix([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeNull();
    expect(
      cholesky(
        matrix([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toBeNull();
    expect(
      cholesky(
        matrix([
          [1, 1],
          [1, 1 + 1e-13],
        ]),
      ),
    ).toBeNull();
    expect(cholesky(matrix([[0]]))).toBeNull();
    expect(cholesky(matrix([[Number.NaN]]))).toBeNull();
  });
});

describe("compensated product", () => {
  it("keeps what a plain sum loses", () => {
    const a = matrix([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const x = Float64Array.of(1e16, 1, -1e16);
    expect(multiplySquare(a, x)[0]).toBe(0);
    expect(multiplySquareCompensated(a, x)[0]).toBe(1);
  });
});
