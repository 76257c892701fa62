import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { semidefiniteRoot } from "../../../engine/solvers/semidefiniteRoot.ts";
import { uniform } from "./randomPrograms.ts";

/** Sum of the rows' products with themselves. */
function square(rows: readonly (readonly number[])[], size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, k) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[k] ?? 0), 0)),
  );
}

describe("root of a covariance", () => {
  it("multiplies back, at any rank and over twelve decades of variance", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(),
        (size, rank, seed) => {
          const random = uniform(seed);
          const unit = Array.from({ length: size }, () => 10 ** (6 * random() - 3));
          const factors = Array.from({ length: rank }, () => unit.map((one) => one * (random() - 0.5)));
          const matrix = square(factors, size);
          const root = semidefiniteRoot(matrix);
          if (root === null) throw new Error("taken for indefinite");
          expect(root.length).toBeLessThanOrEqual(Math.min(size, rank));
          square(root, size).forEach((row, i) => {
            row.forEach((value, k) => {
              const scale = Math.sqrt((matrix[i]?.[i] ?? 0) * (matrix[k]?.[k] ?? 0));
              expect(Math.abs(value - (matrix[i]?.[k] ?? 0))).toBeLessThanOrEqual(1e-8 * scale);
            });
          });
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it("does not lose a small variance beside a large one", () => {
    expect(
      semidefiniteRoot([
        [1e10, 0],
        [0, 1e-4],
      ]),
    ).toEqual([
      [1e5, 0],
      [0, 1e-2],
    ]);
  });

  it("leaves out what does not vary", () => {
    expect(
      semidefiniteRoot([
        [0, 0],
        [0, 4],
      ]),
    ).toEqual([[0, 2]]);
    expect(semidefiniteRoot([])).toEqual([]);
  });

  it.each([
    ["a negative variance", [[-1]]],
    [
      "a correlation above 1",
      [
        [1, 1.001],
        [1.001, 1],
      ],
    ],
    [
      "a covariance of what does not vary",
      [
        [0, 1],
        [1, 4],
      ],
    ],
    [
      "three assets that all oppose each other",
      [
        [1, -0.9, -0.9],
        [-0.9, 1, -0.9],
        [-0.9, -0.9, 1],
      ],
    ],
    ["NaN", [[Number.NaN]]],
  ])("refuses %s", (_, matrix) => {
    expect(semidefiniteRoot(matrix)).toBeNull();
  });
});
