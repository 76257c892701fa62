import { describe, expect, it } from "vitest";
import { fail } from "../../../engine/result.ts";
import { rebalanceInput } from "../../../src/api/rebalance/input.ts";
import { readMandate } from "../../../src/api/rebalance/mandateRequest.ts";
import type { VenueView } from "../../../src/api/venues/adapter.ts";
import { oneLeg, owner, riskOfView, together } from "../risk.support.ts";

const mandate = readMandate({ horizonDays: 73, marginChargeRate: 0.2 });
const use = () => ({ policy: "use" }) as const;
const inputOf = (view: Partial<VenueView>, policyOf: Parameters<typeof rebalanceInput>[2] = use) =>
  rebalanceInput(riskOfView(view), mandate, policyOf);

/** The only leg of the only set. */
function onlyLeg(view: Partial<VenueView>) {
  const { input } = inputOf(view);
  const [set, ...sets] = input.nettingSets;
  const [leg, ...legs] = set?.legs ?? [];
  if (set === undefined || leg === undefined) throw new Error("no leg");
  expect([sets, legs]).toEqual([[], []]);
  return { set, leg };
}

describe("the mandate", () => {
  it("keeps delta, counts in years, and wants any gain at all", () => {
    expect(inputOf(oneLeg("a", 1)).input.mandate).toEqual({
      horizonYears: 0.2,
      marginChargePerYear: 0.2,
      keep: [{ greek: "delta", relativeTolerance: 1e-3 }],
      minimumNetUsd: 0,
    });
  });
});

