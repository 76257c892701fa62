import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allocate } from "../../../engine/allocation/allocate.ts";
import type { AllocationConstraints } from "../../../engine/allocation/constraints.ts";
import { optimalLeafOrder } from "../../../engine/allocation/leafOrder.ts";
import type { ClusterNode } from "../../../engine/allocation/linkage.ts";
import { clusterTree } from "../../../engine/allocation/linkage.ts";
import { STRATEGIES } from "../../../engine/allocation/request.ts";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { hardCovariance, sampleCovariance } from "../solvers/randomCovariances.ts";
import { uniform } from "../solvers/randomPrograms.ts";
import { allocated, farthest, noLp, refusal, rows, sum } from "./support.ts";

let lp: LpSolver;
beforeAll(async () => {
  lp = await createLpSolver();
});
afterAll(() => lp.close());

const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** Data that every strategy accepts, from a seed. */
function scene(seed: number, size: number) {
  const random = uniform(seed);
  const normal = () => random() + random() + random() + random() - 2;
  const returns = Array.from({ length: size + 25 }, () => {
    const market = normal();
    return Array.from({ length: size }, (_, i) => 0.01 * (1 + (i % 3)) * (normal() + market) + 0.002);
  });
  const options = {
    expectedReturns: Array.from({ length: size }, () => 0.001 + 0.002 * random()),
    capitalisations: Array.from({ length: size }, () => 1 + 20 * random()),
    budgets: Array.from({ length: size }, () => 0.2 + random()),
    confidence: 0.9,
  };
  return { returns, options };
}

describe.each(STRATEGIES)("%s", (strategy) => {
  const linear = strategy === "cvar" || strategy === "minimax";

  it("sums to the budget, keeps every limit, and shares of risk sum to 1", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const size = 5 + (seed % 4);
        const constraints: AllocationConstraints = {
          lower: 0.01,
          upper: 0.4,
          groups: [
            { name: "first", members: [0, 1], upper: 0.35 },
            { name: "last", members: [size - 2, size - 1], lower: 0.3 },
          ],
          maximumHhi: 1.4 / size,
        };
        const result = await allocated({ strategy, ...scene(seed, size), constraints }, lp);
        const { weights, certificate } = result;
        expect(sum(weights)).toBeCloseTo(1, 10);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.01 - 1e-9);
        expect(Math.max(...weights)).toBeLessThanOrEqual(0.4 + 1e-9);
        expect(sum(weights.slice(0, 2))).toBeLessThanOrEqual(0.35 + 1e-9);
        expect(sum(weights.slice(-2))).toBeGreaterThanOrEqual(0.3 - 1e-9);
        expect(sum(weights.map((w) => w * w)) * size).toBeLessThanOrEqual(1.4 * (1 + 2e-8));
        expect(sum(result.riskContributions)).toBeCloseTo(1, 12);
        if (certificate !== null) expect(certificate.passed).toBe(true);
      }),
      { numRuns: linear ? 4 : 25 },
    );
  });

  // Halving a list of leaves depends on the order of the list, by construction.
  it.skipIf(strategy === "hrp")("follows a permutation of the assets", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { returns, options } = scene(seed, 6);
        const { weights } = await allocated({ strategy, returns, options }, lp);
        const turned = await allocated(
          {
            strategy,
            returns: returns.map((row) => row.toReversed()),
            options: {
              ...options,
              expectedReturns: options.expectedReturns.toReversed(),
              capitalisations: options.capitalisations.toReversed(),
              budgets: options.budgets.toReversed(),
            },
          },
          lp,
        );
        expect(farthest(turned.weights.toReversed(), weights)).toBeLessThanOrEqual(1e-8);
      }),
      { numRuns: linear ? 10 : 25 },
    );
  });

  it("says in types that limits contradict each other", async () => {
    const constraints = { upper: 0.15 };
    const codes = await refusal({ strategy, ...scene(3, 6), constraints }, lp);
    expect(codes.some((code) => code.startsWith("INFEASIBLE"))).toBe(true);
  });
});

describe("certificates", () => {
  it("minimum variance passes at 1e-9 over hard covariances, free and capped", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const covariance = rows(hardCovariance(seed, 25));
        const free = await allocated({ strategy: "minimum-variance", covariance });
        const { primalResidual, dualResidual, complementarity, gap } = free.certificate ?? {};
        for (const residual of [primalResidual, dualResidual, complementarity, gap])
          expect(residual).toBeLessThanOrEqual(1e-9);
        const constraints = { upper: Math.min(1, 2 / covariance.length) };
        const capped = await allocate({ strategy: "minimum-variance", covariance, constraints }, noLp);
        // A typed refusal is an answer; weights without a certificate are not.
        if (capped.ok) expect(capped.value.certificate?.passed ?? true).toBe(true);
        else expect(capped.issues[0]?.code).toBe("NOT_CONVERGED");
      }),
      { numRuns: 200 },
    );
  });

  it("a concentration limit that binds is met to 1e-9 and costs variance", async () => {
    const covariance = rows(sampleCovariance(11, 12));
    const free = await allocated({ strategy: "minimum-variance", covariance });
    const even = await allocated({
      strategy: "minimum-variance",
      covariance,
      constraints: { maximumHhi: 0.12 },
    });
    expect(sum(even.weights.map((w) => w * w))).toBeCloseTo(0.12, 9);
    expect(even.volatility).toBeGreaterThan(free.volatility);
  });
});

