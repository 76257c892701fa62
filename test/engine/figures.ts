import { basename } from "node:path";
import { afterAll, expect } from "vitest";

interface Figure {
  compared: number;
  /** The largest error as a share of what was allowed for it. */
  worstShare: number;
  worstError: number;
  tolerances: Set<number>;
}

const figures = new Map<string, Figure>();

/**
 * Asserts that an error is within its tolerance and counts it to its source, which is the outermost `describe`. After
 * the file, one line a source says how many numbers were compared and how much of the tolerance the worst one used.
 */
export function expectWithin(error: number, tolerance: number, message?: string): void {
  const { currentTestName = "", testPath = "" } = expect.getState();
  const [outermost = "", ...rest] = currentTestName.split(" > ");
  const source = rest.length > 0 ? outermost : basename(testPath, ".test.ts");
  const figure = figures.get(source) ?? {
    compared: 0,
    worstShare: 0,
    worstError: 0,
    tolerances: new Set(),
  };
  figures.set(source, figure);
  figure.compared++;
  figure.worstShare = Math.max(figure.worstShare, error === 0 ? 0 : error / tolerance);
  figure.worstError = Math.max(figure.worstError, error);
  if (figure.tolerances.size < 2) figure.tolerances.add(tolerance);
  expect(error, message).toBeLessThanOrEqual(tolerance);
}

afterAll(() => {
  for (const [source, { compared, worstShare, worstError, tolerances }] of figures) {
    const [only] = tolerances;
    const worst =
      tolerances.size === 1
        ? `worst error ${worstError.toExponential(1)}, allowed ${only}`
        : `worst error ${(100 * worstShare).toPrecision(2)} % of its tolerance`;
    console.log(`${source}: ${compared.toLocaleString("en")} numbers compared, ${worst}`);
  }
});
