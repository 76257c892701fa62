import { describe, expect, it } from "vitest";
import type { RebalanceInput, RebalanceNettingSet } from "../../../engine/rebalance/input.ts";
import type { RebalanceProposal } from "../../../engine/rebalance/proposal.ts";
import { createLpSolver } from "../../../engine/solvers/highs/client.ts";
import { type SyntheticBook, syntheticBook, uniform } from "../../fixtures/rebalance/syntheticBook.ts";
import { input, localSolver, perp, propose, venue } from "./support.ts";

const lp = localSolver();

function after(set: RebalanceNettingSet, proposal: RebalanceProposal): Map<string, number> {
  const held = new Map(set.legs.map((leg) => [leg.instrumentId, leg.quantity]));
  for (const order of proposal.orders) {
    if (order.nettingSetId !== set.id) continue;
    held.set(order.instrumentId, (held.get(order.instrumentId) ?? 0) + order.quantity);
  }
  return held;
}

/** Everything that a reader can redo from the input and the orders, redone. */
function recheck({ input: given, revalue }: SyntheticBook, proposal: RebalanceProposal): void {
  let released = 0;
  let costs = 0;
  const change = new Map<string, number>();
  const gross = new Map<string, number>();
  for (const set of given.nettingSets) {
    const held = after(set, proposal);
    const report = proposal.margin.find(({ nettingSetId }) => nettingSetId === set.id);
    const start = new Map(set.legs.map((leg) => [leg.instrumentId, leg.quantity]));
    const before = revalue(set.id, (id) => start.get(id) ?? 0);
    const margin = revalue(set.id, (id) => held.get(id) ?? 0);
    released += before - margin;
    expect(report?.marginBeforeUsd).toBeCloseTo(before, 6);
    expect(report?.marginAfterUsd).toBeCloseTo(margin, 6);
    let setCosts = 0;
    for (const leg of set.legs) {
      const traded = (held.get(leg.instrumentId) ?? 0) - leg.quantity;
      setCosts += (Math.abs(traded) * leg.notionalUsdPerUnit * (leg.feeBps + leg.halfSpreadBps)) / 1e4;
      expect(Math.abs(traded)).toBeLessThanOrEqual((leg.maxTrade ?? Infinity) * (1 + 1e-9));
      for (const [greek, value] of Object.entries(leg.greeksPerUnit)) {
        const key = `${greek} ${leg.underlying}`;
        change.set(key, (change.get(key) ?? 0) + traded * value);
        gross.set(key, (gross.get(key) ?? 0) + Math.abs(leg.quantity * value));
      }
    }
    costs += setCosts;
    expect(margin + setCosts).toBeLessThanOrEqual(set.equityUsd + 1e-5);
  }
  const { decision } = proposal;
  expect(released).toBeGreaterThanOrEqual(-1e-5);
  expect(decision.costUsd).toBeCloseTo(costs, 6);
  expect(decision.terms.marginReleasedUsd).toBeCloseTo(released, 5);
  expect(decision.netUsd).toBeCloseTo(decision.benefitUsd - decision.costUsd, 9);
  expect(decision.netUsd).toBeGreaterThan(given.mandate.minimumNetUsd);
  for (const [key, by] of change) {
    const tolerance = given.mandate.keep[0]?.relativeTolerance ?? 0;
    expect(Math.abs(by), key).toBeLessThanOrEqual(Math.max(tolerance, 1e-9) * (1 + (gross.get(key) ?? 0)));
  }
}

