import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import { decayOver } from "../../../engine/mandates/thetaHarvest.ts";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { multiply } from "../../../engine/solvers/sparse.ts";
import { solveInLots } from "../../../engine/solvers/wholeLots.ts";
import { dualErrors } from "../../fixtures/mandates/dualErrors.ts";
import { mandateProgram, positionsAfter } from "../../fixtures/mandates/mandateProgram.ts";
import { optionMarket } from "../../fixtures/mandates/optionMarket.ts";
import { thetaMandate } from "../../fixtures/mandates/thetaMandate.ts";
import { expectWithin } from "../figures.ts";
import { fields, value } from "../forecast/value.ts";
import { held, holdings, option, perp, rowOf } from "./support.ts";

const plain = { ...thetaMandate, deltas: [], tenors: [], maximumLossUsd: 1000 };

describe("theta harvest", () => {
  const book = holdings([
    option(20, { quantity: -2, scenarioPnlUsd: [300, 700] }),
    perp({ quantity: 1, scenarioPnlUsd: [-400, 400] }),
  ]);

  it("caps the loss of the whole book in each scenario, against today's marks", () => {
    const { terms } = value(mandateTerms(plain, book));
    const fall = rowOf(terms.rows, "tail:fall");
    expect([fall.lower, fall.upper]).toEqual([-1000, null]);
    expect(held(fall, book)).toBe(-600 - 400);
    expect(held(rowOf(terms.rows, "tail:rise"), book)).toBe(-1400 + 400);
  });

  it("is paid theta over the horizon: a unit sold earns what a unit held loses", () => {
    const { terms, metric } = value(mandateTerms(plain, book));
    expect(terms.rewards).toEqual([
      {
        name: "theta",
        perUnit: [{ nettingSetId: "1:a", instrumentId: "ETH-20D", value: -500 * (14 / 365) }],
      },
    ]);
    expect(metric.measure([-2, 1])).toBe(1000);
  });

  it("does not count decay beyond expiry or beyond the premium", () => {
    const year = 14 / 365;
    expect(decayOver(option(20), year)).toBe(-500 * year);
    expect(decayOver(option(7), year)).toBe(-500 * (7 / 365));
    expect(decayOver(option(20, { priceUsd: 2 }), year)).toBe(-2);
    expect(decayOver(perp(), year)).toBe(0);
  });

  it("does not sell a wing that no scenario reaches: to the cap it would be free", () => {
    const wing = option(7, { scenarioPnlUsd: [-1, 9], quantity: 3 });
    const soldWing = option(8, { scenarioPnlUsd: [-1, 0], quantity: -5 });
    const { legTerms, issues } = value(mandateTerms(plain, holdings([wing, soldWing, ...book.legs])));
    expect(legTerms).toEqual([
      { nettingSetId: "1:a", instrumentId: "ETH-7D", minPosition: 0 },
      { nettingSetId: "1:a", instrumentId: "ETH-8D", minPosition: -5 },
    ]);
    expect(issues.map(({ code, subject }) => [code, subject])).toEqual([
      ["MISSING_PARAMETER", "1:a/ETH-7D"],
      ["MISSING_PARAMETER", "1:a/ETH-8D"],
    ]);
  });

  it("limits what is sold of one option, and leaves what is already beyond", () => {
    const { legTerms } = value(mandateTerms({ ...plain, maximumShort: 1 }, book));
    expect(legTerms).toEqual([{ nettingSetId: "1:a", instrumentId: "ETH-20D", minPosition: -2 }]);
  });

  it("refuses to run without scenarios", () => {
    expect(fields(mandateTerms(plain, holdings([perp()], [])))).toEqual(["scenarios"]);
  });
});

describe("theta harvest, solved", () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await createLpSolver();
  });
  afterAll(() => solver.close());

  it.each([4, 5])("holds every limit and its duals are the slopes of the optimum, seed %s", async (seed) => {
    const { holdings: market, trading } = optionMarket(seed, 40, 20);
    const mandate = { ...thetaMandate, maximumLossUsd: 60_000 };
    const plan = value(mandateTerms(mandate, market));
    const problem = value(mandateProgram(plan, market, trading));
    const solution = value(await solver.solve(problem));
    const after = positionsAfter(market, solution.x);
    const before = market.legs.map(({ quantity }) => quantity);
    expect(plan.metric.measure(after)).toBeGreaterThan(plan.metric.measure(before));
    const losses = market.scenarios.map((_, s) =>
      market.legs.reduce((sum, leg, i) => sum - (leg.scenarioPnlUsd[s] ?? 0) * (after[i] ?? 0), 0),
    );
    expectWithin(Math.max(...losses) / mandate.maximumLossUsd - 1, 1e-9);
    const duals = await dualErrors(problem, solution, solver);
    // A tail row must be among the priced ones: else the cap was no cap.
    const priced = duals
      .filter(({ dual }) => Math.abs(dual) > 1e-9)
      .map(({ row }) => plan.terms.rows[row]?.kind);
    expect(priced).toContain("scenario");
    for (const { relativeError } of duals) expectWithin(relativeError, 1e-6);
  });

  it("comes close to the continuous optimum in whole lots, and still holds every row", async () => {
    const { holdings: market, trading } = optionMarket(6, 24, 12);
    const plan = value(mandateTerms({ ...thetaMandate, maximumLossUsd: 30_000 }, market));
    const problem = value(mandateProgram(plan, market, trading));
    const lots = trading.flatMap(({ lot }) => [lot, lot]);
    const continuous = value(await solver.solve(problem));
    const whole = value(await solveInLots(problem, lots, solver, { relativeGap: 1e-3 }));
    const counts = [...whole.x].map((value, j) => value / (lots[j] ?? 1));
    for (const count of counts) expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-9);
    multiply(problem, whole.x).forEach((activity, i) => {
      const slack = 1e-9 * (1 + Math.abs(activity));
      expect(activity).toBeGreaterThanOrEqual((problem.rowLower[i] ?? 0) - slack);
      expect(activity).toBeLessThanOrEqual((problem.rowUpper[i] ?? 0) + slack);
    });
    expect(whole.objective).toBeGreaterThanOrEqual(continuous.objective);
    expect(whole.objective / continuous.objective).toBeGreaterThan(0.99);
    expect(whole.certificate.integerGap).toBeLessThanOrEqual(1e-3);
  });
});
