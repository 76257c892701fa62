import { describe, expect, it } from "vitest";
import type { RebalanceLeg } from "../../../engine/rebalance/input.ts";
import { hedgedPair, input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();
const FREE: Partial<RebalanceLeg> = { feeBps: 0, halfSpreadBps: 0 };

describe("square-root impact", () => {
  it("trades until the marginal impact is the margin's worth (by hand)", async () => {
    // Closing u ETH on both sides frees 600 u USD, worth 30 u; impact 2 * 5 u^1.5; 30 = 15 sqrt(u): u = 4, net 40.
    const impact = { ...FREE, impact: { coefficientUsd: 5 } };
    const proposal = await propose(input(hedgedPair(0.1, impact, impact)), lp);
    expect(quantities(proposal)["a/long"]).toBeCloseTo(-4, 3);
    expect(proposal.decision.netUsd).toBeCloseTo(40, 6);
    expect(proposal.decision.terms.impactUsd).toBeCloseTo(80, 1);
    expect(proposal.outerGap).toMatchObject({ closed: true });
    expect(proposal.outerGap?.gap).toBeLessThanOrEqual(1e-8);
    expect(proposal.certificate?.passed).toBe(true);
    expect(proposal.orders[0]?.cost.impactUsd).toBeCloseTo(40, 1);
    expect(proposal.orders[0]?.costUsd).toBe(proposal.orders[0]?.cost.impactUsd);
  });

  it("holds back nothing when it is 0, bit for bit", async () => {
    const impact = { impact: { coefficientUsd: 0 }, fixedCostUsd: 0, permanentImpactUsdPerUnit2: 0 };
    const plain = await propose(input(hedgedPair(0.1)), lp);
    expect(await propose(input(hedgedPair(0.1, impact, impact)), lp)).toEqual(plain);
  });

  it("is paid from the equity of its set, and leaves nothing of it unused", async () => {
    // At the cheap venue 240 USD of equity bear 60 USD of margin and 20 sqrt(u) of impact an ETH: u + u^1.5 / 3 = 4.
    const sets = [
      venue("dear", [perp("p", 10, FREE)], 0.5),
      venue("cheap", [perp("p", 0, { ...FREE, impact: { coefficientUsd: 20 } })], 0.02, 240),
    ];
    const proposal = await propose(input(sets), lp);
    const taken = quantities(proposal)["cheap/p"] ?? 0;
    const used = 60 * taken + 20 * taken ** 1.5;
    expect(used).toBeLessThanOrEqual(240 + 1e-6);
    expect(used).toBeGreaterThan(239.9);
    expect(proposal.margin.find(({ nettingSetId }) => nettingSetId === "cheap")?.equityAfterUsd).toBeCloseTo(
      240 - 20 * taken ** 1.5,
      9,
    );
  });

  it("is cut by the depth that the venue has", async () => {
    const impact = { ...FREE, impact: { coefficientUsd: 5 }, maxTrade: 2 };
    const proposal = await propose(input(hedgedPair(0.1, impact, impact)), lp);
    expect(quantities(proposal)["a/long"]).toBeCloseTo(-2, 9);
    const priced = proposal.constraints.filter(({ kind }) => kind === "tradeSize");
    // One more ETH on both sides: 30 USD less 15 sqrt(2) of impact, whichever of the two limits holds it.
    expect(priced.reduce((sum, line) => sum + line.shadowPrice, 0)).toBeCloseTo(30 - 15 * Math.SQRT2, 2);
  });
});

describe("own impact on the mark", () => {
  it("charges a trade against a position for marking down all of it", async () => {
    // 0.2 USD per unit^2 on 10 held: 2 USD a unit; 30 - 2 * 2 = 26 a unit pays, 40 a unit does not.
    const marked = { ...FREE, permanentImpactUsdPerUnit2: 0.2 };
    const proposal = await propose(input(hedgedPair(0.1, marked, marked)), lp);
    expect(proposal.decision.netUsd).toBeCloseTo(260, 6);
    expect(proposal.decision.terms.permanentImpactUsd).toBeCloseTo(40, 6);
    const dear = { ...FREE, permanentImpactUsdPerUnit2: 2 };
    expect((await propose(input(hedgedPair(0.1, dear, dear)), lp)).decision.action).toBe("NO_TRADE");
  });

  it("charges nothing for a trade along the position", async () => {
    const sets = [
      venue("dear", [perp("p", 10, FREE)], 0.1),
      venue("cheap", [perp("p", 2, { ...FREE, permanentImpactUsdPerUnit2: 10 })], 0.02),
    ];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "cheap/p": 10, "dear/p": -10 });
    expect(proposal.decision.terms.permanentImpactUsd).toBe(0);
  });

  it("does not count the gain that one's own buying makes on the mark", async () => {
    const sets = [
      venue("a", [perp("p", 10, { ...FREE, permanentImpactUsdPerUnit2: 5, maxTrade: 1 })], 0),
      venue("b", [perp("p", 0, FREE)], 0),
    ];
    expect((await propose(input(sets), lp)).decision).toMatchObject({ action: "NO_TRADE", netUsd: 0 });
  });
});

