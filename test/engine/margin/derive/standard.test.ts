import { describe, expect, it } from "vitest";
import type { Right } from "../../../../engine/book/instrument.ts";
import { SECONDS_PER_YEAR } from "../../../../engine/margin/derive/market.ts";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import { isolatedOptionMargin } from "../../../../engine/margin/derive/standardOption.ts";
import { expectWithin } from "../../figures.ts";
import { readFixture } from "./readFixture.ts";
import { optionParameters, portfolioCases, scenarioCases } from "./standardCases.ts";
import { value } from "./value.ts";

interface ChainFile {
  timestamp: number;
  spot: number;
  optionParameters: Record<string, number>;
  expiries: Record<string, { forward: number; vols: Record<string, number> }>;
  rows: [number, number, Right, number, number, number, number][];
}

describe("isolated margin of the deployed StandardManager (block 3988392)", () => {
  const chain = readFixture<ChainFile>("standard-chain-cases");
  it("has all 12", () => {
    expect(chain.rows).toHaveLength(12);
  });

  it.each(chain.rows)("%d %d %s %d", (expiry, strike, right, amount, im, mm, mtm) => {
    const { forward, vols } = chain.expiries[expiry] ?? { forward: Number.NaN, vols: {} };
    const margin = isolatedOptionMargin(
      {
        leg: { right, strike, amount, volatility: vols[strike] ?? Number.NaN },
        spot: chain.spot,
        forward,
        timeToExpiry: (expiry - chain.timestamp) / SECONDS_PER_YEAR,
      },
      optionParameters(chain.optionParameters),
    );
    expectWithin(Math.abs(margin.initialMargin - im), 1e-9);
    expectWithin(Math.abs(margin.maintenanceMargin - mm), 1e-9);
    expectWithin(Math.abs(margin.markToMarket - mtm), 1e-9);
  });
});

describe("StandardManager scenario cases", () => {
  it("has all 28", () => {
    expect(scenarioCases).toHaveLength(28);
  });

  it.each(scenarioCases)("$name", ({ account, expected }) => {
    const { balances } = value(standardMargin(account));
    const within = (actual: number, wanted: number) =>
      expectWithin(Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted)), 1e-9);
    within(balances.initialMargin, expected.im);
    within(balances.maintenanceMargin, expected.mm);
    within(balances.markToMarket, expected.mtm);
  });
});

describe("StandardManager portfolio cases, whole dollars towards zero", () => {
  // 880 comes out as 879.9999999999999 in doubles: round to a nano-dollar before truncating.
  const wholeDollars = (amount: number) => Math.trunc(Math.round(amount * 1e9) / 1e9) + 0;
  it("has all 42", () => {
    expect(portfolioCases).toHaveLength(42);
  });

  it.each(portfolioCases)("$name", ({ account, expected }) => {
    const { balances } = value(standardMargin(account));
    expectWithin(Math.abs(wholeDollars(balances.initialMargin) - expected.im), 0);
    expectWithin(Math.abs(wholeDollars(balances.maintenanceMargin) - expected.mm), 0);
  });
});
