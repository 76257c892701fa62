import { describe, expect, it } from "vitest";
import { pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import type { Scenario } from "../../../../engine/margin/derive/scenario.ts";
import { leg, NOW, perp, pmrmAccount, WEEK } from "./accounts.ts";
import { portfolioParameters } from "./pmrmCases.ts";
import { value } from "./value.ts";

const only = (scenario: Partial<Scenario>) => ({
  ...portfolioParameters,
  scenarios: [{ spotShock: 1, volShock: "none" as const, dampening: 1, ...scenario }],
});

describe("legacy portfolio manager", () => {
  it("discounts a positive expiry value and leaves a negative one alone", () => {
    const pnl = (amount: number) =>
      value(pmrmMargin(pmrmAccount({ options: [leg({ amount })] }), only({}))).scenarioPnl[0] ?? Number.NaN;
    const years = WEEK / 31_536_000;
    const { markToMarket } = value(
      pmrmMargin(pmrmAccount({ options: [leg({ amount: 1 })] }), only({})),
    ).balances;
    expect(pnl(1)).toBeCloseTo(markToMarket * (0.95 * Math.exp(-years * (0.04 * 4 + 0.12)) - 1), 9);
    expect(pnl(-1)).toBe(0);
  });

  it("prices options without discounting, whatever the rate", () => {
    const at = (rate: number) => {
      const expiries = pmrmAccount().expiries.map((expiry) => ({ ...expiry, rate }));
      return value(pmrmMargin(pmrmAccount({ options: [leg()], expiries }), portfolioParameters)).balances;
    };
    expect(at(0.5).markToMarket).toBe(at(0).markToMarket);
  });

  it("multiplies the static contingency by the initial factor, but not the confidence contingency", () => {
    const account = pmrmAccount({ perp: perp(2, 100_000, 0.5), base: 1 });
    const { terms } = value(pmrmMargin(account, portfolioParameters));
    const of = (name: string) => terms.find((term) => term.name === name);
    expect(of("perp contingency")?.maintenanceUsd).toBeCloseTo(2 * 100_000 * 0.025, 8);
    expect(of("perp contingency")?.initialUsd).toBeCloseTo(2 * 100_000 * 0.025 * 1.3, 8);
    expect(of("base contingency")?.initialUsd).toBeCloseTo(100_000 * 0.025 * 1.3, 8);
    expect(of("confidence contingency")?.initialUsd).toBeCloseTo(0.5 * 0.4 * 3 * 100_000, 8);
    expect(of("confidence contingency")?.maintenanceUsd).toBe(0);
  });

  it("does not shock a forward that is wholly fixed", () => {
    const expiries = [
      { expiry: NOW + 1, fixed: 103_000, variable: 0, confidence: 1, rate: 0, rateConfidence: 1 },
    ];
    const options = [leg({ expiry: NOW + 1, volatility: 0 })];
    const { scenarioPnl } = value(pmrmMargin(pmrmAccount({ options, expiries }), portfolioParameters));
    expect(scenarioPnl.every((pnl) => pnl === 0)).toBe(true);
  });

  it("counts its coin in stablecoins, with spot in every scenario", () => {
    const account = pmrmAccount({ base: 1, stablePrice: 0.995 });
    const { balances, scenarioPnl } = value(pmrmMargin(account, only({ spotShock: 0.8 })));
    expect(balances.markToMarket).toBeCloseTo(100_000 / 0.995, 8);
    expect(scenarioPnl[0]).toBeCloseTo((-0.2 * 100_000) / 0.995, 8);
  });

  it("knows no tilt of the smile", () => {
    const refused = pmrmMargin(pmrmAccount(), only({ volShock: "abs" }));
    expect(refused.ok).toBe(false);
  });
});
