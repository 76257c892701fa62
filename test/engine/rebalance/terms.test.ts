import { describe, expect, it } from "vitest";
import type { MandateTerms } from "../../../engine/rebalance/terms.ts";
import { input, localSolver, perp, propose, quantities, venue } from "./support.ts";
import { ethRisk, FREE, mandate, per, row, VARIANCE } from "./termsSupport.ts";

const lp = localSolver();

describe("risk that the mandate pays to be rid of", () => {
  it("is traded down to where its marginal charge is the cost (by hand)", async () => {
    // Charge a/2 H V p^2, slope a H V p per unit; cost 1.8 USD a unit: p = 1.8 / (1e-5 * 0.25 * 3.24e6) = 0.2222.
    const sets = [venue("a", [perp("p", 10)], 0)];
    const proposal = await propose(mandate(sets, { risk: ethRisk(1e-5, [per("a", "p", 1)]) }), lp);
    const left = 1.8 / (1e-5 * 0.25 * VARIANCE);
    expect(10 + (quantities(proposal)["a/p"] ?? 0)).toBeCloseTo(left, 3);
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "RISK_REDUCED" });
    const saved = 0.5 * 1e-5 * 0.25 * VARIANCE * (100 - left ** 2);
    expect(proposal.decision.terms.riskReductionUsd).toBeCloseTo(saved, 2);
    expect(proposal.decision.netUsd).toBeCloseTo(saved - 1.8 * (10 - left), 5);
    expect(proposal.risk?.variancePerYear.before).toBeCloseTo(100 * VARIANCE, 3);
    expect(proposal.risk?.volatilityPerYear.after).toBeCloseTo(1_800 * left, 0);
    expect(proposal.risk?.exposures).toMatchObject([{ name: "ETH", before: 10 }]);
    expect(proposal.outerGap?.closed).toBe(true);
    expect(proposal.decision.reason).toContain("risk reduction ");
  });

  it("leaves alone what the cost of trading is not worth: a no-trade region", async () => {
    const near = 1.8 / (1e-5 * 0.25 * VARIANCE) - 0.01;
    const sets = [venue("a", [perp("p", near)], 0)];
    const { decision } = await propose(mandate(sets, { risk: ethRisk(1e-5, [per("a", "p", 1)]) }), lp);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "COST_EXCEEDS_BENEFIT" });
  });

  it("nets over venues and counts what no leg moves", async () => {
    const sets = [venue("a", [perp("p", 10, FREE)], 0), venue("b", [perp("q", -4, { maxTrade: 0 })], 0)];
    const legs = [per("a", "p", 1), per("b", "q", 1)];
    const proposal = await propose(mandate(sets, { risk: ethRisk(1e-5, legs, 1) }), lp);
    expect(quantities(proposal)["a/p"]).toBeCloseTo(-7, 3);
  });

  it("hedges one factor with another by their covariance (closed form)", async () => {
    // 10 ETH held still; BTC with correlation 0.8: the least variance is at -rho sigma_e / sigma_b * 10.
    const sets = [
      venue("a", [perp("eth", 10, { maxTrade: 0 }), perp("btc", 0, { ...FREE, underlying: "BTC" })], 0),
    ];
    const [e, b] = [1_800, 50_000];
    const risk: MandateTerms["risk"] = {
      aversionPerUsd: 1e-5,
      factors: [
        { name: "ETH", perUnit: [per("a", "eth", 1)], constant: 0 },
        { name: "BTC", perUnit: [per("a", "btc", 1)], constant: 0 },
      ],
      covariancePerYear: [
        [e * e, 0.8 * e * b],
        [0.8 * e * b, b * b],
      ],
    };
    const proposal = await propose(mandate(sets, { risk }), lp);
    expect(quantities(proposal)["a/btc"]).toBeCloseTo((-0.8 * e * 10) / b, 4);
    const ratio = (proposal.risk?.variancePerYear.after ?? 0) / (proposal.risk?.variancePerYear.before ?? 1);
    expect(ratio).toBeCloseTo(1 - 0.8 ** 2, 6);
  });

  it("counts for more where the oracle is in doubt", async () => {
    const oracle = { policy: "widen", varianceFactor: 4, reason: "late", rule: "stale" } as const;
    const doubted = [venue("a", [perp("p", 10, { oracle })], 0)];
    const proposal = await propose(mandate(doubted, { risk: ethRisk(1e-5, [per("a", "p", 1)]) }), lp);
    expect(10 + (quantities(proposal)["a/p"] ?? 0)).toBeCloseTo(1.8 / (4e-5 * 0.25 * VARIANCE), 3);
    expect(proposal.risk?.variancePerYear.before).toBeCloseTo(400 * VARIANCE, 3);
    expect(proposal.oracle).toEqual([
      {
        instrumentId: "p",
        nettingSetId: "a",
        policy: "widen",
        reason: "late",
        rule: "stale",
        withheldQuantity: 0,
      },
    ]);
  });
});

