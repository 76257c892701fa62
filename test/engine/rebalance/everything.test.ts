import { describe, expect, it } from "vitest";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { RebalanceProposal } from "../../../engine/rebalance/proposal.ts";
import type { PerUnit } from "../../../engine/rebalance/terms.ts";
import { type LpSolver, lpFailure } from "../../../engine/solvers/lp.ts";
import { withCosts } from "../../fixtures/rebalance/costlyBook.ts";
import { type SyntheticBook, syntheticBook } from "../../fixtures/rebalance/syntheticBook.ts";
import { localSolver, propose } from "./support.ts";

const lp = localSolver();
const SIGMA: Readonly<Record<string, number>> = { BTC: 50_000, ETH: 2_000 };

/** A random option book with every cost, transfers, bands on delta, a tail limit and a risk in both coins. */
function fullBook(seed: number, lots: boolean): SyntheticBook {
  const book = syntheticBook(seed, 3, 24, 16, lots);
  const costly = withCosts(book.input);
  const form = (value: (leg: RebalanceInput["nettingSets"][number]["legs"][number]) => number): PerUnit[] =>
    costly.nettingSets.flatMap(({ id, legs }) =>
      legs.map((leg) => ({ nettingSetId: id, instrumentId: leg.instrumentId, value: value(leg) })),
    );
  const delta = (coin: string) =>
    form((leg) => (leg.underlying === coin ? (leg.greeksPerUnit.delta ?? 0) : 0));
  const coins = ["BTC", "ETH"];
  const rows = coins.map((coin) => ({
    id: `greek:delta:${coin}`,
    kind: "greek" as const,
    unit: coin,
    lower: coin === "BTC" ? -2 : -60,
    upper: coin === "BTC" ? 2 : 60,
    constant: 0,
    perUnit: delta(coin),
    usdPerUnit: SIGMA[coin] ?? 1,
  }));
  const factors = coins.map((name) => ({ name, perUnit: delta(name), constant: 0 }));
  const covariancePerYear = coins.map((a) =>
    coins.map((b) => (a === b ? 1 : 0.8) * (SIGMA[a] ?? 0) * (SIGMA[b] ?? 0)),
  );
  const input: RebalanceInput = {
    ...costly,
    mandate: { ...costly.mandate, keep: [] },
    terms: {
      rows,
      rewards: [{ name: "gamma", perUnit: form((leg) => 1e3 * (leg.greeksPerUnit.gamma ?? 0)) }],
      risk: { aversionPerUsd: 1e-6, factors, covariancePerYear },
    },
  };
  return { input, revalue: book.revalue };
}

