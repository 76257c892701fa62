import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propose } from "../../cli/commands/propose.ts";
import { objectiveReportSchema } from "../../cli/schema/objective.ts";
import type { Holdings } from "../../engine/mandates/holding.ts";
import { type Mandate, mandateTerms } from "../../engine/mandates/registry.ts";
import type { AssumedTrade } from "../../engine/mandates/report.ts";
import { legKey } from "../../engine/rebalance/flatTerms.ts";
import { everyMandate } from "../fixtures/mandates/everyMandate.ts";
import { marketBook } from "../fixtures/mandates/marketBook.ts";
import { optionMarket } from "../fixtures/mandates/optionMarket.ts";
import { answerOf, fieldsOf } from "./support.ts";

const market = optionMarket(2, 24, 12);
const mandates = everyMandate(market);
const book = marketBook(market);

/** What a client would send. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Float64Array ? [...part] : part)));
const under = (mandate: unknown) => plain({ ...book, objective: { mandate, holdings: market.holdings } });

describe("clearspan propose with an objective", () => {
  it("answers with what the objective is, what it leaves open and how far it got", async () => {
    const answer = await answerOf(propose, under(mandates.thetaHarvest));
    expect(answer.decision.action).toBe("TRADE");
    expect(objectiveReportSchema.safeParse(answer.objective).error).toBeUndefined();
    const { metric, exposures, scenarios, primaryMetric, exposedTo } = answer.objective;
    expect(primaryMetric).toContain("time decay");
    expect(exposedTo).toContain("short gamma");
    expect(metric).toMatchObject({ name: "theta", unit: "USD per year" });
    expect(metric.after).toBeGreaterThan(metric.before);
    const theta = exposures.reduce(
      (sum: number, one: { theta: { after: number } }) => sum + one.theta.after,
      0,
    );
    expect(theta).toBeCloseTo(metric.after, 6);
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual(market.holdings.scenarios);
  });

  it("passes on what the mandate found", async () => {
    const holdings = structuredClone(market.holdings);
    const wing = holdings.legs.find(
      ({ instrumentId }) => instrumentId !== "ETH-PERP" && instrumentId !== "BTC-PERP",
    );
    Object.assign(wing ?? {}, { scenarioPnlUsd: holdings.scenarios.map(() => 0) });
    const { issues } = await answerOf(
      propose,
      plain({ ...book, objective: { mandate: mandates.thetaHarvest, holdings } }),
    );
    expect(issues).toMatchObject([
      { code: "MISSING_PARAMETER", subject: `${wing?.nettingSetId}/${wing?.instrumentId}` },
    ]);
  });

  it("reports a book at rest when there are no orders", async () => {
    const { orders, objective } = await answerOf(propose, {
      ...under(mandates.collateral),
      mandate: { ...book.mandate, marginChargePerYear: 0 },
    });
    expect(orders).toEqual([]);
    expect(objective.metric.after).toBe(objective.metric.before);
  });

  it.each<[string, (entry: ReturnType<typeof under>) => unknown, string]>([
    [
      "terms of its own",
      (entry) => Object.assign(entry, { terms: { rows: [], rewards: [], risk: null } }),
      "terms",
    ],
    [
      "another horizon",
      (entry) => Object.assign(entry.objective.mandate, { horizonYears: 0.25 }),
      "objective.mandate.horizonYears",
    ],
    [
      "another quantity",
      (entry) => Object.assign(entry.objective.holdings.legs[3], { quantity: 999 }),
      "objective.holdings.legs[3].quantity",
    ],
    [
      "a leg that the objective does not see",
      (entry) => entry.objective.holdings.legs.splice(0, 1),
      "nettingSets[0].legs[0]",
    ],
    [
      "a holding that is in no netting set",
      (entry) => entry.nettingSets.splice(2, 1),
      "objective.holdings.legs[4]",
    ],
    [
      "a limit of the mandate outside its domain",
      (entry) => Object.assign(entry.objective.mandate, { maximumLossUsd: -1 }),
      "objective.mandate.maximumLossUsd",
    ],
    [
      "holdings outside their domain",
      (entry) => Object.assign(entry.objective.holdings.legs[1], { referenceUsd: 0 }),
      "objective.holdings.legs[1].referenceUsd",
    ],
    [
      "a misspelt field of the mandate",
      (entry) => Object.assign(entry.objective.mandate, { maximumLossUSD: 1 }),
      "objective.mandate.maximumLossUSD",
    ],
  ])("%s fails naming the field", async (_, spoil, field) => {
    const entry = under(mandates.thetaHarvest);
    spoil(entry);
    expect((await fieldsOf(propose, entry))[0]).toBe(field);
  });

  it("carry's horizon must be the rebalance's too, other mandates have none", async () => {
    const otherHorizon = { ...book.mandate, horizonYears: 0.1 };
    const entry = (mandate: unknown) => ({ ...under(mandate), mandate: otherHorizon });
    expect(await fieldsOf(propose, entry(mandates.carry))).toEqual(["objective.mandate.horizonYears"]);
    expect(await fieldsOf(propose, entry(mandates.deltaNeutral))).toBe("no failure");
  });
});

describe("proposals under every kind of mandate", () => {
  it("hold every row of the mandate, recomputed from holdings and orders, where there are orders", async () => {
    const traded = new Set<string>();
    const session = await propose.open();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 400 }),
          fc.constantFrom(1, 4, 25),
          async (seed, minimumLots) => {
            const own = optionMarket(seed, 24, 12);
            const { holdings } = own;
            for (const mandate of Object.values(everyMandate(own))) {
              const entry = plain({ ...marketBook(own, minimumLots), objective: { mandate, holdings } });
              const result = await session.answer(entry);
              if (!result.ok) throw new Error(JSON.stringify(result.issues));
              const { orders, objective, decision } = plain(result.value);
              if (orders.length === 0) {
                expect(objective.metric.after).toBe(objective.metric.before);
                continue;
              }
              expect(decision.action).toBe("TRADE");
              traded.add(mandate.kind);
              expectRowsHold(mandate, holdings, orders);
              for (const row of objective.rows) {
                expect(Math.abs(row.excessAfter), row.id).toBeLessThanOrEqual(
                  1e-6 * (1 + Math.abs(row.after)),
                );
              }
            }
          },
        ),
        { numRuns: 5, seed: 5 },
      );
    } finally {
      await session.close();
    }
    // A kind that never trades would hold its rows for nothing.
    expect([...traded].sort()).toEqual(Object.keys(mandates).sort());
  });
});

/** Every row of the mandate's terms at the positions after the orders, summed here. */
function expectRowsHold(mandate: Mandate, holdings: Holdings, orders: readonly AssumedTrade[]) {
  const after = new Map(holdings.legs.map((leg) => [legKey(leg), leg.quantity]));
  for (const order of orders)
    after.set(legKey(order), (after.get(legKey(order)) ?? Number.NaN) + order.quantity);
  const plan = mandateTerms(mandate, holdings);
  if (!plan.ok) throw new Error("no terms");
  for (const { id, perUnit, constant, lower, upper } of plan.value.terms.rows) {
    let sum = constant;
    let gross = Math.abs(constant);
    for (const one of perUnit) {
      const part = one.value * (after.get(legKey(one)) ?? Number.NaN);
      sum += part;
      gross += Math.abs(part);
    }
    const slack = 2e-9 * (1 + gross);
    expect(sum, id).toBeGreaterThanOrEqual((lower ?? -Infinity) - slack);
    expect(sum, id).toBeLessThanOrEqual((upper ?? Infinity) + slack);
  }
}
