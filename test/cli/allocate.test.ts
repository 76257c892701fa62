import { describe, expect, expectTypeOf, it, test } from "vitest";
import type * as z from "zod";
import { allocate } from "../../cli/commands/allocate.ts";
import type { allocationInputSchema, allocationOptionsSchema } from "../../cli/schema/allocation.ts";
import type { AllocationConstraints } from "../../engine/allocation/constraints.ts";
import {
  type AllocationOptions,
  type AllocationRequest,
  STRATEGIES,
} from "../../engine/allocation/request.ts";
import { uniform } from "../engine/solvers/randomPrograms.ts";
import published from "../fixtures/allocation/portfolioAllocation.json" with { type: "json" };
import { answerOf, fieldsOf, run } from "./support.ts";

type Input = z.output<typeof allocationInputSchema>;

// Checked by the compiler: leaving out an optional field of the engine would compile everywhere else.
it("the schema has every field of the engine's request", () => {
  expectTypeOf<keyof Input>().toEqualTypeOf<keyof AllocationRequest>();
  expectTypeOf<keyof z.output<typeof allocationOptionsSchema>>().toEqualTypeOf<keyof AllocationOptions>();
  expectTypeOf<keyof NonNullable<Input["constraints"]>>().toEqualTypeOf<keyof AllocationConstraints>();
});

