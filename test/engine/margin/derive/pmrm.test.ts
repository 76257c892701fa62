import { describe, expect, it } from "vitest";
import { pmrmBalances, pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import { expectWithin } from "../../figures.ts";
import {
  auctionCases,
  portfolioCases,
  portfolioParameters,
  scenarioCases,
  scenarioParameters,
} from "./pmrmCases.ts";
import { value } from "./value.ts";

describe("the protocol's PMRM scenario cases", () => {
  it("has all 21", () => {
    expect(scenarioCases).toHaveLength(21);
  });

  it.each(scenarioCases)("$name", ({ account, expected }) => {
    const margin = value(pmrmMargin(account, scenarioParameters));
    const within = (actual: number, wanted: number) =>
      expectWithin(Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted)), 1e-10);
    within(margin.balances.initialMargin, expected.im);
    within(margin.balances.maintenanceMargin, expected.mm);
    within(margin.balances.markToMarket, expected.mtm);
    within(margin.basisContingency, expected.basis);
  });
});

describe("accounts of the protocol's auction simulations", () => {
  it("has the 13 bids of all 8", () => {
    expect(auctionCases).toHaveLength(13);
  });

  it.each(auctionCases)("$name", ({ account, expected }) => {
    const balances = value(pmrmBalances(account, scenarioParameters));
    expectWithin(Math.abs(balances.maintenanceMargin - expected.mm), 1e-10);
    expectWithin(Math.abs(balances.markToMarket - expected.mtm), 1e-10);
  });
});

describe("the protocol's PMRM portfolio cases, whole dollars towards zero", () => {
  const wholeDollars = (amount: number) => Math.trunc(Math.round(amount * 1e9) / 1e9) + 0;

  it("has all 44", () => {
    expect(portfolioCases).toHaveLength(44);
  });

  it.each(portfolioCases)("$name", ({ account, expected }) => {
    const balances = value(pmrmBalances(account, portfolioParameters));
    expectWithin(Math.abs(wholeDollars(balances.initialMargin) - expected.im), 0);
    expectWithin(Math.abs(wholeDollars(balances.maintenanceMargin) - expected.mm), 0);
  });
});