describe("a tradable leg", () => {
  it("carries price, delta, cost in basis points, lot and its own policy", () => {
    const view = oneLeg("a", 3, { line: { lot: 0.1 } });
    const { input } = inputOf(view, (set, instrument) => ({
      policy: "freeze",
      reason: `${set} ${instrument}`,
    }));
    expect(input.nettingSets[0]?.legs[0]).toMatchObject({
      instrumentId: "42161:a:ETH",
      underlying: "ETH",
      quantity: 3,
      notionalUsdPerUnit: 2_000,
      greeksPerUnit: { delta: 1 },
      feeBps: 5,
      halfSpreadBps: 0,
      lot: 0.1,
      oracle: { policy: "freeze", reason: "a 42161:a:ETH" },
    });
  });

  it("of a cross set may turn over", () => {
    const { leg } = onlyLeg(oneLeg("a", 3));
    expect([leg.minPosition, leg.maxPosition]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it.each([
    [3, [0, Number.POSITIVE_INFINITY]],
    [-3, [Number.NEGATIVE_INFINITY, 0]],
  ])("of an isolated position of %i cannot flip: it belongs to its side", (quantity, bounds) => {
    const { leg } = onlyLeg(oneLeg("a", quantity, { marginMode: "isolated" }));
    expect([leg.minPosition, leg.maxPosition]).toEqual(bounds);
  });

  it("that is not held yet is a leg of zero", () => {
    const { leg } = onlyLeg({ ...oneLeg("a", 0, { initialUsd: 0 }), positions: [] });
    expect(leg.quantity).toBe(0);
  });

  it("of several positions in one set is one leg of their sum", () => {
    const view = oneLeg("a", 3);
    const [first] = view.positions ?? [];
    if (first === undefined) throw new Error("no position");
    const { leg } = onlyLeg({ ...view, positions: [first, { ...first, id: "a:2", quantity: -1 }] });
    expect(leg.quantity).toBe(2);
  });
});

describe("a held leg", () => {
  it("is bounded to what is held, costs nothing and counts in the delta that is kept", () => {
    const { leg } = onlyLeg(oneLeg("a", -3, { line: null }));
    expect(leg).toMatchObject({
      quantity: -3,
      minPosition: -3,
      maxPosition: -3,
      feeBps: 0,
      greeksPerUnit: { delta: 1 },
      oracle: { policy: "use" },
    });
  });

  it("that is worth nothing still has a notional above zero", () => {
    const view = oneLeg("a", -3, { line: null });
    const marks = new Map([
      ["42161:a:ETH", { kind: "linear", priceUsd: Number.MIN_VALUE, carryUsdPerYear: 0 } as const],
    ]);
    expect(onlyLeg({ ...view, marks }).leg.notionalUsdPerUnit).toBeGreaterThan(0);
  });

  it("of a stablecoin carries no delta", () => {
    const id = "42161:a:USDC";
    const { leg } = onlyLeg({
      ...oneLeg("a", 0, { line: null, initialUsd: 0 }),
      instruments: [{ kind: "spot", id, chainId: 42161, venue: "a", underlying: "USDC", stable: true }],
      marks: new Map([[id, { kind: "linear", priceUsd: 1, carryUsdPerYear: 0 }]]),
      positions: [
        { id: "a:1", instrumentId: id, nettingSetId: "a", quantity: 500, costUsd: 0, isCollateral: true },
      ],
    });
    expect(leg.greeksPerUnit).toEqual({});
  });
});

describe("the margin of a set", () => {
  it("is what follows the size of each tradable leg, and what does not: together its venue's own number", () => {
    const { set } = onlyLeg(oneLeg("a", -3, { initialUsd: 750 }));
    expect(set.equityUsd).toBe(10_000);
    expect(set.margin).toEqual([
      { name: "held", pieces: [{ name: "held", constantUsd: 150, usdPerUnit: [0] }] },
      {
        name: "42161:a:ETH",
        pieces: [
          { name: "42161:a:ETH long", constantUsd: 0, usdPerUnit: [200] },
          { name: "42161:a:ETH short", constantUsd: 0, usdPerUnit: [-200] },
        ],
      },
    ]);
    const largest = set.margin.map(({ pieces }) =>
      Math.max(0, ...pieces.map(({ constantUsd, usdPerUnit }) => constantUsd + (usdPerUnit[0] ?? 0) * -3)),
    );
    expect(largest.reduce((sum, usd) => sum + usd, 0)).toBe(750);
  });

  it("never has a part below zero: a unit rate can overstate", () => {
    const { set } = onlyLeg(oneLeg("a", 3, { initialUsd: 500 }));
    expect(set.margin[0]?.pieces[0]?.constantUsd).toBe(0);
  });
});

describe("a set that cannot be judged is left as it is, and named:", () => {
  it("one with a leg that has no price", () => {
    const view = together(oneLeg("a", 3), { ...oneLeg("b", -3), marks: new Map() });
    const { input, issues } = inputOf(view);
    expect(input.nettingSets.map(({ id }) => id)).toEqual(["a"]);
    expect(issues).toEqual([
      {
        code: "UNPRICED",
        subject: "b",
        message: "b is left as it is: 42161:b:ETH has no price, so its delta is unknown",
      },
    ]);
  });

  it("one whose margin could not be computed", () => {
    const margin = { nettingSetId: "b", report: fail({ code: "UNPRICED", message: "no price" }) };
    const view = together(oneLeg("a", 3), { ...oneLeg("b", -3), margins: [margin] });
    const { input, issues } = inputOf(view);
    expect(input.nettingSets.map(({ id }) => id)).toEqual(["a"]);
    expect(issues).toMatchObject([{ code: "MISSING_PARAMETER", subject: "b" }]);
  });

  it("and legs of other sets do not enter a set", () => {
    const { input } = inputOf(together(oneLeg("a", 3), oneLeg("b", -3)));
    expect(input.nettingSets.map(({ id, legs }) => [id, legs.map(({ quantity }) => quantity)])).toEqual([
      ["a", [3]],
      ["b", [-3]],
    ]);
    expect(riskOfView(oneLeg("a", 1)).view.nettingSets[0]?.account).toBe(owner);
  });
});
