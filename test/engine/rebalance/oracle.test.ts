import { describe, expect, it } from "vitest";
import type { OraclePolicy } from "../../../engine/rebalance/input.ts";
import { hedgedPair, input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();
const freeze: OraclePolicy = { policy: "freeze", reason: "ETH/USD is 4,000 s old, heartbeat 3,600 s" };
const reduceOnly: OraclePolicy = { policy: "reduceOnly", reason: "two sources differ by 2 %" };

describe("oracle policy", () => {
  it("leaves a frozen instrument alone and says that it blocks the mandate", async () => {
    const proposal = await propose(input(hedgedPair(0.1, { oracle: freeze })), lp);
    expect(proposal.orders).toEqual([]);
    expect(proposal.decision).toMatchObject({ action: "BLOCKED_BY_ORACLE", reasonCode: "ORACLE_POLICY" });
    expect(proposal.decision.reason).toContain(
      "without -10 units of a/long (freeze: ETH/USD is 4,000 s old, heartbeat 3,600 s) nothing pays",
    );
    expect(proposal.decision.netUsd).toBeCloseTo(264, 9);
    expect(proposal.oracle).toEqual([
      {
        instrumentId: "long",
        nettingSetId: "a",
        policy: "freeze",
        reason: freeze.reason,
        withheldQuantity: -10,
      },
    ]);
    expect(proposal.margin.map((m) => m.marginAfterUsd)).toEqual([3_000, 3_000]);
  });

  it("does not blame the oracle when the trade would not pay anyway", async () => {
    const proposal = await propose(input(hedgedPair(0.01, { oracle: freeze })), lp);
    expect(proposal.decision.action).toBe("NO_TRADE");
  });

  it("does not mind a frozen instrument that the improvement does not need", async () => {
    const sets = [
      ...hedgedPair(0.1),
      venue("c", [perp("btc", 1, { underlying: "BTC", oracle: freeze })], 0.1),
    ];
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision.action).toBe("TRADE");
    expect(quantities(proposal)).toEqual({ "a/long": -10, "b/short": 10 });
    expect(proposal.oracle[0]?.withheldQuantity).toBe(0);
  });

  it("proposes the part that a policy leaves, and names the rest", async () => {
    const btc = { underlying: "BTC", oracle: freeze };
    const sets = [
      ...hedgedPair(0.1),
      venue("c", [perp("long", 5, btc)], 0.1),
      venue("d", [perp("short", -5, { underlying: "BTC" })], 0.1),
    ];
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision.action).toBe("PARTIAL");
    expect(proposal.decision.netUsd).toBeCloseTo(264, 9);
    expect(proposal.decision.reason).toContain("withheld: -5 units of c/long (freeze");
    expect(quantities(proposal)).toEqual({ "a/long": -10, "b/short": 10 });
  });

  it("lets a reduce-only position shrink to zero, and not beyond", async () => {
    expect(quantities(await propose(input(hedgedPair(0.1, { oracle: reduceOnly })), lp))).toEqual({
      "a/long": -10,
      "b/short": 10,
    });
    // Without the policy the long would be turned into a short of 6, where margin is free.
    const sets = [venue("a", [perp("p", 4, { oracle: reduceOnly })], 0), venue("b", [perp("p", -10)], 0.1)];
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision.action).toBe("PARTIAL");
    expect(quantities(proposal)).toEqual({ "a/p": -4, "b/p": 4 });
    expect(proposal.oracle[0]?.withheldQuantity).toBe(-6);
  });

  it("does not let a reduce-only position grow", async () => {
    const sets = [venue("a", [perp("p", -4, { oracle: reduceOnly })], 0), venue("b", [perp("p", -10)], 0.1)];
    expect((await propose(input(sets), lp)).decision.action).toBe("BLOCKED_BY_ORACLE");
  });

  it("prices the policy: what one more unit would be worth", async () => {
    const proposal = await propose(input(hedgedPair(0.1, { oracle: freeze })), lp);
    const line = proposal.constraints.find(({ kind }) => kind === "oracle");
    // Per ETH closed on both sides: 600 USD * 5 % = 30 USD less 3.6 USD of cost. With nothing trading, the price is
    // not unique and bounds the gain from above.
    expect(line).toMatchObject({ id: "oracle:a/long", binding: true });
    expect(line?.shadowPrice).toBeGreaterThanOrEqual(26.4 - 1e-9);
    expect(line?.shadowPrice).toBeLessThanOrEqual(30 + 1e-9);
  });
});
