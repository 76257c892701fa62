import { describe, expect, it } from "vitest";
import type { LpSolver } from "../../../engine/solvers/lp.ts";
import { lpFailure } from "../../../engine/solvers/lp.ts";
import { hedgedPair, input, localSolver, perp, propose, quantities, venue } from "./support.ts";

const lp = localSolver();

describe("limits that cannot all hold", () => {
  it("names the conflict and the cheapest way out", async () => {
    // Utilisation of at most 50 % of 1,000 USD, but 3,000 USD are required and depth lets 1 ETH (300 USD) go.
    const sets = [
      venue("a", [perp("long", 10, { maxTrade: 1, feeBps: 0, halfSpreadBps: 0 })], 0.1, 1_000),
      venue("b", [perp("short", -10)], 0.1, 1e6),
    ];
    const proposal = await propose(input(sets, { maxUtilisation: 0.5 }), lp);
    expect(proposal.orders).toEqual([]);
    expect(proposal.decision).toMatchObject({ action: "INFEASIBLE", reasonCode: "LIMIT_CONFLICT" });
    expect(proposal.infeasibility?.conflict).toEqual(["marginLimit:a"]);
    const [way, ...others] = proposal.infeasibility?.cheapestRelaxation ?? [];
    expect(others).toEqual([]);
    expect(way).toMatchObject({ constraintId: "marginLimit:a", kind: "marginLimit", unit: "USD" });
    expect(way?.by).toBeCloseTo(2_200, 6);
    expect(proposal.decision.reason).toContain(
      "let the requirement of a exceed its limit by 2200 USD, or add that much to its equity",
    );
    expect(proposal.issues[0]).toMatchObject({ code: "INFEASIBLE" });
  });

  it.each([
    // 2,500 USD above the limit, or 8.33 ETH of delta at 3,000 USD each.
    [0.1, "marginLimit:a", 2_500, 2_500],
    // 59,500 USD above the limit, or 9.92 ETH of delta.
    [2, "greek:delta:ETH", -59_500 / 6_000, 29_750],
  ])("weighs limits of different kinds in USD (margin rate %s)", async (rate, id, by, weightUsd) => {
    const sets = [
      venue("a", [perp("long", 10)], rate, 1_000),
      venue("b", [perp("short", -10, { maxTrade: 0 })], rate, 1e6),
    ];
    const proposal = await propose(input(sets, { maxUtilisation: 0.5 }), lp);
    const ways = proposal.infeasibility?.cheapestRelaxation ?? [];
    expect(ways.map(({ constraintId }) => constraintId)).toEqual([id]);
    // The trades towards a greek's new target pay fees out of the same equity, a few USD.
    expect(Math.abs((ways[0]?.by ?? 0) / by - 1)).toBeLessThan(1e-3);
    expect(Math.abs((ways[0]?.weightUsd ?? 0) / weightUsd - 1)).toBeLessThan(1e-3);
  });

  it("asks for a position bound to move when that disturbs less than the greeks", async () => {
    // The long must shrink by 1 and nothing else trades: 3,000 USD of position against 3,000 of delta and of vega.
    const both = { greeksPerUnit: { delta: 1, vega: 40 } };
    const sets = [
      venue("a", [perp("long", 10, { ...both, maxPosition: 9 })], 0.1),
      venue("b", [perp("short", -10, { ...both, maxTrade: 0 })], 0.1),
    ];
    const keep = ["delta", "vega"].map((greek) => ({ greek, relativeTolerance: 0 }));
    const proposal = await propose(input(sets, { keep }), lp);
    const [way] = proposal.infeasibility?.cheapestRelaxation ?? [];
    expect(way).toMatchObject({ constraintId: "position:a/long", kind: "position", unit: "units" });
    expect(way?.by).toBeCloseTo(1, 9);
    expect(way?.text).toBe("raise the largest position of a/long by 1 units");
  });

  it("blames the oracle when only its policy stands in the way", async () => {
    const oracle = { policy: "freeze", reason: "stale" } as const;
    const sets = [
      venue("a", [perp("long", 10, { maxPosition: 9 })], 0.1),
      venue("b", [perp("short", -10, { oracle })], 0.1),
    ];
    const proposal = await propose(input(sets, { minimumNetUsd: 1e9 }), lp);
    expect(proposal.decision.action).toBe("BLOCKED_BY_ORACLE");
    expect(proposal.decision.reason).toContain("b/short (freeze: stale)");
    expect(proposal.orders).toEqual([]);
  });

  it("mends a breach even at a loss, and says that it does", async () => {
    const sets = hedgedPair(0.01, { maxPosition: 9 });
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
    expect(proposal.decision.netUsd).toBeCloseTo(-0.6, 9);
    expect(quantities(proposal)["a/long"]).toBeCloseTo(-1, 12);
  });

  it("does not let a set that is short of margin get shorter", async () => {
    // b is short of margin by 1,000 USD. Moving the long to it would pay, but it may not take any.
    const sets = [venue("a", [perp("p", 10)], 0.2), venue("b", [perp("p", 10)], 0.1, 2_000)];
    const { decision } = await propose(input(sets), lp);
    expect(decision.action).toBe("NO_TRADE");
  });
});