/** Returns of a market with single assets around it, and what the strategies that need more ask for. */
function entry(strategy: string, size: number, count: number, scale: number, drift = 0.1) {
  const random = uniform(size + count);
  const returns = Array.from({ length: count }, () => {
    const market = random() - 0.5;
    return Array.from({ length: size }, () => scale * (market + random() - 0.5 + drift));
  });
  const one = Array.from({ length: size }, (_, i) => i + 1);
  return { strategy, returns, options: { capitalisations: one, budgets: one } };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe.each(STRATEGIES)("clearspan allocate, %s", (strategy) => {
  test.each([
    ["four assets", entry(strategy, 4, 60, 0.02)],
    ["one asset", entry(strategy, 1, 30, 0.02)],
    ["returns of 1e-8", entry(strategy, 4, 60, 1e-8)],
    ["returns of 1e4", entry(strategy, 4, 60, 1e4)],
    ["fewer rows than assets", entry(strategy, 12, 5, 0.02)],
    ["only losses", entry(strategy, 4, 60, 0.02, -3)],
  ])("%s: long-only weights that sum to 1, certified where a programme was solved", async (_, asked) => {
    const { weights, riskContributions, volatility, certificate } = await answerOf(allocate, asked);
    expect(sum(weights)).toBeCloseTo(1, 9);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(-1e-12);
    expect(sum(riskContributions)).toBeCloseTo(1, 9);
    expect(volatility).toBeGreaterThan(0);
    expect(certificate?.passed ?? true).toBe(true);
  });

  it("names caps that leave no room", async () => {
    const input = { ...entry(strategy, 4, 60, 0.02), constraints: { upper: 0.2 } };
    const { exitCode, stdout, error } = await run(["allocate"], input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(error.issues[0].code).toBe("INFEASIBLE");
  });
});

describe("clearspan allocate", () => {
  it("solves a published problem", async () => {
    const [golden] = published.allocations;
    const { weights } = await answerOf(allocate, golden?.request);
    for (const [i, weight] of golden?.library.entries() ?? []) expect(weights[i]).toBeCloseTo(weight, 6);
  });

  it("holds caps, groups and a limit on concentration together", async () => {
    const constraints = {
      upper: [0.5, null, null, null],
      groups: [{ name: "first two", members: [0, 1], lower: 0.6 }],
      maximumHhi: 0.3,
    };
    const { weights } = await answerOf(allocate, { ...entry("minimum-variance", 4, 60, 0.02), constraints });
    expect(weights[0] + weights[1]).toBeGreaterThanOrEqual(0.6 - 1e-9);
    expect(sum(weights.map((weight: number) => weight * weight))).toBeLessThanOrEqual(0.3 + 1e-9);
    expect(weights[0]).toBeLessThanOrEqual(0.5 + 1e-9);
  });

  it("is safe against errors of the estimates where asked", async () => {
    const { covariance } = allocate.example as { covariance: number[][] };
    const expectedReturns = [0.001, 0.001, 0.002];
    const ask = (uncertainty: object) =>
      answerOf(allocate, {
        strategy: "mean-variance",
        covariance,
        options: { expectedReturns, riskAversion: 0.1, uncertainty },
      });
    const trusting = await ask({});
    const careful = await ask({
      returnBox: [0, 0, 0.0015],
      returnEllipsoid: { covariance: covariance.map((row) => row.map((entry) => entry / 100)), radius: 0.1 },
    });
    expect(careful.weights[2]).toBeLessThan(trusting.weights[2]);
    expect(careful.certificate.solver).toBe("return ellipsoid");
    const entry = { strategy: "hrp", covariance, options: { uncertainty: { covarianceError: 1 } } };
    expect(await fieldsOf(allocate, entry)).toEqual(["options.uncertainty"]);
  });

  it("trap: expected returns that are all negative give a reason and the minimum-variance weights", async () => {
    const { covariance } = allocate.example as { covariance: number[][] };
    const options = { expectedReturns: [-0.01, -0.02, -0.005] };
    const [best, quiet] = (
      await run(
        ["allocate"],
        [
          { strategy: "maximum-sharpe", covariance, options },
          { strategy: "minimum-variance", covariance },
        ],
      )
    ).answer;
    expect(best.issues.map(({ code }: { code: string }) => code)).toEqual(["INFEASIBLE"]);
    expect(best.issues[0].field).toBe("options.expectedReturns");
    expect(best.weights).toEqual(quiet.weights);
  });

  it("answers a batch with one solver, a bad entry in its place", async () => {
    const good = entry("cvar", 4, 60, 0.02);
    const { exitCode, answer } = await run(["allocate"], [good, { ...good, returns: [[0.1]] }, good]);
    expect(exitCode).toBe(0);
    expect(answer[1].error.field).toBe("returns");
    expect(answer[2]).toEqual(answer[0]);
  });

  const covariance = [
    [0.04, 0.01],
    [0.01, 0.09],
  ];
  test.each([
    ["a strategy of no known name", { strategy: "markowitz", covariance }, "strategy"],
    ["neither data", { strategy: "equal" }, "covariance"],
    ["no rows", { strategy: "equal", returns: [] }, "returns"],
    ["empty rows", { strategy: "equal", returns: [[], []] }, "returns[0]"],
    ["an empty covariance", { strategy: "equal", covariance: [] }, "covariance[0]"],
    ["ragged returns", { strategy: "equal", returns: [[1, 2], [1], [2, 2]] }, "returns[1]"],
    ["a ragged covariance", { strategy: "equal", covariance: [[1, 0], [0]] }, "covariance[1]"],
    ["NaN", { strategy: "equal", covariance: [[1, "NaN"]] }, "covariance[0][1]"],
    ["null in place of a number", { strategy: "equal", returns: [[null], [1]] }, "returns[0][0]"],
    [
      "an asset that never moves",
      {
        strategy: "equal",
        returns: [
          [1, 0],
          [2, 0],
        ],
      },
      "covariance[1][1]",
    ],
    ["overflow", { strategy: "equal", returns: [[1e200], [-1e200]] }, "covariance[0][0]"],
    ["a misspelt limit", { strategy: "equal", covariance, constraints: { max: 1 } }, "constraints.max"],
    [
      "caps for other assets",
      { strategy: "equal", covariance, constraints: { upper: [1] } },
      "constraints.upper",
    ],
    [
      "crossed bounds",
      { strategy: "equal", covariance, constraints: { lower: 1, upper: 0 } },
      "constraints.lower[0]",
    ],
    ["a sign of 0", { strategy: "equal", covariance, options: { signs: [0, 1] } }, "options.signs[0]"],
  ])("%s fails naming the field", async (_, asked, field) => {
    expect((await fieldsOf(allocate, asked))[0]).toBe(field);
  });

  it("trap: an indefinite covariance gets no minimum-variance weights", async () => {
    const indefinite = [
      [1, 2],
      [2, 1],
    ];
    const { error } = await run(["allocate"], { strategy: "minimum-variance", covariance: indefinite });
    expect(error.issues[0].code).toBe("INVALID_INPUT");
  });
});