/** Net benefit from the input, the orders and the transfers, by other code than the engine's. */
function netOf({ input, revalue }: SyntheticBook, proposal: RebalanceProposal): number {
  const { mandate, nettingSets, terms, transfers = [] } = input;
  const traded = new Map(proposal.orders.map((o) => [`${o.nettingSetId} ${o.instrumentId}`, o.quantity]));
  const held = new Map(
    nettingSets.flatMap((set) => set.legs.map((leg) => [`${set.id} ${leg.instrumentId}`, leg.quantity])),
  );
  const after = (key: string) => (held.get(key) ?? 0) + (traded.get(key) ?? 0);
  let net = 0;
  const equity = new Map(nettingSets.map((set) => [set.id, set.equityUsd]));
  const pay = (set: string, amount: number) => equity.set(set, (equity.get(set) ?? 0) - amount);
  for (const move of proposal.collateralMoves) {
    const way = transfers.find(({ id }) => id === move.transferId);
    if (way === undefined) throw new Error("no such transfer");
    expect(move.amountUsd).toBeLessThanOrEqual(way.maxUsd + 1e-6);
    const fee = (move.amountUsd * way.feeBps) / 1e4;
    pay(way.fromSetId, move.amountUsd + way.fixedCostUsd);
    pay(way.toSetId, fee - move.amountUsd);
    net -= fee + way.fixedCostUsd;
  }
  for (const set of nettingSets) {
    const before = revalue(set.id, (id) => held.get(`${set.id} ${id}`) ?? 0);
    const margin = revalue(set.id, (id) => after(`${set.id} ${id}`));
    net += (before - margin) * mandate.marginChargePerYear * mandate.horizonYears;
    for (const leg of set.legs) {
      const quantity = traded.get(`${set.id} ${leg.instrumentId}`) ?? 0;
      if (quantity === 0) continue;
      const bps = leg.feeBps + leg.halfSpreadBps;
      const impact = (leg.impact?.coefficientUsd ?? 0) * Math.abs(quantity) ** 1.5;
      const cost =
        (Math.abs(quantity) * leg.notionalUsdPerUnit * bps) / 1e4 + impact + (leg.fixedCostUsd ?? 0);
      pay(set.id, cost);
      const carry = (q: number) => (q > 0 ? q * leg.carryLongUsdPerYear : -q * leg.carryShortUsdPerYear);
      net += (carry(leg.quantity + quantity) - carry(leg.quantity)) * mandate.horizonYears - cost;
    }
    expect(margin).toBeLessThanOrEqual((equity.get(set.id) ?? 0) + 1e-5);
  }
  const sum = (perUnit: readonly PerUnit[], of: (key: string) => number) =>
    perUnit.reduce((all, one) => all + one.value * of(`${one.nettingSetId} ${one.instrumentId}`), 0);
  for (const row of terms?.rows ?? []) {
    expect(sum(row.perUnit, after)).toBeLessThanOrEqual((row.upper ?? Infinity) + 1e-6);
    expect(sum(row.perUnit, after)).toBeGreaterThanOrEqual((row.lower ?? -Infinity) - 1e-6);
  }
  for (const { perUnit } of terms?.rewards ?? []) net += sum(perUnit, (key) => traded.get(key) ?? 0);
  const variance = (of: (key: string) => number) => {
    const [b, e] = (terms?.risk?.factors ?? []).map(
      ({ name, perUnit }) => (SIGMA[name] ?? 0) * sum(perUnit, of),
    );
    return (b ?? 0) ** 2 + (e ?? 0) ** 2 + 2 * 0.8 * (b ?? 0) * (e ?? 0);
  };
  const charge = ((terms?.risk?.aversionPerUsd ?? 0) / 2) * mandate.horizonYears;
  return net + charge * (variance((key) => held.get(key) ?? 0) - variance(after));
}

describe("books with everything at once", () => {
  it.each([false, true])(
    "are worth what a full recomputation finds, and hold every limit (lots: %s)",
    async (lots) => {
      let traded = 0;
      for (let seed = 1; seed <= 5; seed++) {
        const book = fullBook(seed, lots);
        const proposal = await propose(book.input, lp);
        expect(proposal.certificate?.passed, `seed ${seed}`).toBe(true);
        expect(proposal.outerGap?.gap, `seed ${seed}`).toBeLessThanOrEqual(1e-8);
        if (proposal.decision.action !== "TRADE") continue;
        traded += 1;
        const net = netOf(book, proposal);
        expect(Math.abs(proposal.decision.netUsd - net)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(net)));
        const { terms, benefitUsd, costUsd } = proposal.decision;
        const orderCosts = proposal.orders.reduce((all, { costUsd: one }) => all + one, 0);
        expect(orderCosts + terms.bridgeUsd).toBeCloseTo(costUsd, 6);
        expect(benefitUsd).toBeGreaterThan(costUsd);
      }
      expect(traded).toBeGreaterThanOrEqual(4);
    },
  );

  it("come to an end with a solver that gives out at any moment, and say so", async () => {
    const { input } = fullBook(1, true);
    for (const good of [0, 1, 2, 5, 9, 20]) {
      let calls = 0;
      const failing: LpSolver = {
        solve: (problem, limits) =>
          ++calls > good ? Promise.resolve(lpFailure("limit", "test")) : lp.solve(problem, limits),
        close: async () => undefined,
      };
      const proposal = await propose(input, failing);
      if (good === 0) expect(proposal.decision.reasonCode).toBe("SOLVER_FAILED");
      if (proposal.orders.length > 0) expect(proposal.outerGap?.gap).toBeGreaterThanOrEqual(0);
      expect(calls).toBeLessThanOrEqual(good + 30);
    }
  });
});
