import { describe, expect, it } from "vitest";
import type { PriceForecast } from "../../../engine/mandates/priceRisk.ts";
import { proposeCollateralRebalance } from "../../../engine/rebalance/proposeCollateralRebalance.ts";
import { fail, ok } from "../../../engine/result.ts";
import { applyMandate, type MandatedInput } from "../../../src/api/rebalance/applyMandate.ts";
import { rebalanceInput } from "../../../src/api/rebalance/input.ts";
import { readMandate } from "../../../src/api/rebalance/mandateRequest.ts";
import { exposedUnderlyings } from "../../../src/api/rebalance/readHistories.ts";
import type { VenueView } from "../../../src/api/venues/adapter.ts";
import { localSolver } from "../../engine/rebalance/support.ts";
import { coin, oneLeg, report, riskOfView, together } from "../risk.support.ts";

const lp = localSolver();
const ether: PriceForecast = { underlyings: ["ETH"], covariancePerYear: [[0.64]] };

function resultOf(mandate: object, view: Partial<VenueView>, forecast = ether) {
  const request = readMandate(mandate);
  const risk = riskOfView(view);
  return applyMandate(
    request,
    risk,
    rebalanceInput(risk, request, () => ({ policy: "use" })).input,
    forecast,
  );
}

function applied(mandate: object, view: Partial<VenueView>, forecast = ether): MandatedInput {
  const result = resultOf(mandate, view, forecast);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join());
  return result.value;
}

async function proposed(mandate: object, view: Partial<VenueView>, forecast = ether) {
  const mandated = applied(mandate, view, forecast);
  const proposal = await proposeCollateralRebalance(mandated.input, lp);
  const traded = (set: string) =>
    proposal.orders.find(({ nettingSetId }) => nettingSetId === set)?.quantity ?? 0;
  return { ...mandated, proposal, traded };
}

/** A set whose margin is not known: the rebalance leaves it out. */
const unknown = (name: string, quantity: number): Partial<VenueView> => ({
  ...oneLeg(name, quantity, { line: null }),
  margins: [
    { nettingSetId: name, report: fail({ code: "MISSING_PARAMETER", message: "no parameter" } as const) },
  ],
});

describe("a rebalance of collateral", () => {
  it("is what it was: nothing of a mandate enters it", () => {
    const view = oneLeg("a", 3);
    const { input, plan } = applied({}, view);
    const risk = riskOfView(view);
    expect(input).toEqual(rebalanceInput(risk, readMandate({}), () => ({ policy: "use" })).input);
    expect(plan).toBeNull();
  });
});

