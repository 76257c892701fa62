import { describe, expect, it } from "vitest";
import { pm2Balances, pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import { expectWithin } from "../../figures.ts";
import { refusedCases, upstreamCases } from "./pm2Cases.ts";
import { issues, value } from "./value.ts";

/** Relative to the number itself, and to the book where the number is small beside what it is a difference of. */
function error(actual: number, wanted: number): number {
  return Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted));
}

describe("the protocol's PMRM_2 portfolios", () => {
  it("has all 138", () => {
    expect(upstreamCases).toHaveLength(138);
  });

  it.each(upstreamCases)("$name", ({ account, parameters, expected }) => {
    const margin = value(pm2Margin(account, parameters));
    expectWithin(error(margin.balances.initialMargin, expected.im), 1e-9);
    expectWithin(error(margin.balances.maintenanceMargin, expected.mm), 1e-9);
    expect(margin.scenarioPnl).toHaveLength(expected.pnl.length);
    for (const [i, pnl] of margin.scenarioPnl.entries())
      expectWithin(error(pnl, expected.pnl[i] ?? Number.NaN), 1e-9);
  });

  it.each(refusedCases)("$name: the manager refuses a tilt with a spot move", ({ account, parameters }) => {
    const found = issues(pm2Balances(account, parameters));
    expect(found.map((issue) => issue.field)).toEqual(["parameters.scenarios[30].volShock"]);
  });
});