describe("rewards", () => {
  it("are earned up to the limit of the tail (by hand), which has a price", async () => {
    // 40 USD of theta per option sold; each loses 500 in the crash, of which 5,000 may be lost: 10 options.
    const sets = [venue("a", [perp("short", 0, { feeBps: 10 })], 0)];
    const terms = {
      rewards: [{ name: "theta", perUnit: [per("a", "short", -40)] }],
      rows: [
        row("tail:crash -30 %", [per("a", "short", 500)], { kind: "scenario", unit: "USD", lower: -5_000 }),
      ],
    };
    const proposal = await propose(mandate(sets, terms), lp);
    expect(quantities(proposal)["a/short"]).toBeCloseTo(-10, 9);
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "REWARD_GAINED" });
    expect(proposal.decision.terms.rewardUsd).toBeCloseTo(400, 9);
    const line = proposal.constraints.find(({ id }) => id === "tail:crash -30 %");
    // A USD more of tail is 1/500 of an option: (40 - 3.3) / 500.
    expect(line).toMatchObject({ kind: "scenario", lower: -5_000, upper: null, binding: true, unit: "USD" });
    expect(line?.value).toBeCloseTo(-5_000, 6);
    expect(line?.shadowPrice).toBeCloseTo((40 - 3.3) / 500, 9);
    expect(proposal.risk?.worstScenario).toMatchObject({ before: 0, afterId: "tail:crash -30 %" });
    expect(proposal.risk?.worstScenario?.after).toBeCloseTo(-5_000, 6);
  });

  it("may take margin, at its charge, as far as the set's equity goes", async () => {
    const sets = [venue("a", [perp("short", 0, FREE)], 0.1, 3_000)];
    const terms = { rewards: [{ name: "theta", perUnit: [per("a", "short", -40)] }] };
    const proposal = await propose(mandate(sets, terms, { marginChargePerYear: 0.2 }), lp);
    // 300 USD of margin an option, worth 15 USD over the quarter: 25 USD a unit are left, ten fit.
    expect(quantities(proposal)["a/short"]).toBeCloseTo(-10, 9);
    expect(proposal.decision.netUsd).toBeCloseTo(250, 9);
    expect(proposal.constraints.some(({ id }) => id === "totalMargin")).toBe(false);
  });
});

