import { describe, expect, it } from "vitest";
import { applyLegTerms } from "../../../engine/mandates/applyLegTerms.ts";
import type { Holdings } from "../../../engine/mandates/holding.ts";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import { mandateReport } from "../../../engine/mandates/report.ts";
import type { ThetaHarvestMandate } from "../../../engine/mandates/thetaHarvest.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import { marketBook } from "../../fixtures/mandates/marketBook.ts";
import { optionMarket } from "../../fixtures/mandates/optionMarket.ts";
import { thetaMandate } from "../../fixtures/mandates/thetaMandate.ts";
import { fields, value } from "../forecast/value.ts";
import { localSolver, propose, quantities } from "../rebalance/support.ts";
import { holdings, option } from "./support.ts";

const lp = localSolver();
const CONFIDENCE = 0.8;

/** Mean of the worst 20 % of losses, from the positions alone; 12 scenarios, so that 2.4 of them count. */
function shortfall({ scenarios, legs }: Holdings, traded: Readonly<Record<string, number>> = {}): number {
  const losses = scenarios.map((_, s) =>
    legs.reduce((loss, leg) => {
      const after = leg.quantity + (traded[`${leg.nettingSetId}/${leg.instrumentId}`] ?? 0);
      return loss - (leg.scenarioPnlUsd[s] ?? 0) * after;
    }, 0),
  );
  const [first = 0, second = 0, third = 0] = losses.sort((a, b) => b - a);
  expect(losses).toHaveLength(12);
  return (first + second + 0.4 * third) / 2.4;
}

/** A harvest capped by its shortfall, and by a worst loss that is far away. */
function harvest(maximumUsd: number): ThetaHarvestMandate {
  return { ...thetaMandate, maximumLossUsd: 1e7, expectedShortfall: { confidence: CONFIDENCE, maximumUsd } };
}

function entry(mandate: ThetaHarvestMandate, seed: number, anySize: boolean): RebalanceInput {
  const market = optionMarket(seed, 24, 12);
  const { terms, legTerms } = value(mandateTerms(mandate, market.holdings));
  const book = marketBook(market);
  const nettingSets = book.nettingSets.map((set) => ({
    ...set,
    legs: set.legs.map((leg) => (anySize ? { ...leg, lot: 0, minimumTrade: 0 } : leg)),
  }));
  return applyLegTerms({ ...book, nettingSets, terms }, legTerms);
}

describe("a cap on expected shortfall", () => {
  it("is a row whose value is minus the mean of the worst losses, the one at the edge in part", () => {
    const scenarios = Array.from({ length: 12 }, (_, s) => `${s}`);
    const pnl = [5, -100, 20, 40, -60, 0, 3, -80, 9, 1, 2, 30];
    const book = holdings([option(20, { quantity: 2, scenarioPnlUsd: pnl })], scenarios);
    const { rows } = value(mandateReport({ ...harvest(500), deltas: [], tenors: [] }, book, []));
    const row = rows.find(({ id }) => id === "shortfall");
    expect(row?.before).toBeCloseTo((-2 * (100 + 80 + 0.4 * 60)) / 2.4, 9);
    expect(row?.lower).toBe(-500);
  });

  it.each([1, 2, 3])("is held in lots and nearly used up, seed %s", async (seed) => {
    const { holdings: held } = optionMarket(seed, 24, 12);
    const proposal = await propose(entry(harvest(40_000), seed, false), lp);
    expect(proposal.decision.action).toBe("TRADE");
    const reached = shortfall(held, quantities(proposal));
    expect(reached).toBeLessThanOrEqual(40_000 * (1 + 1e-9));
    expect(reached).toBeGreaterThan(0.97 * 40_000);
    const reported = proposal.risk?.rows.find(({ id }) => id === "shortfall");
    expect(reported?.before).toBeCloseTo(-shortfall(held), 6);
    expect(reported?.after).toBeCloseTo(-reached, 6);
  });

  it("has a shadow price that is the slope of the net benefit", async () => {
    const at = (maximumUsd: number) => propose(entry(harvest(maximumUsd), 2, true), lp);
    const [below, middle, above] = [await at(39_990), await at(40_000), await at(40_010)];
    const slope = (above.decision.netUsd - below.decision.netUsd) / 20;
    const line = middle.constraints.find(({ id }) => id === "shortfall");
    expect(line).toMatchObject({ binding: true });
    expect(line?.shadowPrice).toBeGreaterThan(0.001);
    expect((line?.shadowPrice ?? 0) / slope).toBeCloseTo(1, 5);
  });

  it("tells the true value where it does not bind, and lets more be earned than a cap on every scenario", async () => {
    const loose = await propose(entry({ ...harvest(1e7), maximumLossUsd: 40_000 }, 2, true), lp);
    const line = loose.constraints.find(({ id }) => id === "shortfall");
    const { holdings: held } = optionMarket(2, 24, 12);
    expect(line).toMatchObject({ binding: false, shadowPrice: 0 });
    expect(line?.value).toBeCloseTo(-shortfall(held, quantities(loose)), 3);
    const capped = await propose(entry(harvest(40_000), 2, true), lp);
    expect(capped.decision.netUsd).toBeGreaterThan(loose.decision.netUsd * 1.001);
  });

  it("is refused outside its domain", async () => {
    const book = optionMarket(2, 24, 12).holdings;
    const wrong = { ...thetaMandate, expectedShortfall: { confidence: 1, maximumUsd: -1 } };
    expect(fields(mandateTerms(wrong, book))).toEqual([
      "expectedShortfall.maximumUsd",
      "expectedShortfall.confidence",
    ]);
    const { terms, ...rest } = entry(harvest(1), 2, false);
    const rows = (terms?.rows ?? []).map((row) => (row.id === "shortfall" ? { ...row, upper: 0 } : row));
    const { issues } = await propose({ ...rest, terms: { rows, rewards: [], risk: null } }, lp);
    expect(issues.map(({ field }) => field?.replace(/\d+/, "n"))).toEqual(["terms.rows[n].upper"]);
  });
});