describe("a solver without an answer", () => {
  const failing = (failure: "limit" | "crashed"): LpSolver => ({
    solve: async () => lpFailure(failure, `test ${failure}`),
    close: async () => undefined,
  });

  it.each(["limit", "crashed"] as const)("becomes NO_TRADE with the issue (%s)", async (failure) => {
    const proposal = await propose(input(hedgedPair(0.1)), failing(failure));
    expect(proposal.decision).toMatchObject({ action: "NO_TRADE", reasonCode: "SOLVER_FAILED" });
    expect(proposal.issues[0]).toMatchObject({ code: "NOT_CONVERGED", subject: `lp:${failure}` });
    expect(proposal.certificate).toBeNull();
    expect(proposal.margin.map((m) => m.marginAfterUsd)).toEqual([3_000, 3_000]);
  });

  it("is told apart from a book without an optimum: free carry without margin or limit", async () => {
    const carry = { carryLongUsdPerYear: 1_000, carryShortUsdPerYear: -1_000 };
    const free = { feeBps: 0, halfSpreadBps: 0 };
    const sets = [venue("a", [perp("p", 1, { ...carry, ...free })], 0), venue("b", [perp("p", -1, free)], 0)];
    const proposal = await propose(input(sets), lp);
    expect(proposal.decision.reasonCode).toBe("SOLVER_FAILED");
    expect(proposal.issues[0]).toMatchObject({ code: "INVALID_INPUT", subject: "lp:unbounded" });
  });
});

describe("malformed input", () => {
  it.each([
    ["mandate.horizonYears", input(hedgedPair(0.1), { horizonYears: 0 })],
    ["mandate.marginChargePerYear", input(hedgedPair(0.1), { marginChargePerYear: Number.NaN })],
    ["mandate.maxUtilisation", input(hedgedPair(0.1), { maxUtilisation: -1 })],
    [
      "mandate.keep[1].greek",
      input(hedgedPair(0.1), { keep: [0, 1].map(() => ({ greek: "delta", relativeTolerance: 0 })) }),
    ],
    ["nettingSets[0].equityUsd", input([venue("a", [], 0.1, Infinity)])],
    ["nettingSets[1].id", input([venue("a", [], 0.1), venue("a", [], 0.1)])],
    ["nettingSets[0].legs[1].instrumentId", input([venue("a", [perp("p", 1), perp("p", 2)], 0.1)])],
    ["nettingSets[0].legs[0].quantity", input([venue("a", [perp("p", Number.NaN)], 0.1)])],
    ["nettingSets[0].legs[0].lot", input([venue("a", [perp("p", 1, { lot: -1 })], 0.1)])],
    [
      "nettingSets[0].legs[0].greeksPerUnit.delta",
      input([venue("a", [perp("p", 1, { greeksPerUnit: { delta: NaN } })], 0)]),
    ],
    [
      "nettingSets[0].legs[0].minPosition",
      input([venue("a", [perp("p", 1, { minPosition: 2, maxPosition: 1 })], 0)]),
    ],
    [
      "nettingSets[0].margin[0].pieces[0].usdPerUnit",
      input([
        {
          ...venue("a", [perp("p", 1)], 0.1),
          margin: [{ name: "m", pieces: [{ name: "x", constantUsd: 0, usdPerUnit: [] }] }],
        },
      ]),
    ],
  ])("names %s", async (field, bad) => {
    const proposal = await propose(bad, lp);
    expect(proposal.decision).toMatchObject({ action: "NO_TRADE", reasonCode: "INVALID_INPUT" });
    expect(proposal.issues.map((issue) => issue.field)).toContain(field);
    expect(proposal.orders).toEqual([]);
  });

  it("answers for an empty book", async () => {
    // A programme without a column is one that no solver certifies.
    const { decision } = await propose(input([]), lp);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "NOTHING_TO_RELEASE" });
  });
});