describe("traps", () => {
  const covariance = [
    [0.04, 0.01],
    [0.01, 0.09],
  ];

  it("maximum Sharpe with every return at or below the risk-free rate: a typed reason and minimum variance", async () => {
    const options = { expectedReturns: [-0.01, 0.02], riskFreeRate: 0.02 };
    const result = await allocated({ strategy: "maximum-sharpe", covariance, options });
    expect(result.issues.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      "INFEASIBLE maximum-sharpe",
    ]);
    const quiet = await allocated({ strategy: "minimum-variance", covariance });
    expect(result.weights).toEqual(quiet.weights);
  });

  it("inverse volatility is not risk parity unless correlations are equal", async () => {
    const mixed = rows(sampleCovariance(4, 5));
    const inverse = await allocated({ strategy: "inverse-volatility", covariance: mixed });
    const parity = await allocated({ strategy: "risk-parity", covariance: mixed });
    expect(farthest(parity.riskContributions, [0.2, 0.2, 0.2, 0.2, 0.2])).toBeLessThan(1e-12);
    expect(farthest(inverse.riskContributions, parity.riskContributions)).toBeGreaterThan(1e-3);
  });

  it("capitalisation caps fill like water: the excess goes to the others in proportion", async () => {
    const capitalisations = [60, 20, 15, 5];
    const identity = capitalisations.map((_, i) => capitalisations.map((__, j) => (i === j ? 1 : 0)));
    const result = await allocated({
      strategy: "capitalisation",
      covariance: identity,
      constraints: { upper: 0.4 },
      options: { capitalisations },
    });
    expect(farthest(result.weights, [0.4, 0.3, 0.225, 0.075])).toBeLessThan(1e-14);
  });

  it("signed risk parity: a short leg takes its own share of the risk", async () => {
    const options = { signs: [1, -1] as const };
    const result = await allocated({ strategy: "risk-parity", covariance, options });
    expect(result.weights[1]).toBeLessThan(0);
    expect(farthest(result.riskContributions, [0.5, 0.5])).toBeLessThan(1e-14);
  });

  it("Black-Litterman without views gives the market portfolio back", async () => {
    const options = { capitalisations: [3, 1], riskAversion: 2.5 };
    const result = await allocated({
      strategy: "black-litterman",
      covariance,
      options: { ...options, tau: 1e-9 },
    });
    expect(farthest(result.weights, [0.75, 0.25])).toBeLessThan(1e-8);
  });

  it("a certain view holds exactly, whichever way certainty is said", async () => {
    for (const certain of [{ confidence: 1 }, { variance: 0 }]) {
      const views = [{ pick: [1, -1], expectedReturn: 0.05, ...certain }];
      const options = { expectedReturns: [0.05, 0.05], views, maximumVolatility: 0.25 };
      const result = await allocated({ strategy: "black-litterman", covariance, options });
      expect(result.weights[0]).toBeGreaterThan(0.5);
    }
  });

  it.each([
    [{ strategy: "minimum-variance", covariance: [[1, 2]] }, "covariance[0]"],
    [{ strategy: "minimum-variance", covariance: [[0]] }, "covariance[0][0]"],
    [{ strategy: "minimum-variance" }, "covariance"],
    [{ strategy: "cvar", covariance }, "returns"],
    [{ strategy: "mean-variance", covariance }, "options.expectedReturns"],
    [
      { strategy: "capitalisation", covariance, options: { capitalisations: [1] } },
      "options.capitalisations",
    ],
    [{ strategy: "risk-budgeting", covariance, options: { budgets: [1, 0] } }, "options.budgets[1]"],
    [{ strategy: "equal", covariance, constraints: { groups: [{ name: "a", members: [7] }] } }, "members"],
    [{ strategy: "equal", covariance, constraints: { lower: [0.1] } }, "constraints.lower"],
    [{ strategy: "herc", covariance, options: { clusters: 3 } }, "options.clusters"],
  ] as const)("refuses %j by name of the field", async (asked, field) => {
    const [first] = await refusal(asked as unknown as Parameters<typeof refusal>[0]);
    expect(first).toMatch(/^INVALID_INPUT/);
    expect(first).toContain(field);
  });
});

describe("leaf order", () => {
  it("is the cheapest of all orders that flipping joints allows", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = uniform(seed);
        const size = 3 + (seed % 5);
        const points = Array.from({ length: size }, () => [random(), random()] as const);
        const values = points.flatMap(([x, y]) => points.map(([u, v]) => Math.hypot(x - u, y - v)));
        const distance = { size, values: Float64Array.from(values) };
        const cost = (order: readonly number[]) =>
          sum(order.slice(1).map((leaf, k) => distance.values[(order[k] ?? 0) * size + leaf] ?? Number.NaN));
        const root = clusterTree(distance, "average");
        const best = Math.min(...orders(root).map(cost));
        expect(cost(optimalLeafOrder(root, distance))).toBeCloseTo(best, 12);
      }),
      { numRuns: 60 },
    );
  });
});

function orders(node: ClusterNode): number[][] {
  const { left, right } = node;
  if (left === null || right === null) return [[node.id]];
  return orders(left).flatMap((a) =>
    orders(right).flatMap((b) => [
      [...a, ...b],
      [...b, ...a],
    ]),
  );
}
