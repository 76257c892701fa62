import { describe, expect, it } from "vitest";
import { pm2Balances, pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import type { Pm2Parameters } from "../../../../engine/margin/derive/pm2Parameters.ts";
import type { Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import type { Scenario } from "../../../../engine/margin/derive/scenario.ts";
import { volShockFactors } from "../../../../engine/margin/derive/volShock.ts";
import { leg, NOW, PM2_BTC, perp, pm2Account, WEEK } from "./accounts.ts";
import { chainCases } from "./pm2Chain.ts";
import { value } from "./value.ts";

const margin = (account: Pm2Account, parameters: Pm2Parameters = PM2_BTC) =>
  value(pm2Margin(account, parameters));
const balances = (account: Pm2Account, parameters: Pm2Parameters = PM2_BTC) =>
  value(pm2Balances(account, parameters));
const only = (scenario: Partial<Scenario>): Pm2Parameters => ({
  ...PM2_BTC,
  scenarios: [{ spotShock: 1, volShock: "none", dampening: 1, ...scenario }],
});

describe("static discounts", () => {
  it("reproduces August 2025 only with the inverted values that were live then", () => {
    const then = chainCases.filter(
      (c) => c.name.startsWith("BTC_27013992") && c.account.options.some((option) => option.amount < 0),
    );
    expect(then).toHaveLength(4);
    for (const { account, parameters, chain } of then) {
      const { longBaseStaticDiscount: long, shortBaseStaticDiscount: short } = parameters.margin;
      expect([long, short]).toEqual([1.02, 0.98]);
      const swapped = { ...parameters.margin, longBaseStaticDiscount: short, shortBaseStaticDiscount: long };
      expect(balances(account, parameters).maintenanceMargin).toBeCloseTo(chain.mm, 8);
      const righted = balances(account, { ...parameters, margin: swapped }).maintenanceMargin;
      expect(Math.abs(righted - chain.mm)).toBeGreaterThan(200);
    }
  });

  it("never counts a short expiry above its undiscounted value", () => {
    const account = pm2Account({ options: [leg()] });
    const steep = { ...only({}), margin: { ...PM2_BTC.margin, shortBaseStaticDiscount: 4 } };
    const { scenarioPnl, balances: own } = margin(account, steep);
    const undiscounted = own.markToMarket / Math.exp((-0.04 * WEEK) / 31_536_000);
    expect(scenarioPnl[0]).toBeCloseTo(undiscounted - own.markToMarket, 9);
  });
});

describe("contingencies", () => {
  it("adds the initial percents on top of the maintenance ones", () => {
    const { terms } = margin(pm2Account({ perp: perp(-2), options: [leg({ amount: -3 })] }));
    const of = (name: string) => terms.find((term) => term.name === name);
    expect(of("perp contingency")?.maintenanceUsd).toBeCloseTo(2 * 100_000 * 0.0075, 9);
    expect(of("perp contingency")?.initialUsd).toBeCloseTo(2 * 100_000 * (0.0075 + 0.0075), 9);
    expect(of("option contingency")?.maintenanceUsd).toBeCloseTo(3 * 100_000 * 0.0015, 9);
    expect(of("option contingency")?.initialUsd).toBeCloseTo(3 * 100_000 * (0.0015 + 0.001), 9);
  });

  it("covers a short call with a long put of the same strike and expiry only", () => {
    const naked = (...options: ReturnType<typeof leg>[]) =>
      margin(pm2Account({ options })).terms.find((term) => term.name === "option contingency")
        ?.maintenanceUsd ?? 0;
    expect(naked(leg(), leg({ right: "put", amount: 1 }))).toBe(0);
    expect(naked(leg(), leg({ strike: 99_000, amount: 1 }))).toBeCloseTo(150, 9);
    expect(naked(leg(), leg({ expiry: NOW + 8 * WEEK, amount: 1 }))).toBeCloseTo(150, 9);
  });

  it("raises the initial factor while the stablecoin is below its peg", () => {
    const whole = margin(pm2Account({ perp: perp(1) }));
    const depegged = margin(pm2Account({ perp: perp(1), stablePrice: 0.97 }));
    const worst = whole.scenarioPnl[whole.worstScenarioIndex] ?? Number.NaN;
    expect(depegged.initialUsd - whole.initialUsd).toBeCloseTo(-worst * 0.02 * 4, 6);
    expect(depegged.maintenanceUsd).toBeCloseTo(whole.maintenanceUsd, 9);
  });

  it("charges doubt below the threshold, not at it", () => {
    const initial = (confidence: number) =>
      balances(pm2Account({ perp: perp(1, 100_000, confidence) })).initialMargin;
    expect(initial(0.55)).toBe(initial(1));
    expect(initial(1) - initial(0.5499)).toBeCloseTo(0.4501 * 0.4 * 100_000, 6);
  });

  it("lets a perpetual's doubt reach the options but not the collateral", () => {
    const parameters = {
      ...PM2_BTC,
      collaterals: { USDT: { mmHaircut: 0.02, imHaircut: 0.08, isRiskCancelling: false } },
    };
    const collaterals = [{ asset: "USDT", amount: 50_000, price: 1, confidence: 1 }];
    const doubt = (account: Partial<Pm2Account>) =>
      margin(pm2Account({ perp: perp(1, 100_000, 0.4), ...account }), parameters).terms.find(
        (term) => term.name === "confidence contingency",
      )?.initialUsd;
    const ofPerp = 0.6 * 0.4 * 100_000;
    expect(doubt({ collaterals })).toBeCloseTo(ofPerp, 6);
    expect(doubt({ options: [leg({ amount: 2 })] })).toBeCloseTo(3 * ofPerp, 6);
  });
});

describe("basis", () => {
  it("moves spot alone: volatility rules do not reach it", () => {
    const account = pm2Account({ options: [leg(), leg({ right: "put" })] });
    const wild = { ...PM2_BTC.volShock, volRangeUp: 5, minVolUpShock: 9 };
    const plain = margin(account);
    const shaken = margin(account, { ...PM2_BTC, volShock: wild });
    expect(plain.basisContingency).toBeLessThan(0);
    expect(shaken.basisContingency).toBe(plain.basisContingency);
    expect(shaken.maintenanceUsd).toBeGreaterThan(plain.maintenanceUsd);
  });

  it("is the worst scenario's index one past the end, and the answer when nothing loses", () => {
    const { worstScenario, worstScenarioIndex } = margin(pm2Account({ cash: 1 }));
    expect(worstScenarioIndex).toBe(PM2_BTC.scenarios.length);
    expect(worstScenario?.name).toBe("basis contingency");
  });
});

describe("scenarios", () => {
  it("leaves the fixed part of a forward where it is", () => {
    const expiries = [
      { expiry: NOW + 900, fixed: 60_000, variable: 40_000, confidence: 1, rate: 0, rateConfidence: 1 },
    ];
    const options = [leg({ expiry: NOW + 900, strike: 1, amount: 1, volatility: 0 })];
    const free = { ...only({ spotShock: 0.5 }), margin: { ...PM2_BTC.margin, longBaseStaticDiscount: 1 } };
    const undated = { ...free, margin: { ...free.margin, longRateAddScale: 0 } };
    expect(margin(pm2Account({ options, expiries }), undated).scenarioPnl[0]).toBeCloseTo(-20_000, 8);
  });

  it("does not tell tenors apart below dteFloor", () => {
    const at = (seconds: number) => volShockFactors(seconds, PM2_BTC.volShock);
    expect(at(60)).toEqual(at(86_400));
    expect(at(86_401).up).toBeLessThan(at(86_400).up);
  });

  it("switches the power beyond 30 days, with no jump there", () => {
    const rules = { ...PM2_BTC.volShock, shortTermPower: 1, longTermPower: 0.5 };
    expect(volShockFactors(15 * 86_400, rules).up).toBeCloseTo(1 + 0.4 * 2, 12);
    expect(volShockFactors(30 * 86_400, rules).up).toBeCloseTo(1 + 0.4, 12);
    expect(volShockFactors(120 * 86_400, rules).up).toBeCloseTo(1 + 0.4 * 0.5, 12);
  });

  it("stops a down shock at zero volatility", () => {
    expect(volShockFactors(60, { ...PM2_BTC.volShock, volRangeDown: 3 }).down).toBe(0);
  });

  it("floors volatility in up scenarios only", () => {
    const pnl = (volShock: "up" | "down" | "none", volatility: number) =>
      margin(pm2Account({ options: [leg({ volatility })] }), only({ volShock, spotShock: 1.01 }))
        .scenarioPnl[0];
    const mark = (volatility: number) =>
      balances(pm2Account({ options: [leg({ volatility })] })).markToMarket;
    const upValue = (volatility: number) => (pnl("up", volatility) ?? 0) + mark(volatility);
    expect(upValue(0.01)).toBeCloseTo(upValue(0.1), 9);
    expect((pnl("none", 0.01) ?? 0) + mark(0.01)).not.toBeCloseTo((pnl("none", 0.1) ?? 0) + mark(0.1), 0);
  });

  it("dampens the whole P&L of a scenario, perpetual and collateral included", () => {
    const parameters = (dampening: number) => ({
      ...only({ spotShock: 0.5, volShock: "up", dampening }),
      collaterals: { BTC: { mmHaircut: 0, imHaircut: 0, isRiskCancelling: true } },
    });
    const account = pm2Account({
      perp: perp(3),
      options: [leg()],
      collaterals: [{ asset: "BTC", amount: 1, price: 100_000, confidence: 1 }],
    });
    const whole = margin(account, parameters(1)).scenarioPnl[0] ?? Number.NaN;
    expect(whole).toBeLessThan(-150_000);
    expect(margin(account, parameters(0.25)).scenarioPnl[0]).toBeCloseTo(whole / 4, 8);
  });

  it("counts each expiry as a loss in a tilt of the smile, whichever way it is held", () => {
    const plain = {
      ...PM2_BTC.margin,
      longBaseStaticDiscount: 1,
      shortBaseStaticDiscount: 1,
      longRateAddScale: 0,
      shortRateAddScale: 0,
    };
    const parameters = { ...only({ volShock: "linear" }), margin: plain };
    const pnl = (amount: number) =>
      margin(pm2Account({ options: [leg({ strike: 120_000, amount })] }), parameters).scenarioPnl[0] ?? 0;
    expect(pnl(1)).toBeLessThan(-1);
    expect(pnl(-1)).toBeCloseTo(pnl(1), 9);
  });

  it("moves collateral with spot only where it is the underlying itself", () => {
    const parameters = (isRiskCancelling: boolean) => ({
      ...only({ spotShock: 0.8 }),
      collaterals: { BTC: { mmHaircut: 0.1, imHaircut: 0.05, isRiskCancelling } },
    });
    const account = pm2Account({
      stablePrice: 0.995,
      collaterals: [{ asset: "BTC", amount: 1, price: 100_000, confidence: 1 }],
    });
    const worth = 100_000 / 0.995;
    expect(margin(account, parameters(true)).scenarioPnl[0]).toBeCloseTo(-0.2 * worth, 8);
    expect(margin(account, parameters(false)).scenarioPnl[0]).toBe(-0);
    const kept = balances(account, parameters(false));
    expect(kept.maintenanceMargin).toBeCloseTo(0.9 * worth, 8);
    expect(kept.initialMargin).toBeCloseTo(0.85 * worth, 8);
  });

  it("treats a negative rate as zero", () => {
    const at = (rate: number) =>
      balances(
        pm2Account({
          options: [leg()],
          expiries: pm2Account().expiries.map((expiry) => ({ ...expiry, rate })),
        }),
      );
    expect(at(-0.2)).toEqual(at(0));
  });
});

describe("accounts", () => {
  it("margins an account with a library override by that library's set", () => {
    const account = pm2Account({ options: [leg()] });
    const lenient = { ...PM2_BTC, margin: { ...PM2_BTC.margin, mmFactor: 0.35 } };
    const plain = margin(account);
    const override = margin(account, lenient);
    const worst = plain.scenarioPnl[plain.worstScenarioIndex] ?? Number.NaN;
    expect(plain.maintenanceUsd - override.maintenanceUsd).toBeCloseTo(-worst * 0.45, 6);
    expect(override.initialUsd).toBe(plain.initialUsd);
  });

  it("values an expired option that awaits settlement at its settlement price, in every scenario", () => {
    const expiry = NOW - 60;
    const expiries = [{ expiry, fixed: 103_000, variable: 0, confidence: 1, rate: 0.04, rateConfidence: 1 }];
    const options = [leg({ expiry, amount: -1, volatility: 0 })];
    const parameters = { ...PM2_BTC, margin: { ...PM2_BTC.margin, shortBaseStaticDiscount: 1 } };
    const report = margin(pm2Account({ options, expiries }), parameters);
    expect(report.balances.markToMarket).toBe(-3000);
    expect(report.scenarioPnl.slice(0, 23).every((pnl) => pnl === 0)).toBe(true);
  });

  it("adds up repeated legs of one option before looking for naked shorts", () => {
    const twice = pm2Account({ options: [leg({ amount: -2 }), leg({ amount: 1 })] });
    expect(balances(twice)).toEqual(balances(pm2Account({ options: [leg({ amount: -1 })] })));
  });
});