describe("delta neutral", () => {
  it("brings the net delta of every underlying to 0 by default", async () => {
    const { proposal, traded, plan } = await proposed({ strategy: "DELTA_NEUTRAL" }, oneLeg("a", 3));
    expect(proposal.decision).toMatchObject({ action: "TRADE", reasonCode: "LIMIT_RESTORED" });
    expect(traded("a")).toBeCloseTo(-3, 9);
    expect(proposal.decision.costUsd).toBeCloseTo(3 * 2_000 * 0.0005, 9);
    expect([plan?.metric.measure([3]), plan?.metric.measure([0])]).toEqual([6_000, 0]);
  });

  it("stops at the near end of a band", async () => {
    const mandate = { strategy: "DELTA_NEUTRAL", deltas: [{ underlying: "eth", target: 1, halfWidth: 0.5 }] };
    const { traded } = await proposed({ ...mandate, marginChargeRate: 1e-9 }, oneLeg("a", 3));
    expect(traded("a")).toBeCloseTo(-1.5, 9);
  });

  it("hedges what it cannot trade: an option's or a coin's delta counts", async () => {
    const view = together(oneLeg("a", 3, { line: null }), oneLeg("b", 0, { initialUsd: 0 }));
    const { traded } = await proposed({ strategy: "DELTA_NEUTRAL" }, view);
    expect([traded("a"), traded("b")]).toEqual([0, expect.closeTo(-3, 9)]);
  });

  it("hedges what is held in a set that was left out, and shows it in its limit and its metric", async () => {
    const view = together(oneLeg("a", 3), unknown("b", -1));
    const { traded, input, plan, proposal } = await proposed({ strategy: "DELTA_NEUTRAL" }, view);
    expect(traded("a")).toBeCloseTo(-2, 9);
    expect(input.terms?.rows[0]).toMatchObject({ constant: -1, lower: 0, upper: 0 });
    expect(plan?.metric.measure([3, -1])).toBe(4_000);
    const line = proposal.constraints.find(({ id }) => id === "greek:delta:ETH");
    expect(line?.value).toBeCloseTo(0, 9);
    expect([line?.lower, line?.upper]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  });

  it("is not held up by an underlying without a market: that one stays, and is named", async () => {
    const view = together(oneLeg("a", 3), coin("a", "BTC", 0.5, 90_000));
    const { traded, issues } = await proposed({ strategy: "DELTA_NEUTRAL" }, view);
    expect(traded("a")).toBeCloseTo(-3, 9);
    expect(issues).toEqual([
      {
        code: "UNSUPPORTED",
        subject: "BTC",
        message: "nothing that can be traded here moves with BTC: its net delta stays 0.5",
      },
    ]);
  });

  it("that is asked for such an underlying, or has nothing at all to trade, is infeasible and says what is in the way", async () => {
    const named = { strategy: "DELTA_NEUTRAL", deltas: [{ underlying: "BTC" }] };
    const view = together(oneLeg("a", 3), coin("a", "BTC", 0.5, 90_000));
    const asked = await proposed(named, view);
    expect(asked.proposal.decision.action).toBe("INFEASIBLE");
    const still = await proposed({ strategy: "DELTA_NEUTRAL" }, oneLeg("a", 3, { line: null }));
    expect(still.proposal.decision.action).toBe("INFEASIBLE");
    expect(still.proposal.infeasibility?.conflict).toContain("greek:delta:ETH");
    const elsewhere = await proposed({ strategy: "DELTA_NEUTRAL" }, unknown("b", -1));
    expect(elsewhere.proposal.decision).toMatchObject({
      action: "NO_TRADE",
      reasonCode: "NOTHING_TO_RELEASE",
      reason: "there is nothing that could be traded or sent",
    });
  });

  it("lets an isolated position shrink to nothing and no further", async () => {
    const view = together(
      oneLeg("a", 3, { marginMode: "isolated" }),
      coin("a", "ETH", 1, 2_000),
      oneLeg("b", 0, { initialUsd: 0, line: { costRate: 0.01 } }),
    );
    const { traded } = await proposed({ strategy: "DELTA_NEUTRAL" }, view);
    expect([traded("a"), traded("b")]).toEqual([expect.closeTo(-3, 9), expect.closeTo(-1, 9)]);
  });

  it("trades no more than the hedge: not one venue against another for their funding", async () => {
    const paid = (name: string, quantity: number, carryUsdPerYear: number) => {
      const view = oneLeg(name, quantity);
      const marks = new Map([
        [`42161:${name}:ETH`, { kind: "linear", priceUsd: 2_000, carryUsdPerYear } as const],
      ]);
      return { ...view, marks };
    };
    const view = together(paid("a", 3, 900), paid("b", 0, -900));
    const { traded, proposal } = await proposed({ strategy: "DELTA_NEUTRAL" }, view);
    // Each venue could carry 50 ETH. The long side that is paid stays; the short side that is paid hedges it.
    expect([traded("a"), traded("b")]).toEqual([0, expect.closeTo(-3, 9)]);
    expect(proposal.decision.action).toBe("TRADE");
  });

  it("leaves underlyings alone that it was not asked about, whatever their funding pays", async () => {
    const bitcoin = oneLeg("b", 1, { underlying: "BTC" });
    const marks = new Map([
      ["42161:b:BTC", { kind: "linear", priceUsd: 2_000, carryUsdPerYear: 900 } as const],
    ]);
    const view = together(oneLeg("a", 3), { ...bitcoin, marks });
    const { traded } = await proposed(
      { strategy: "DELTA_NEUTRAL", deltas: [{ underlying: "ETH", target: 1 }] },
      view,
    );
    expect([traded("a"), traded("b")]).toEqual([expect.closeTo(-2, 9), 0]);
  });

  it("keeps to the utilisation that the mandate allows", async () => {
    const deltas = [{ underlying: "ETH", target: 50 }];
    const reach = async (more: object) =>
      (await proposed({ strategy: "DELTA_NEUTRAL", deltas, ...more }, oneLeg("a", 3))).proposal.decision
        .action;
    expect(await reach({ maxUtilisation: 1 })).toBe("INFEASIBLE");
    const enough = await proposed(
      { strategy: "DELTA_NEUTRAL", deltas: [{ underlying: "ETH", target: 24 }], maxUtilisation: 0.5 },
      oneLeg("a", 3),
    );
    expect(enough.traded("a")).toBeCloseTo(21, 9);
    expect(enough.input.mandate.maxUtilisation).toBe(0.5);
  });

  it("does not count a stablecoin", () => {
    const view = together(oneLeg("a", 3), coin("a", "USDC", 5_000, 1));
    expect(applied({ strategy: "DELTA_NEUTRAL" }, view).input.terms?.rows.map(({ id }) => id)).toEqual([
      "greek:delta:ETH",
    ]);
    expect(exposedUnderlyings(riskOfView(view))).toEqual(["ETH"]);
  });

  it.each([
    [
      "an underlying that the book does not have",
      [{ underlying: "SOL" }],
      "the underlying of a leg, got SOL",
    ],
    ["a target twice", [{ underlying: "ETH" }, { underlying: "eth" }], "unique, got ETH"],
  ])("is refused for %s", (_, deltas, message) => {
    const result = resultOf({ strategy: "DELTA_NEUTRAL", deltas }, oneLeg("a", 3));
    expect(result.ok ? [] : result.issues.map((issue) => issue.message).join()).toContain(message);
  });

  it("charges the risk of what is left out as well", () => {
    const view = together(oneLeg("a", 3), unknown("b", -1));
    const { input } = applied({ strategy: "DELTA_NEUTRAL", riskAversion: 1e-6 }, view);
    expect(input.terms?.risk?.factors).toEqual([
      {
        name: "deltaUsd:ETH",
        perUnit: [{ nettingSetId: "a", instrumentId: "42161:a:ETH", value: 2_000 }],
        constant: -2_000,
      },
    ]);
  });
});

describe("a volatility target", () => {
  const target = { strategy: "VOLATILITY_TARGET", targetVolatility: 0.24, tolerance: 0 };

  it("scales the exposure: 24 % of 10,000 USD of equity are 1.5 ETH at 80 %", async () => {
    const { traded, plan } = await proposed(target, oneLeg("a", 3));
    expect(traded("a")).toBeCloseTo(-1.5, 9);
    expect(plan?.metric.measure([3])).toBeCloseTo(2, 12);
    expect(plan?.metric.measure([1.5])).toBeCloseTo(1, 12);
  });

  it("goes by the capital that is stated", async () => {
    const { traded } = await proposed({ ...target, capitalUsd: 20_000 }, oneLeg("a", -1));
    expect(traded("a")).toBeCloseTo(-2, 9);
  });

  it("counts the exposure of what was left out, and says that its equity is missing", async () => {
    const view = together(oneLeg("a", 3), unknown("b", 1));
    const { traded, plan, issues } = await proposed(target, view);
    expect(plan?.metric.measure([3, 1])).toBeCloseTo((4 * 2_000 * 0.8) / 2_400, 12);
    expect(traded("a")).toBeCloseTo(-2.5, 9);
    expect(issues).toMatchObject([{ code: "MISSING_PARAMETER", subject: "b" }]);
    expect(applied({ ...target, capitalUsd: 1e4 }, view).issues).toEqual([]);
  });

  it("counts the equity of a set that was left out for a missing price of another leg", () => {
    const view = together(oneLeg("a", 3), { ...oneLeg("b", 1), marks: new Map() });
    expect(applied(target, view).plan?.metric.measure([3])).toBeCloseTo((3 * 2_000 * 0.8) / (0.24 * 2e4), 12);
  });

  it("does not lever a calm book without end, and says so", async () => {
    const { traded, issues } = await proposed({ ...target, targetVolatility: 5 }, oneLeg("a", 1));
    expect(traded("a")).toBeCloseTo(2, 9);
    expect(issues).toMatchObject([{ code: "INFEASIBLE", field: "maximumScale" }]);
  });

  it("is refused without an exposure, without equity, and for an exposure without a forecast", () => {
    expect(resultOf(target, oneLeg("a", 0, { initialUsd: 0 })).ok).toBe(false);
    const broke = { ...oneLeg("a", 3), margins: [{ nettingSetId: "a", report: ok(report(600, 0)) }] };
    expect(resultOf(target, broke).ok).toBe(false);
    expect(resultOf(target, oneLeg("a", 3), { underlyings: [], covariancePerYear: [] }).ok).toBe(false);
  });
});
