import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COVARIANCE_ESTIMATORS } from "../../../engine/covariance/estimate.ts";
import { hayashiYoshidaCovariance } from "../../../engine/covariance/hayashiYoshida.ts";
import { impliedVolatilityCovariance } from "../../../engine/covariance/implied.ts";
import { completeRows, pairwiseCovariance } from "../../../engine/covariance/pairwise.ts";
import { repairCovariance } from "../../../engine/covariance/psdRepair.ts";
import { sampleCovariance } from "../../../engine/covariance/sample.ts";
import { semicovariance } from "../../../engine/covariance/semicovariance.ts";
import { fromEigen, symmetricEigen } from "../../../engine/covariance/symmetricEigen.ts";
import { hardCovariance, matrix } from "../solvers/randomCovariances.ts";
import { uniform } from "../solvers/randomPrograms.ts";
import { farthestEntry, value } from "./support.ts";

function randomReturns(seed: number, count: number, size: number): number[][] {
  const random = uniform(seed);
  const normal = () => random() + random() + random() + random() - 2;
  return Array.from({ length: count }, () => {
    const market = normal();
    return Array.from({ length: size }, () => 0.02 * (normal() + market));
  });
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe("symmetric eigenvalues", () => {
  it("rebuild the matrix, with orthonormal vectors, over hard covariances", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const covariance = hardCovariance(seed, 25);
        const eigen = symmetricEigen(covariance);
        const largest = Math.max(...covariance.values.map(Math.abs));
        expect(farthestEntry(fromEigen(eigen), covariance)).toBeLessThanOrEqual(1e-13 * largest);
        const units = fromEigen({ ...eigen, values: eigen.values.map(() => 1) });
        const identity = units.values.map((_, at) => (at % (units.size + 1) === 0 ? 1 : 0));
        expect(farthestEntry(units, { size: units.size, values: identity })).toBeLessThanOrEqual(1e-13);
      }),
      { numRuns: 150 },
    );
  });
});

describe("estimators", () => {
  const names = Object.keys(COVARIANCE_ESTIMATORS) as (keyof typeof COVARIANCE_ESTIMATORS)[];

  it.each(names)("%s is positive semidefinite, scales by the square and follows a permutation", (name) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const size = 2 + (seed % 7);
        const returns = randomReturns(seed, 12 + (seed % 40), size);
        const covariance = value(COVARIANCE_ESTIMATORS[name](returns));
        const { values } = symmetricEigen(covariance);
        expect(values[size - 1]).toBeGreaterThanOrEqual(-1e-14 * (values[0] ?? 0));
        const doubled = value(COVARIANCE_ESTIMATORS[name](returns.map((row) => row.map((r) => 2 * r))));
        const largest = Math.max(...covariance.values.map(Math.abs));
        expect(
          farthestEntry(doubled, { size, values: covariance.values.map((entry) => 4 * entry) }),
        ).toBeLessThan(1e-12 * largest);
        const reversed = value(COVARIANCE_ESTIMATORS[name](returns.map((row) => row.toReversed())));
        expect(farthestEntry(reversed, { size, values: covariance.values.toReversed() })).toBeLessThan(
          1e-12 * largest,
        );
      }),
      { numRuns: 40 },
    );
  });

  it.each(names)("%s names the cell of a return that is not a number", (name) => {
    const result = COVARIANCE_ESTIMATORS[name]([
      [0.1, 0.2],
      [Number.NaN, 0],
      [0, 0.1],
    ]);
    expect(result.ok ? [] : result.issues.map(({ field }) => field)).toEqual(["returns[1][0]"]);
  });

  it("semicovariance counts quiet periods in its mean", () => {
    expect([
      ...value(
        semicovariance([
          [-0.2, 0.1],
          [0.3, -0.1],
          [-0.1, -0.2],
          [0, 0],
        ]),
      ).values,
    ]).toEqual([
      expect.closeTo(0.05 / 4, 15),
      expect.closeTo(0.02 / 4, 15),
      expect.closeTo(0.02 / 4, 15),
      expect.closeTo(0.05 / 4, 15),
    ]);
  });
});

describe("missing data", () => {
  it("without holes is the sample covariance", () => {
    const returns = randomReturns(5, 60, 6);
    const { covariance, largestChange } = value(pairwiseCovariance(returns));
    expect(largestChange).toBe(0);
    expect(farthestEntry(covariance, value(sampleCovariance(returns)))).toBeLessThan(1e-17);
  });

  it("a hole is not a return of zero", () => {
    const gappy = [
      [0.1, 0.1],
      [null, 0.2],
      [-0.1, -0.1],
      [0.05, 0.05],
    ];
    const rows = completeRows(gappy);
    expect(rows).toHaveLength(3);
    const { covariance } = value(pairwiseCovariance(gappy));
    expect(covariance.values[0]).toBeCloseTo(value(sampleCovariance(rows)).values[0] ?? Number.NaN, 15);
  });

  it("pairs that contradict each other are repaired, and the change is reported", () => {
    const gappy: (number | null)[][] = [];
    for (const sign of [1, -1, 1, -1, 1]) {
      gappy.push(
        [0.1 * sign, 0.1 * sign, null],
        [null, 0.1 * sign, 0.1 * sign],
        [0.1 * sign, null, -0.1 * sign],
      );
    }
    const result = value(pairwiseCovariance(gappy));
    expect(result.smallestEigenvalue).toBeLessThan(-0.5);
    expect(result.largestChange).toBeGreaterThan(0.1);
    expect(symmetricEigen(result.covariance).values[2]).toBeGreaterThanOrEqual(-1e-16);
  });

  it("refuses a pair that shares no two rows", () => {
    const result = pairwiseCovariance([
      [0.1, null],
      [0.2, null],
      [null, 0.1],
      [null, 0.3],
    ]);
    expect(result.ok ? "" : result.issues[0]?.code).toBe("INVALID_INPUT");
  });
});

