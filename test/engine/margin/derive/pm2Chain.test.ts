import { describe, expect, it } from "vitest";
import { pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import { expectWithin } from "../../figures.ts";
import { chainCases } from "./pm2Chain.ts";
import { value } from "./value.ts";

describe("margins returned by the deployed PMRMLib_2", () => {
  it("covers every recorded case", () => {
    expect(chainCases).toHaveLength(25);
  });

  it.each(chainCases)("$name", ({ account, parameters, chain }) => {
    const margin = value(pm2Margin(account, parameters));
    expectWithin(Math.abs(margin.balances.initialMargin - chain.im), 1e-9);
    expectWithin(Math.abs(margin.balances.maintenanceMargin - chain.mm), 1e-9);
    expectWithin(Math.abs(margin.balances.markToMarket - chain.mtm), 1e-9);
    expect(margin.worstScenarioIndex).toBe(chain.worst);
  });
});
