import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyLegTerms } from "../../../engine/mandates/applyLegTerms.ts";
import { mandateTerms } from "../../../engine/mandates/registry.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import { type LpSolver, lpFailure } from "../../../engine/solvers/lp.ts";
import { marketBook } from "../../fixtures/mandates/marketBook.ts";
import { optionMarket } from "../../fixtures/mandates/optionMarket.ts";
import { thetaMandate } from "../../fixtures/mandates/thetaMandate.ts";
import { withCosts } from "../../fixtures/rebalance/costlyBook.ts";
import { value } from "../forecast/value.ts";
import { input, localSolver, perp, propose, quantities, venue } from "./support.ts";
import { FREE, mandate, per, row } from "./termsSupport.ts";

const lp = localSolver();
/** A solver without time for anything in lots. */
const hurried: LpSolver = {
  solve: async (problem, limits) =>
    problem.integer === null ? lp.solve(problem, limits) : lpFailure("limit", "test"),
  close: async () => undefined,
};

/** Three instruments with coarse lots, and minimum sizes of `least` lots, in a book whose two rows leave little room. */
function coarse(lots: readonly number[], least: number, target: number, width: number): RebalanceInput {
  const legs = lots.map((lot, i) =>
    perp(`p${i}`, 0, { lot, minimumTrade: least * lot, maxTrade: 8 * lot, ...FREE }),
  );
  const weights = [1, -1, 0.5];
  return mandate([venue("v", legs, 0)], {
    rows: [
      row(
        "sum",
        legs.map(({ instrumentId }) => per("v", instrumentId, 1)),
        {
          lower: target - width,
          upper: target + width,
        },
      ),
      row(
        "tilt",
        legs.map(({ instrumentId }, i) => per("v", instrumentId, weights[i] ?? 0)),
        {
          lower: -width,
          upper: width,
        },
      ),
    ],
    rewards: [{ name: "gain", perUnit: [per("v", "p0", 3), per("v", "p1", 1), per("v", "p2", 2)] }],
  });
}

/** The best of all trades in lots that hold both rows, by trying every one; null when there is none. */
function bestByTrial(lots: readonly number[], least: number, target: number, width: number): number | null {
  let best: number | null = null;
  const [a = 0, b = 0, c = 0] = lots;
  const counts = Array.from({ length: 17 }, (_, n) => n - 8).filter((n) => n === 0 || Math.abs(n) >= least);
  for (const i of counts) {
    for (const j of counts) {
      for (const k of counts) {
        const [x, y, z] = [i * a, j * b, k * c];
        const slack = width + 1e-12;
        if (Math.abs(x + y + z - target) > slack || Math.abs(x - y + 0.5 * z) > slack) continue;
        best = Math.max(best ?? -Infinity, 3 * x + y + 2 * z);
      }
    }
  }
  return best;
}

