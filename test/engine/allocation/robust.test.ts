import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AllocationRequest } from "../../../engine/allocation/request.ts";
import type { Uncertainty } from "../../../engine/allocation/robust/uncertainty.ts";
import { sampleCovariance } from "../../../engine/covariance/sample.ts";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import robust from "../../fixtures/allocation/robust.json" with { type: "json" };
import stocks from "../../fixtures/covariance/stocks200.json" with { type: "json" };
import { simpleReturns, value } from "../covariance/support.ts";
import { uniform } from "../solvers/randomPrograms.ts";
import { allocated, farthest, quadraticForm, refusal, rows, sum } from "./support.ts";

let lp: LpSolver;
beforeAll(async () => {
  lp = await createLpSolver();
});
afterAll(() => lp.close());

const returns = simpleReturns(stocks.closes);
const ellipsoid = (radius: number) => ({ covariance: robust.meanError, radius });

/** Which of the fixture's sets a case takes, and how much of them. */
interface Sets {
  readonly boxShare?: number;
  readonly radius?: number;
  readonly covarianceError?: number;
  readonly upper?: boolean;
}

describe("goldens", () => {
  it("Riskfolio-Lib, least risk in the box of covariances (its solver stops at about 1e-5)", async () => {
    const uncertainty = { covarianceUpper: robust.covarianceUpper };
    const { weights, certificate } = await allocated({
      strategy: "minimum-variance",
      returns,
      options: { uncertainty },
    });
    expect(farthest(weights, robust.minRiskBox)).toBeLessThanOrEqual(1e-5);
    expect(certificate?.passed).toBe(true);
  });

  // An interior point method stops at a gap of about 1e-11: its weights are good to about the root of that.
  it.each(robust.cases)("conic reference: $name", async ({ strategy, constraints, options, weights }) => {
    const { boxShare, radius, covarianceError, upper }: Sets = options.uncertainty;
    const uncertainty: Uncertainty = {
      ...(boxShare === undefined ? {} : { returnBox: robust.returnBox.map((delta) => boxShare * delta) }),
      ...(radius === undefined ? {} : { returnEllipsoid: ellipsoid(radius) }),
      ...(upper === undefined ? {} : { covarianceUpper: robust.covarianceUpper }),
      ...(covarianceError === undefined ? {} : { covarianceError }),
    };
    const result = await allocated({
      strategy,
      returns,
      ...(constraints === undefined ? {} : { constraints }),
      options: { ...options, uncertainty },
    } as AllocationRequest);
    expect(farthest(result.weights, weights)).toBeLessThanOrEqual(3e-6);
    expect(result.certificate?.passed).toBe(true);
  });
});

describe("scenarios", () => {
  it("minimax takes stress scenarios in place of periods, by hand", async () => {
    // The first asset loses 30 % in one, the second 10 % in another: a quarter of the first evens them.
    const scenarios = [
      [-0.3, 0],
      [0, -0.1],
      [0.05, 0.05],
    ];
    const covariance = [
      [0.04, 0],
      [0, 0.01],
    ];
    const { weights } = await allocated({ strategy: "minimax", returns: scenarios, covariance }, lp);
    expect(farthest(weights, [0.25, 0.75])).toBeLessThanOrEqual(1e-9);
  });
});

