import { describe, expect, it } from "vitest";
import { hedgedPair, input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();

describe("trade when the benefit exceeds the cost, and only then", () => {
  it("closes a hedge whose two legs no venue nets (by hand)", async () => {
    // Margin 2 * 10 * 3,000 * 10 % = 6,000 USD; worth 6,000 * 20 % * 0.25 = 300 USD; cost 2 * 30,000 * 6 bp = 36 USD.
    const proposal = await propose(input(hedgedPair(0.1)), lp);
    expect(quantities(proposal)).toEqual({ "a/long": -10, "b/short": 10 });
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "MARGIN_RELEASED" });
    expect(proposal.decision.terms.marginReleasedUsd).toBeCloseTo(6_000, 9);
    expect(proposal.decision.terms.marginReleaseValueUsd).toBeCloseTo(300, 9);
    expect(proposal.decision.terms.feesUsd).toBeCloseTo(30, 9);
    expect(proposal.decision.terms.spreadUsd).toBeCloseTo(6, 9);
    expect(proposal.decision.netUsd).toBeCloseTo(264, 9);
    expect(proposal.decision.reason).toBe(
      "releases 6000.00 USD of margin, worth 300.00 USD over 91.25 days at 20 % a year; carry 0.00 USD; costs 36.00 USD; net 264.00 USD",
    );
    expect(proposal.margin.map((m) => [m.nettingSetId, m.marginBeforeUsd, m.marginAfterUsd])).toEqual([
      ["a", 3_000, 0],
      ["b", 3_000, 0],
    ]);
    expect(proposal.greeks).toEqual([
      { underlying: "ETH", greek: "delta", before: 0, after: 0, residual: 0, tolerance: 0.02 },
    ]);
    expect(proposal.orders[0]).toMatchObject({ notionalUsd: 30_000, costUsd: 18 });
    expect(proposal.orders[0]?.reason).toContain("closes the position");
    expect(proposal.certificate?.passed).toBe(true);
    expect(proposal.issues).toEqual([]);
  });

  it("says of each order what it does to its set: a full close frees what the position tied up", async () => {
    const { orders, margin } = await propose(input(hedgedPair(0.1)), lp);
    for (const set of margin) {
      const impacts = orders.filter((order) => order.nettingSetId === set.nettingSetId);
      expect(impacts.reduce((sum, order) => sum + order.marginImpactUsd, 0)).toBeCloseTo(
        set.marginAfterUsd - set.marginBeforeUsd,
        9,
      );
      expect(impacts[0]?.reason).toMatch(/^closes the position: frees 3000.00 USD of margin/);
    }
  });

  it("does nothing when the cost exceeds the benefit, and says by how much", async () => {
    // 1 % of margin: 600 USD released, worth 30 USD, for 36 USD.
    const proposal = await propose(input(hedgedPair(0.01)), lp);
    expect(proposal.orders).toEqual([]);
    expect(proposal.decision).toMatchObject({ action: "NO_TRADE", reasonCode: "COST_EXCEEDS_BENEFIT" });
    expect(proposal.decision.benefitUsd).toBeCloseTo(30, 9);
    expect(proposal.decision.costUsd).toBeCloseTo(36, 9);
    expect(proposal.decision.netUsd).toBeCloseTo(-6, 9);
    expect(proposal.decision.reason).toContain("releases 600.00 USD of margin, worth 30.00 USD");
    expect(proposal.decision.reason).toContain("costs 36.00 USD; net -6.00 USD");
    expect(proposal.margin.map((m) => m.marginAfterUsd)).toEqual([300, 300]);
  });

  it("turns at the break-even of 1.2 % and not a hundred-thousandth beside it", async () => {
    expect((await propose(input(hedgedPair(0.012 * (1 + 1e-5))), lp)).decision.action).toBe("TRADE");
    expect((await propose(input(hedgedPair(0.012 * (1 - 1e-5))), lp)).decision.action).toBe("NO_TRADE");
  });

  it("asks for more than the minimum net benefit", async () => {
    expect((await propose(input(hedgedPair(0.1), { minimumNetUsd: 263 }), lp)).decision.action).toBe("TRADE");
    const { decision } = await propose(input(hedgedPair(0.1), { minimumNetUsd: 265 }), lp);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "COST_EXCEEDS_BENEFIT" });
    expect(decision.reason).toContain("not more than the 265 USD asked for");
  });

  it("finds nothing to release where the greeks leave no freedom", async () => {
    const { decision, orders } = await propose(input([venue("a", [perp("long", 10)], 0.1)]), lp);
    expect(orders).toEqual([]);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "NOTHING_TO_RELEASE", netUsd: 0 });
  });

  it("moves a position to the venue that asks for less margin", async () => {
    // 10 ETH at 10 % against 2 %: 8 % of 30,000 = 2,400 USD released, worth 120 USD for 36 USD.
    const sets = [venue("dear", [perp("p", 10)], 0.1), venue("cheap", [perp("p", 0)], 0.02)];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "cheap/p": 10, "dear/p": -10 });
    expect(proposal.decision.netUsd).toBeCloseTo(84, 9);
  });

  it("never raises the total margin for the sake of carry", async () => {
    const rich = { carryShortUsdPerYear: 3_000, carryLongUsdPerYear: -3_000 };
    const sets = [venue("a", [perp("p", 1, rich)], 0.1), venue("b", [perp("p", 0)], 0.1)];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "a/p": -1, "b/p": 1 });
    expect(proposal.decision.terms.marginReleasedUsd).toBeGreaterThanOrEqual(-1e-6);
    expect(proposal.decision.terms.carryUsd).toBeCloseTo(750, 9);
  });

  it("lets a loss of carry outweigh the margin", async () => {
    const earning = { carryShortUsdPerYear: 150, carryLongUsdPerYear: -160 };
    const proposal = await propose(input(hedgedPair(0.1, {}, earning)), lp);
    // 300 USD of margin value, but 10 * 150 * 0.25 = 375 USD of funding given up.
    expect(proposal.decision).toMatchObject({ action: "NO_TRADE", reasonCode: "COST_EXCEEDS_BENEFIT" });
  });

  it("does not speak of margin when only carry is gained", async () => {
    // Without any requirement, closing a pair that pays 100 USD a year per ETH on both sides saves charges alone.
    const charged = { carryLongUsdPerYear: -100, carryShortUsdPerYear: -100 };
    const { decision } = await propose(input(hedgedPair(0, charged, charged)), lp);
    expect(decision).toMatchObject({ action: "TRADE", reasonCode: "CARRY_GAINED" });
    expect(decision.terms.marginReleasedUsd).toBe(0);
  });

  it("counts carry by the side that is held", async () => {
    // A short earns 30 a year and unit; a long would pay 100. Flipping a short must be charged with both.
    const sided = { carryShortUsdPerYear: 30, carryLongUsdPerYear: -100 };
    const sets = [venue("a", [perp("p", -1, sided)], 0), venue("b", [perp("p", 2)], 0.5)];
    const proposal = await propose(input(sets, { keep: [{ greek: "delta", relativeTolerance: 0 }] }), lp);
    // Closing 2 at b frees 3,000 USD (150 USD) and makes a long 1: carry -(30 + 100) * 0.25 = -32.5 USD.
    expect(quantities(proposal)).toEqual({ "a/p": 2, "b/p": -2 });
    expect(proposal.decision.terms.carryUsd).toBeCloseTo(-32.5, 9);
  });

  it("holds a set inside its equity, costs included", async () => {
    // The cheap venue has 300 USD: 60 USD of margin and 1.8 USD of cost per ETH let 4.854 in.
    const sets = [venue("dear", [perp("p", 10)], 0.1), venue("cheap", [perp("p", 0)], 0.02, 300)];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)["cheap/p"]).toBeCloseTo(300 / 61.8, 9);
    const line = proposal.constraints.find(({ id }) => id === "marginLimit:cheap");
    expect(line).toMatchObject({ binding: true, unit: "USD" });
    // One more USD lets 1 / 61.8 ETH over: 240 USD of margin at 5 % less 3.6 USD of cost, per ETH.
    expect(line?.shadowPrice).toBeCloseTo((240 * 0.05 - 3.6) / 61.8, 9);
  });
});