describe("rows", () => {
  const bounds = { lower: -1, upper: 1 };

  it("are restored when the book breaks them, at the least cost, and no further", async () => {
    const sets = [venue("a", [perp("p", 4)], 0), venue("b", [perp("q", 0, { feeBps: 1 })], 0)];
    const rows = [row("greek:delta:ETH", [per("a", "p", 1), per("b", "q", 1)], bounds)];
    const proposal = await propose(mandate(sets, { rows }), lp);
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
    expect(quantities(proposal)).toEqual({ "b/q": -3 });
    expect(proposal.risk?.rows).toEqual([
      { id: "greek:delta:ETH", kind: "greek", unit: "ETH", before: 4, after: 1 },
    ]);
    // One ETH more of band saves 0.6 USD of cost.
    expect(proposal.constraints.find(({ id }) => id === "greek:delta:ETH")?.shadowPrice).toBeCloseTo(0.6, 9);
    expect(proposal.orders[0]?.ifNotTraded.breaks).toEqual(["greek:delta:ETH"]);
  });

  it("that hold with nothing to gain are a band without trades", async () => {
    const sets = [venue("a", [perp("p", 0.5)], 0)];
    const rows = [row("greek:delta:ETH", [per("a", "p", 1)], bounds)];
    const { decision, orders } = await propose(mandate(sets, { rows }), lp);
    expect(orders).toEqual([]);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "WITHIN_BAND" });
  });

  it("are held by lots too", async () => {
    const sets = [venue("a", [perp("p", 4, { lot: 0.7 })], 0)];
    const rows = [row("greek:delta:ETH", [per("a", "p", 1)], bounds)];
    const proposal = await propose(mandate(sets, { rows }), lp);
    // 3 units are wanted; the next lots are 2.8, which leaves 1.2, and 3.5.
    expect(quantities(proposal)).toEqual({ "a/p": -3.5 });
  });

  it("are repaired with another leg when the lots of one are too coarse", async () => {
    const sets = [
      venue("a", [perp("coarse", 4, { lot: 2.9, feeBps: 1 }), perp("fine", 0, { lot: 0.01 })], 0),
    ];
    const form = [per("a", "coarse", 1), per("a", "fine", 1)];
    const rows = [row("greek:delta:ETH", form, { lower: 0.2, upper: 0.25 })];
    const proposal = await propose(mandate(sets, { rows }), lp);
    const after = proposal.risk?.rows[0]?.after ?? 0;
    expect(after).toBeGreaterThanOrEqual(0.2 - 1e-9);
    expect(after).toBeLessThanOrEqual(0.25 + 1e-9);
  });

  it("in conflict are named, with the cheapest way out in their own words", async () => {
    const sets = [venue("a", [perp("p", 10, { maxTrade: 2 })], 0)];
    const rows = [row("greek:delta:ETH", [per("a", "p", 1)], bounds)];
    const proposal = await propose(mandate(sets, { rows }), lp);
    expect(proposal.decision).toMatchObject({ action: "INFEASIBLE", reasonCode: "LIMIT_CONFLICT" });
    expect(proposal.infeasibility?.conflict).toEqual(["greek:delta:ETH"]);
    const [way] = proposal.infeasibility?.cheapestRelaxation ?? [];
    expect(way).toMatchObject({ constraintId: "greek:delta:ETH", unit: "ETH" });
    expect(way?.by).toBeCloseTo(7, 9);
    expect(way?.weightUsd).toBeCloseTo(21_000, 5);
    expect(way?.text).toBe("raise the upper limit of greek:delta:ETH by 7 ETH");
  });
});

describe("malformed terms", () => {
  const sets = [venue("a", [perp("p", 1)], 0)];
  const legs = [per("a", "p", 1)];
  it.each([
    ["terms.rows[0].perUnit[0]", { rows: [row("x", [per("a", "nothing", 1)])] }],
    ["terms.rows[0].perUnit[1]", { rows: [row("x", [...legs, ...legs])] }],
    ["terms.rows[0].lower", { rows: [row("x", legs, { lower: 2, upper: 1 })] }],
    ["terms.rows[0].usdPerUnit", { rows: [row("x", legs, { usdPerUnit: 0 })] }],
    ["terms.rows[1].id", { rows: [row("x", legs), row("x", legs)] }],
    ["terms.risk.aversionPerUsd", { risk: ethRisk(-1, legs) }],
    [
      "terms.risk.covariancePerYear",
      {
        risk: {
          aversionPerUsd: 1,
          factors: [{ name: "f", perUnit: legs, constant: 0 }],
          covariancePerYear: [[-1]],
        },
      },
    ],
    [
      "terms.risk.covariancePerYear",
      {
        risk: {
          aversionPerUsd: 1,
          factors: [{ name: "f", perUnit: legs, constant: 0 }],
          covariancePerYear: [],
        },
      },
    ],
  ])("name %s", async (field, terms) => {
    const { decision, issues } = await propose(mandate(sets, terms), lp);
    expect(decision.reasonCode).toBe("INVALID_INPUT");
    expect(issues[0]?.field).toBe(field);
  });

  it("leave the terms of collateral alone when they are absent", async () => {
    expect((await propose(input(sets), lp)).risk).toBeNull();
  });
});