describe("positive semidefinite repair", () => {
  const broken = matrix([
    [1, 0.9, -0.9],
    [0.9, 1, 0.9],
    [-0.9, 0.9, 1],
  ]);

  it("nearest moves less than clipping, both keep the diagonal", () => {
    const distance = (method: "clip" | "nearest") => {
      const { covariance } = value(repairCovariance(broken, method));
      expect([0, 4, 8].map((at) => covariance.values[at])).toEqual([1, 1, 1]);
      expect(symmetricEigen(covariance).values[2]).toBeGreaterThanOrEqual(-1e-12);
      return Math.hypot(...covariance.values.map((entry, at) => entry - (broken.values[at] ?? 0)));
    };
    expect(distance("nearest")).toBeLessThanOrEqual(distance("clip") + 1e-9);
  });

  it("Higham's own example: the nearest correlation to a tridiagonal matrix of ones", () => {
    const example = matrix([
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 1],
    ]);
    const { values } = value(repairCovariance(example, "nearest")).covariance;
    expect(values[1]).toBeCloseTo(0.7607, 4);
    expect(values[2]).toBeCloseTo(0.1573, 4);
  });
});

describe("asynchronous prices", () => {
  it("Epps effect: sampling on a grid loses the correlation that overlapping intervals keep", () => {
    const ratios: number[] = [];
    const sampled: number[] = [];
    for (let day = 1; day <= 60; day++) {
      const { a, b, grid } = asynchronousDay(day);
      const { values } = value(hayashiYoshidaCovariance([a, b]));
      ratios.push((values[1] ?? 0) / Math.sqrt((values[0] ?? 0) * (values[3] ?? 0)));
      const { values: onGrid } = value(sampleCovariance(grid));
      sampled.push((onGrid[1] ?? 0) / Math.sqrt((onGrid[0] ?? 0) * (onGrid[3] ?? 0)));
    }
    const average = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(average(ratios)).toBeGreaterThan(0.5);
    expect(average(ratios)).toBeLessThan(0.7);
    expect(average(sampled)).toBeLessThan(0.4);
  });

  it("on common times is the realised covariance, and repeated times are refused", () => {
    const times = [0, 1, 2, 3];
    const a = { times, logPrices: [0, 0.1, 0.05, 0.2] };
    const b = { times, logPrices: [0, -0.1, 0.1, 0.1] };
    const { values } = value(hayashiYoshidaCovariance([a, b]));
    expect(values[1]).toBeCloseTo(0.1 * -0.1 + -0.05 * 0.2, 15);
    const result = hayashiYoshidaCovariance([{ times: [0, 1, 1], logPrices: [0, 1, 2] }]);
    expect(result.ok ? "" : result.issues[0]?.field).toBe("series[0].times");
  });
});

/** Two Brownian motions of correlation 0.6, seen at 120 and 40 random times of 1,440 minutes. */
function asynchronousDay(seed: number) {
  const random = uniform(seed);
  const normal = () => random() + random() + random() + random() - 2;
  const paths = [[0], [0]] as [number[], number[]];
  for (let minute = 1; minute < 1440; minute++) {
    const [x, y] = [normal(), normal()];
    paths[0].push((paths[0][minute - 1] ?? 0) + x);
    paths[1].push((paths[1][minute - 1] ?? 0) + 0.6 * x + 0.8 * y);
  }
  const ticks = (path: number[], rate: number) => {
    const times = path.map((_, t) => t).filter((t) => t === 0 || random() < rate / 1440);
    return { times, logPrices: times.map((t) => path[t] ?? 0) };
  };
  const a = ticks(paths[0], 120);
  const b = ticks(paths[1], 40);
  const last = ({ times, logPrices }: typeof a, now: number) =>
    logPrices[times.findLastIndex((t) => t <= now)] ?? 0;
  const levels = Array.from({ length: 144 }, (_, k) => [last(a, 10 * k), last(b, 10 * k)]);
  const grid = levels.slice(1).map((row, k) => row.map((level, i) => level - (levels[k]?.[i] ?? 0)));
  return { a, b, grid };
}

describe("implied volatility", () => {
  it("keeps correlations, takes the options' volatility where there is one", () => {
    const historical = matrix([
      [0.0004, 0.0003],
      [0.0003, 0.0009],
    ]);
    const { values } = value(impliedVolatilityCovariance(historical, [0.6, null], 365));
    expect(values[0]).toBeCloseTo(0.36 / 365, 15);
    expect(values[3]).toBeCloseTo(0.0009, 15);
    expect((values[1] ?? 0) / Math.sqrt((values[0] ?? 0) * (values[3] ?? 0))).toBeCloseTo(0.5, 14);
  });

  it("refuses a volatility that is not positive", () => {
    const result = impliedVolatilityCovariance(matrix([[1]]), [0], 365);
    expect(result.ok ? "" : result.issues[0]?.field).toBe("impliedVolatility[0]");
  });
});