describe("proposals on random option books", () => {
  it.each([false, true])("report what a full revaluation finds (lots: %s)", async (lots) => {
    let traded = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const book = syntheticBook(seed, 3, 24, 16, lots);
      const proposal = await propose(book.input, lp);
      expect(proposal.certificate?.passed).toBe(true);
      if (proposal.decision.action !== "TRADE") continue;
      traded += 1;
      recheck(book, proposal);
      for (const set of proposal.margin) {
        const own = proposal.orders.filter(({ nettingSetId }) => nettingSetId === set.nettingSetId);
        const explained = own.reduce((sum, { marginImpactUsd }) => sum + marginImpactUsd, 0);
        expect(explained).toBeCloseTo(set.marginAfterUsd - set.marginBeforeUsd, 6);
      }
    }
    expect(traded).toBeGreaterThanOrEqual(8);
  });

  it("never trade a frozen instrument nor grow one that may only shrink", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const { input: given } = syntheticBook(seed, 3, 24, 16, false);
      const random = uniform(seed + 100);
      const nettingSets = given.nettingSets.map((set) => ({
        ...set,
        legs: set.legs.map((leg) => {
          const draw = random();
          const policy = draw < 0.3 ? ("freeze" as const) : draw < 0.6 ? ("reduceOnly" as const) : null;
          return policy === null ? leg : { ...leg, oracle: { policy, reason: "test" } };
        }),
      }));
      const proposal = await propose({ ...given, nettingSets }, lp);
      for (const order of proposal.orders) {
        const set = nettingSets.find(({ id }) => id === order.nettingSetId);
        const leg = set?.legs.find(({ instrumentId }) => instrumentId === order.instrumentId);
        expect(leg?.oracle.policy).not.toBe("freeze");
        if (leg?.oracle.policy !== "reduceOnly") continue;
        expect(Math.sign(order.quantity)).toBe(-Math.sign(leg.quantity));
        expect(Math.abs(order.quantity)).toBeLessThanOrEqual(Math.abs(leg.quantity) * (1 + 1e-12));
      }
    }
  });

  it("give the same bytes whatever the order of the input, and in the worker", async () => {
    const { input: given } = syntheticBook(2, 3, 24, 16, true);
    const turned: RebalanceInput = {
      mandate: { ...given.mandate, keep: [...given.mandate.keep].reverse() },
      nettingSets: [...given.nettingSets].reverse().map((set) => ({
        ...set,
        legs: [...set.legs].reverse(),
        margin: set.margin.map((block) => ({
          ...block,
          pieces: block.pieces.map((piece) => ({ ...piece, usdPerUnit: [...piece.usdPerUnit].reverse() })),
        })),
      })),
    };
    const solver = await createLpSolver();
    const answers = [await propose(given, lp), await propose(turned, lp), await propose(given, solver)];
    await solver.close();
    const [first, second, third] = answers.map((answer) => JSON.stringify(answer));
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(answers[0]?.orders.length).toBeGreaterThan(0);
  });
});

describe("optimality", () => {
  it("beats every trade of a grid over three venues", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = uniform(seed);
      const rates = [0.02 + 0.1 * random(), 0.02 + 0.1 * random(), 0.02 + 0.1 * random()];
      const held = [6 - 12 * random(), 6 - 12 * random(), 6 - 12 * random()];
      const carry = 200 * random() - 100;
      const legOf = (i: number) =>
        perp("p", held[i] ?? 0, {
          feeBps: 10 * random(),
          ...(i === 0 ? { carryLongUsdPerYear: carry, carryShortUsdPerYear: -carry - 20 } : {}),
        });
      const legs = [legOf(0), legOf(1), legOf(2)];
      const sets = legs.map((leg, i) => venue(`v${i}`, [leg], rates[i] ?? 0));
      const { decision } = await propose(input(sets), lp);
      const best = decision.action === "TRADE" ? decision.netUsd : 0;
      const net = (trades: readonly number[]) =>
        trades.reduce((sum, trade, i) => {
          const leg = legs[i];
          if (leg === undefined) return sum;
          const margin = (quantity: number) => Math.abs(quantity) * 3_000 * (rates[i] ?? 0) * 0.2 * 0.25;
          const earned = (q: number) =>
            0.25 * (q > 0 ? q * leg.carryLongUsdPerYear : -q * leg.carryShortUsdPerYear);
          const end = leg.quantity + trade;
          const gain = margin(leg.quantity) - margin(end) + earned(end) - earned(leg.quantity);
          return sum + gain - Math.abs(trade) * 3_000 * (leg.feeBps + 1) * 1e-4;
        }, 0);
      const released = (trades: readonly number[]) =>
        trades.reduce(
          (sum, t, i) => sum + (Math.abs(held[i] ?? 0) - Math.abs((held[i] ?? 0) + t)) * (rates[i] ?? 0),
          0,
        );
      for (let a = -12; a <= 12; a += 0.5) {
        for (let b = -12; b <= 12; b += 0.5) {
          const trades = [a, b, -a - b];
          if (released(trades) < 0) continue;
          expect(best, `seed ${seed}`).toBeGreaterThanOrEqual(net(trades) - 1e-9);
        }
      }
    }
  });

  it("prices limits by what one more unit brings (finite differences)", async () => {
    const sets = (equityUsd: number, maxTrade: number) => [
      venue("dear", [perp("p", 10)], 0.1),
      venue("cheap", [perp("p", 0)], 0.02, equityUsd),
      venue("mid", [perp("p", 0, { maxTrade })], 0.03),
    ];
    const base = await propose(input(sets(300, 2)), lp);
    const price = (id: string) => base.constraints.find((line) => line.id === id)?.shadowPrice ?? Number.NaN;
    const more = await propose(input(sets(301, 2)), lp);
    expect(more.decision.netUsd - base.decision.netUsd).toBeCloseTo(price("marginLimit:cheap"), 8);
    const deeper = await propose(input(sets(300, 2.01)), lp);
    expect((deeper.decision.netUsd - base.decision.netUsd) / 0.01).toBeCloseTo(price("tradeSize:mid/p"), 6);
    expect(price("tradeSize:mid/p")).toBeGreaterThan(0);
  });
});