describe("worst case", () => {
  const scenes = fc.integer({ min: 1, max: 1_000_000 }).map((seed) => {
    const random = uniform(seed);
    const size = 3 + (seed % 5);
    const table = Array.from({ length: 40 }, () => {
      const market = random() - 0.5;
      return Array.from({ length: size }, (_, i) => 0.02 * (market + (1 + i / 4) * (random() - 0.45)));
    });
    const error = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (__, j) => (i === j ? 1e-6 * (1 + random()) : 3e-7)),
    );
    return { random, size, table, error };
  });

  it("no portfolio nearby has a better worst case, with shorts, groups and a concentration limit", async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async ({ random, size, table, error }) => {
        const box = Array.from({ length: size }, () => 0.002 * random());
        const means = table[0]?.map((_, i) => sum(table.map((row) => row[i] ?? 0)) / table.length) ?? [];
        const covariance = Array.from({ length: size }, (_, i) =>
          Array.from(
            { length: size },
            (__, j) =>
              sum(table.map((row) => ((row[i] ?? 0) - (means[i] ?? 0)) * ((row[j] ?? 0) - (means[j] ?? 0)))) /
              39,
          ),
        );
        const worst = (w: readonly number[]) =>
          sum(w.map((x, i) => x * (means[i] ?? 0) - Math.abs(x) * (box[i] ?? 0))) -
          1.5 * Math.sqrt(quadraticForm(error, w)) -
          (3 / 2) *
            (quadraticForm(covariance, w) +
              0.2 * sum(w.map((x, i) => Math.abs(x) * Math.sqrt(covariance[i]?.[i] ?? 0))) ** 2);
        const limit = 0.9;
        const { weights, certificate } = await allocated({
          strategy: "mean-variance",
          covariance,
          constraints: {
            lower: -0.4,
            upper: 0.8,
            maximumHhi: limit,
            groups: [{ name: "a", members: [0], upper: 0.5 }],
          },
          options: {
            expectedReturns: means,
            riskAversion: 3,
            uncertainty: {
              returnBox: box,
              returnEllipsoid: { covariance: error, radius: 1.5 },
              covarianceError: 0.2,
            },
          },
        });
        expect(certificate?.passed).toBe(true);
        const best = worst(weights);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            const nudged = weights.map((w, k) => w + (k === i ? 1e-4 : 0) - (k === j ? 1e-4 : 0));
            const allowed =
              Math.min(...nudged) >= -0.4 &&
              Math.max(...nudged) <= 0.8 &&
              (nudged[0] ?? 0) <= 0.5 &&
              sum(nudged.map((w) => w * w)) <= limit;
            if (allowed) expect(worst(nudged)).toBeLessThanOrEqual(best + 1e-12);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it("no portfolio nearby has a better worst Sharpe ratio, with shorts, caps and a risk-free rate", async () => {
    const riskFreeRate = 2e-4;
    const means = returns[0]?.map((_, i) => sum(returns.map((row) => row[i] ?? 0)) / returns.length) ?? [];
    const box = robust.returnBox.map((delta) => delta / 5);
    const covariance = rows(value(sampleCovariance(returns)));
    for (const radius of [0, 0.3]) {
      const worst = (w: readonly number[]) =>
        (sum(w.map((x, i) => x * (means[i] ?? 0) - Math.abs(x) * (box[i] ?? 0))) -
          riskFreeRate -
          radius * Math.sqrt(quadraticForm(robust.meanError, w))) /
        Math.sqrt(quadraticForm(covariance, w));
      const { weights, issues } = await allocated({
        strategy: "maximum-sharpe",
        covariance,
        constraints: { lower: -0.2, upper: 0.45, groups: [{ name: "first", members: [0, 1, 2], lower: 0 }] },
        options: {
          expectedReturns: means,
          riskFreeRate,
          uncertainty: { returnBox: box, returnEllipsoid: ellipsoid(radius) },
        },
      });
      expect(issues).toEqual([]);
      expect(sum(weights)).toBeCloseTo(1, 9);
      expect(Math.min(...weights)).toBeLessThan(-1e-3);
      const best = worst(weights);
      expect(best).toBeGreaterThan(0);
      for (let i = 0; i < 10; i++) {
        for (let j = 0; j < 10; j++) {
          const nudged = weights.map((w, k) => w + (k === i ? 1e-4 : 0) - (k === j ? 1e-4 : 0));
          const allowed =
            Math.min(...nudged) >= -0.2 && Math.max(...nudged) <= 0.45 && sum(nudged.slice(0, 3)) >= 0;
          if (allowed) expect(worst(nudged)).toBeLessThanOrEqual(best + 1e-10);
        }
      }
    }
  });

  it("without errors it is the plain problem, shorts or not", async () => {
    const uncertainty = {
      returnBox: returns[0]?.map(() => 0) ?? [],
      covarianceError: 0,
      returnEllipsoid: ellipsoid(0),
    };
    for (const constraints of [{}, { lower: -0.3, upper: 0.6 }]) {
      const plain = await allocated({ strategy: "mean-variance", returns, constraints });
      const safe = await allocated({
        strategy: "mean-variance",
        returns,
        constraints,
        options: { uncertainty },
      });
      expect(safe.weights).toEqual(plain.weights);
    }
  });

  it("more error never promises more", async () => {
    let last = Infinity;
    for (const radius of [0, 0.5, 1, 2, 4, 8]) {
      const { weights } = await allocated({
        strategy: "mean-variance",
        returns,
        options: { riskAversion: 4, uncertainty: { returnEllipsoid: ellipsoid(radius) } },
      });
      const error = Math.sqrt(quadraticForm(robust.meanError, weights));
      expect(error).toBeLessThanOrEqual(last * (1 + 1e-9));
      last = error;
    }
  });

  it("trap: errors that leave nothing to earn give a reason and the quietest weights", async () => {
    // What Riskfolio-Lib answers for these sets as Sharpe-box-box and Sharpe-ellip-box loses in its own worst case.
    for (const uncertainty of [{ returnBox: robust.returnBox }, { returnEllipsoid: ellipsoid(4.27) }]) {
      const best = await allocated({ strategy: "maximum-sharpe", returns, options: { uncertainty } });
      const quiet = await allocated({ strategy: "minimum-variance", returns });
      expect(best.issues.map(({ code }) => code)).toEqual(["INFEASIBLE"]);
      expect(farthest(best.weights, quiet.weights)).toBeLessThanOrEqual(1e-12);
    }
  });

  it.each<[string, AllocationRequest]>([
    [
      "UNSUPPORTED options.uncertainty",
      { strategy: "hrp", returns, options: { uncertainty: { covarianceError: 1 } } },
    ],
    [
      "UNSUPPORTED options.uncertainty.covarianceUpper",
      {
        strategy: "minimum-variance",
        returns,
        constraints: { lower: -1 },
        options: { uncertainty: { covarianceUpper: robust.covarianceUpper } },
      },
    ],
    [
      "UNSUPPORTED options.minimumReturn",
      {
        strategy: "minimum-variance",
        returns,
        options: { minimumReturn: 0, uncertainty: { returnEllipsoid: ellipsoid(1) } },
      },
    ],
    [
      "INVALID_INPUT options.uncertainty.returnBox",
      { strategy: "mean-variance", returns, options: { uncertainty: { returnBox: [1] } } },
    ],
    [
      "INVALID_INPUT options.uncertainty.covarianceError",
      { strategy: "mean-variance", returns, options: { uncertainty: { covarianceError: -1 } } },
    ],
    [
      "INVALID_INPUT options.uncertainty.returnEllipsoid.radius",
      {
        strategy: "mean-variance",
        returns,
        options: { uncertainty: { returnEllipsoid: ellipsoid(Number.NaN) } },
      },
    ],
    [
      "INVALID_INPUT options.expectedReturns",
      {
        strategy: "minimum-variance",
        covariance: [[1]],
        options: { uncertainty: { returnBox: [1] } },
      },
    ],
    [
      "INVALID_INPUT constraints.budget",
      {
        strategy: "mean-variance",
        returns,
        constraints: { lower: -1, budget: 0 },
        options: { uncertainty: { returnEllipsoid: ellipsoid(1) } },
      },
    ],
  ])("refuses: %s", async (reason, request) => {
    expect((await refusal(request))[0]).toBe(reason);
  });
});