describe("plans in whole lots", () => {
  it("trade wherever some trade in lots holds every row, within the gap of the best one", async () => {
    let searched = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...[0.7, 1.1, 0.9].map((lot) => fc.integer({ min: 0, max: 9 }).map((n) => lot + n / 20))),
        fc.constantFrom(1, 1, 3),
        fc.integer({ min: 1, max: 60 }),
        async (lots, least, step) => {
          const [target, width] = [step / 10, 0.06];
          const proposal = await propose(coarse(lots, least, target, width), lp);
          const best = bestByTrial(lots, least, target, width);
          if (best === null) {
            expect(proposal.orders).toEqual([]);
            return;
          }
          const { action, netUsd } = proposal.decision;
          expect(action).toBe("TRADE");
          expect(netUsd).toBeLessThanOrEqual(best + 1e-9);
          const { integerGap = 0, passed } = proposal.certificate ?? {};
          expect(passed).toBe(true);
          const plain = await propose(coarse(lots, least, target, width), hurried);
          if (plain.decision.action === "TRADE") return;
          searched += 1;
          expect(plain.decision.reasonCode).toBe("BELOW_MIN_NOTIONAL");
          expect(integerGap).toBeLessThanOrEqual(1e-3);
          expect(netUsd).toBeGreaterThanOrEqual(best - 1e-3 * Math.abs(best) - 1e-9);
        },
      ),
      { numRuns: 120, seed: 11 },
    );
    expect(searched).toBeGreaterThan(5);
  });

  it.each([1, 2, 3])("harvest theta on a full book, seed %s, every row recomputed", async (seed) => {
    const market = optionMarket(seed, 60, 24);
    const { holdings } = market;
    const harvest = { ...thetaMandate, maximumLossUsd: 100_000 };
    const { terms, legTerms } = value(mandateTerms(harvest, holdings));
    const book = marketBook(market);
    const proposal = await propose(applyLegTerms({ ...book, terms }, legTerms), lp);
    expect(proposal.decision.action).toBe("TRADE");
    const traded = quantities(proposal);
    const after = holdings.legs.map(
      (leg) => leg.quantity + (traded[`${leg.nettingSetId}/${leg.instrumentId}`] ?? 0),
    );
    holdings.scenarios.forEach((_, s) => {
      const pnl = holdings.legs.reduce(
        (sum, leg, i) => sum + (leg.scenarioPnlUsd[s] ?? 0) * (after[i] ?? 0),
        0,
      );
      expect(pnl).toBeGreaterThanOrEqual(-harvest.maximumLossUsd * (1 + 1e-9));
    });
    const lots = new Map(
      book.nettingSets.flatMap(({ id, legs }) => legs.map((leg) => [`${id}/${leg.instrumentId}`, leg])),
    );
    for (const [key, quantity] of Object.entries(traded)) {
      const leg = lots.get(key);
      const count = quantity / (leg?.lot ?? 0);
      const closes = quantity === -(leg?.quantity ?? 0);
      expect(closes || Math.abs(count - Math.round(count)) < 1e-9, key).toBe(true);
    }
  });

  it("use the tolerance of a kept greek, and close what is no multiple of a lot", async () => {
    // 2.3 and twice 1.9 take all of 6.11 but 0.01, which is within 0.2 % of it: no single step from 6.1 gets there.
    const cheap = [
      perp("a", 0, { lot: 2.3, maxTrade: 9.2 }),
      perp("b", 0, { lot: 1.9, maxTrade: 7.6, feeBps: 8 }),
      perp("c", 0, { lot: 3.3, maxTrade: 9.9, feeBps: 9 }),
    ];
    const sets = [
      venue("dear", [perp("p", 6.11, { lot: 0.1, maxTrade: 9.97 })], 0.1),
      venue("cheap", cheap, 0.02),
    ];
    const entry = input(sets, { keep: [{ greek: "delta", relativeTolerance: 0.002 }] });
    expect((await propose(entry, hurried)).decision.reasonCode).toBe("BELOW_MIN_NOTIONAL");
    const proposal = await propose(entry, lp);
    expect(quantities(proposal)).toEqual({ "cheap/a": 2.3, "cheap/b": 3.8, "dear/p": -6.11 });
    expect(proposal.greeks[0]?.residual).toBeCloseTo(-0.01, 12);
  });

  it("count impact, gas and margin in full although the search has tangents of them only", async () => {
    for (const seed of [6, 7, 8]) {
      const market = optionMarket(seed, 24, 12);
      const { terms, legTerms } = value(
        mandateTerms({ ...thetaMandate, maximumLossUsd: 60_000 }, market.holdings),
      );
      const book = withCosts(marketBook(market));
      const under = applyLegTerms({ ...book, transfers: [], terms }, legTerms);
      const { decision, orders, margin, risk, certificate, outerGap } = await propose(under, lp);
      expect((await propose(under, hurried)).orders).toEqual([]);
      expect(decision.action).toBe("TRADE");
      expect(certificate?.integerGap).toBeLessThanOrEqual(1e-3);
      expect(outerGap?.gap).toBeLessThanOrEqual(1e-8);
      expect(orders.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(decision.costUsd, 6);
      for (const set of margin)
        expect(set.marginAfterUsd).toBeLessThanOrEqual(0.9 * set.equityAfterUsd + 1e-6);
      for (const { id, after } of risk?.rows ?? []) {
        const { lower, upper } = terms.rows.find((one) => one.id === id) ?? { lower: null, upper: null };
        expect(after, id).toBeGreaterThanOrEqual((lower ?? -Infinity) - 1e-6 * (1 + Math.abs(after)));
        expect(after, id).toBeLessThanOrEqual((upper ?? Infinity) + 1e-6 * (1 + Math.abs(after)));
      }
    }
  });
});