describe("fixed costs", () => {
  it("are paid once by every order that trades", async () => {
    const gas = { ...FREE, fixedCostUsd: 20 };
    const { decision, orders } = await propose(input(hedgedPair(0.1, gas, gas)), lp);
    expect(decision).toMatchObject({ action: "TRADE" });
    expect(decision.terms.gasUsd).toBe(40);
    expect(decision.netUsd).toBeCloseTo(260, 6);
    expect(orders[0]?.cost.gasUsd).toBe(20);
  });

  it("name themselves when they alone stand in the way", async () => {
    const gas = { ...FREE, fixedCostUsd: 160 };
    const { decision, orders } = await propose(input(hedgedPair(0.1, gas, gas)), lp);
    expect(orders).toEqual([]);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "GAS_DOMINATES" });
    expect(decision.netUsd).toBeCloseTo(-20, 6);
    expect(decision.reason).toContain("but for 320 USD of fixed costs it would pay");
  });

  it("drop the pair that does not earn them and keep the one that does", async () => {
    const gas = (underlying: string) => ({ ...FREE, underlying, fixedCostUsd: 20 });
    const sets = [
      venue("a", [perp("big", 10, gas("ETH")), perp("small", 1, gas("BTC"))], 0.1),
      venue("b", [perp("big", -10, gas("ETH")), perp("small", -1, gas("BTC"))], 0.1),
    ];
    const proposal = await propose(input(sets), lp);
    // The small pair frees 600 USD, worth 30, for 40 of gas.
    expect(quantities(proposal)).toEqual({ "a/big": -10, "b/big": 10 });
    expect(proposal.decision.netUsd).toBeCloseTo(260, 6);
  });

  it("put into one order what would have gone into two", async () => {
    // Both cheap venues take 6 of 10; 0.1 % less margin at the second is not worth its gas.
    const sets = [
      venue("dear", [perp("p", 10, FREE)], 0.1),
      venue("first", [perp("p", 0, { ...FREE, fixedCostUsd: 5, maxTrade: 9 })], 0.02),
      venue("second", [perp("p", 0, { ...FREE, fixedCostUsd: 60, maxTrade: 6 })], 0.019),
    ];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "dear/p": -9, "first/p": 9 });
  });

  it("beat every choice of orders on small books, or nearly", async () => {
    // Enumerates who may trade: four sets, one instrument, 16 choices.
    for (let seed = 1; seed <= 6; seed++) {
      const gas = [3, 17, 29, 8].map((base, i) => base + ((seed * (i + 3)) % 7) * 4);
      const legs = gas.map((fixedCostUsd, i) =>
        perp("p", [8, -3, 0, -4][i] ?? 0, { ...FREE, fixedCostUsd, maxTrade: 4 + ((seed + i) % 3) }),
      );
      const rates = [0.1, 0.05, 0.02, 0.08];
      const book = (allowed: readonly boolean[]) =>
        legs.map((leg, i) => {
          const own = allowed[i] ? leg : { ...leg, maxTrade: 0 };
          return venue(`v${i}`, [own], rates[i] ?? 0);
        });
      let best = 0;
      for (let choice = 0; choice < 16; choice++) {
        const allowed = legs.map((_, i) => ((choice >> i) & 1) === 1);
        const { decision } = await propose(input(book(allowed)), lp);
        if (decision.action === "TRADE") best = Math.max(best, decision.netUsd);
      }
      const { decision } = await propose(input(book([true, true, true, true])), lp);
      const found = decision.action === "TRADE" ? decision.netUsd : 0;
      expect(found, `seed ${seed}`).toBeGreaterThanOrEqual(0.9 * best - 1e-6);
    }
  });
});

describe("what an order is there for", () => {
  it("says what leaving it out alone would change and break", async () => {
    const { orders, decision } = await propose(input(hedgedPair(0.1)), lp);
    // Without it: half of 300 USD of value and of 36 USD of cost, and 10 ETH unhedged.
    expect(decision.netUsd).toBeCloseTo(264, 9);
    expect(orders[0]?.ifNotTraded.netChangeUsd).toBeCloseTo(-132, 9);
    expect(orders[0]?.ifNotTraded.breaks).toEqual(["greek:delta:ETH"]);
  });
});
