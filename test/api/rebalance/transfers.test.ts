import { describe, expect, it } from "vitest";
import { ok } from "../../../engine/result.ts";
import { rebalanceInput } from "../../../src/api/rebalance/input.ts";
import { readMandate } from "../../../src/api/rebalance/mandateRequest.ts";
import { withTransfers } from "../../../src/api/rebalance/transfers.ts";
import type { VenueView } from "../../../src/api/venues/adapter.ts";
import { coin, oneLeg, report, riskOfView, together } from "../risk.support.ts";

const terms = { feeBps: 5, fixedCostUsd: 3, haircut: 0.01, etaSeconds: 900 };

function transfersOf(view: Partial<VenueView>, transfer: object | null = terms) {
  const request = readMandate({ transfer });
  const risk = riskOfView(view);
  const { input } = rebalanceInput(risk, request, () => ({ policy: "use" }));
  return withTransfers(request, risk, input);
}

/** A set with ten thousand of equity, and dollars in it. */
const withDollars = (name: string, dollars: number, more: Parameters<typeof oneLeg>[2] = {}) => {
  const { chainId = 42161 } = more;
  return together(oneLeg(name, 1, more), coin(name, "USDC", dollars, 1, chainId));
};

describe("collateral", () => {
  it("stays where it is unless the mandate says what a transfer costs", () => {
    const input = transfersOf(together(withDollars("a", 4_000), oneLeg("b", -1)), null);
    expect(input.transfers).toBeUndefined();
    expect(input.nettingSets.every(({ maxSentUsd }) => maxSentUsd === undefined)).toBe(true);
  });

  it("goes from every set that has dollars to every other one, at the mandate's terms", () => {
    const view = together(withDollars("a", 4_000), oneLeg("b", -1, { chainId: 43114 }), oneLeg("c", -1));
    const { transfers } = transfersOf(view);
    const shared = { fromSetId: "a", asset: "USD", maxUsd: 4_000, ...terms };
    expect(transfers).toEqual([
      { id: "a -> b", toSetId: "b", bridge: "between chains", ...shared },
      { id: "a -> c", toSetId: "c", bridge: "within the chain", ...shared },
    ]);
  });

  it("leaves a set by all ways together no more than there is of it", () => {
    const view = together(withDollars("a", 4_000), oneLeg("b", -1), oneLeg("c", -1));
    const sent = transfersOf(view).nettingSets.map(({ id, maxSentUsd }) => [id, maxSentUsd]);
    expect(sent).toEqual([
      ["a", 4_000],
      ["b", 0],
      ["c", 0],
    ]);
  });

  const sentOf = (view: Partial<VenueView>) => transfersOf(view).nettingSets[0]?.maxSentUsd;

  it("is worth its price, and never more than the equity that losses have left", () => {
    expect(sentOf(together(oneLeg("a", 1), coin("a", "USDC", 4_000, 0.5)))).toBe(2_000);
    expect(sentOf(withDollars("a", 40_000))).toBe(10_000);
  });

  it("that is a coin stays: its delta would go along", () => {
    expect(sentOf(together(oneLeg("a", 1), coin("a", "ETH", 2, 2_000)))).toBe(0);
  });

  it("that is owed is none to send", () => {
    expect(sentOf(withDollars("a", -500))).toBe(0);
  });

  it("of a set below its own requirement stays: no venue lets it go", () => {
    const view = {
      ...withDollars("a", 4_000),
      margins: [{ nettingSetId: "a", report: ok(report(5_001, 5_000)) }],
    };
    expect(sentOf(view)).toBe(0);
    const enough = { ...view, margins: [{ nettingSetId: "a", report: ok(report(5_000, 5_000)) }] };
    expect(sentOf(enough)).toBe(4_000);
  });
});
