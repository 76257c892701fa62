import { describe, expect, it } from "vitest";
import { hedgedPair, input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();

describe("lots and minimum sizes", () => {
  it("rounds to the venue's lot and reports the residual delta", async () => {
    const sets = [
      venue("dear", [perp("p", 10.0377)], 0.1),
      venue("cheap", [perp("p", 0, { lot: 0.01 })], 0.02),
    ];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "cheap/p": 10.04, "dear/p": -10.0377 });
    expect(proposal.greeks[0]?.residual).toBeCloseTo(0.0023, 12);
    expect(proposal.greeks[0]?.tolerance).toBeCloseTo(0.0100377, 12);
    expect(proposal.decision.action).toBe("TRADE");
  });

  it("closes a position fully although it is no multiple of the lot", async () => {
    const proposal = await propose(input(hedgedPair(0.1, { lot: 3, minimumTrade: 50 }, { lot: 3 })), lp);
    expect(quantities(proposal)).toEqual({ "a/long": -10, "b/short": 10 });
  });

  it("trims another leg when the coarse lots alone would miss the delta", async () => {
    const sets = [
      venue("dear", [perp("p", 10, { lot: 0.4 })], 0.1),
      venue(
        "cheap",
        [perp("coarse", 0, { lot: 0.7, maxTrade: 6 }), perp("fine", 0, { lot: 0.001, feeBps: 6 })],
        0.02,
      ),
    ];
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision.action).toBe("TRADE");
    expect(Math.abs(proposal.greeks[0]?.residual ?? 1)).toBeLessThanOrEqual(1e-2);
    for (const order of proposal.orders) {
      const lot = order.instrumentId === "p" ? 0.4 : order.instrumentId === "coarse" ? 0.7 : 0.001;
      const closes = order.quantity === -10;
      expect(closes || Math.abs(order.quantity / lot - Math.round(order.quantity / lot)) < 1e-9).toBe(true);
    }
  });

  it("proposes nothing when lots cannot keep the delta, and says which number fails", async () => {
    const sets = [
      venue("dear", [perp("p", 10, { maxTrade: 5.3, lot: 0.5 })], 0.1),
      venue("cheap", [perp("p", 0, { lot: 7 })], 0.02),
    ];
    const { decision, orders } = await propose(input(sets), lp);
    expect(orders).toEqual([]);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "BELOW_MIN_NOTIONAL" });
    expect(decision.reason).toContain("in any size the best trades would net 44.52 USD");
  });

  it("drops an order below the venue's minimum and solves again without it", async () => {
    // The cheapest venue takes only 1 ETH, below its minimum of 3: the next one gets everything.
    const sets = [
      venue("dear", [perp("p", 10)], 0.1),
      venue("tiny", [perp("p", 0, { maxTrade: 1, minimumTrade: 3 })], 0.01),
      venue("wide", [perp("p", 0)], 0.02),
    ];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "dear/p": -10, "wide/p": 10 });
  });

  it("makes room for a lot that would break a margin limit", async () => {
    // 300 USD allow 4.854 ETH: nearest lot is 4.9, which does not fit.
    const sets = [
      venue("dear", [perp("p", 10, { lot: 0.1 })], 0.1),
      venue("cheap", [perp("p", 0, { lot: 0.1 })], 0.02, 300),
    ];
    const proposal = await propose(input(sets), lp);
    expect(quantities(proposal)).toEqual({ "cheap/p": 4.8, "dear/p": -4.8 });
  });

  it("writes 0.3 and not 0.30000000000000004", async () => {
    const sets = [venue("dear", [perp("p", 0.31)], 0.1), venue("cheap", [perp("p", 0, { lot: 0.1 })], 0.02)];
    const proposal = await propose(input(sets, { keep: [{ greek: "delta", relativeTolerance: 0.1 }] }), lp);
    expect(quantities(proposal)["cheap/p"]).toBe(0.3);
  });
});
