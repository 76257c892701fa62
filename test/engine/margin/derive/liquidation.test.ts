import { describe, expect, it } from "vitest";
import { LIQUIDATION_RANGE, liquidationFactor } from "../../../../engine/margin/derive/liquidation.ts";
import { pm2Balances, pm2Margin } from "../../../../engine/margin/derive/pm2.ts";
import { pmrmMargin } from "../../../../engine/margin/derive/pmrm.ts";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import { leg, PM2_BTC, perp, pm2Account, pmrmAccount, standardAccount, standardMarket } from "./accounts.ts";
import { portfolioParameters } from "./pmrmCases.ts";
import { value } from "./value.ts";

describe("search", () => {
  it("finds the nearer of two roots, in log distance", () => {
    const between = (low: number, high: number) => (factor: number) => Math.min(factor - low, high - factor);
    expect(liquidationFactor(between(0.5, 1.5))).toBeCloseTo(1.5, 8);
    expect(liquidationFactor(between(0.8, 1.5))).toBeCloseTo(0.8, 8);
    expect(liquidationFactor(between(0.995, 1.003))).toBeCloseTo(1.003, 8);
    expect(liquidationFactor(between(0.997, 1.005))).toBeCloseTo(0.997, 8);
  });

  it("answers 1 for a balance that is negative already", () => {
    expect(liquidationFactor(() => -1)).toBe(1);
  });

  it("looks to the ends of its range and no further", () => {
    expect(liquidationFactor((factor) => factor - LIQUIDATION_RANGE.lowest * 1.001)).toBeCloseTo(0.02002, 8);
    expect(liquidationFactor((factor) => LIQUIDATION_RANGE.highest * 0.999 - factor)).toBeCloseTo(9.99, 6);
    expect(liquidationFactor((factor) => factor - LIQUIDATION_RANGE.lowest * 0.999)).toBeNull();
    expect(liquidationFactor((factor) => LIQUIDATION_RANGE.highest * 1.001 - factor)).toBeNull();
  });
});

describe("a perpetual alone has a closed form", () => {
  const CASH = 20_000;

  it.each([1, -1])("standard, size %d", (size) => {
    const margin = value(standardMargin(standardAccount({ perp: perp(size) }, { cash: CASH })));
    const factor = (1 - (size * CASH) / 100_000) / (1 - 0.05 * size);
    expect(margin.liquidationPriceUsd).toBeCloseTo(100_000 * factor, 3);
    expect(margin.liquidationDistance).toBeCloseTo(factor - 1, 8);
  });

  it("pm2, whose requirement follows spot", () => {
    const margin = value(pm2Margin(pm2Account({ cash: CASH, perp: perp(1) }), PM2_BTC));
    const atPresent = margin.maintenanceUsd / 100_000;
    expect(margin.liquidationPriceUsd).toBeCloseTo(80_000 / (1 - atPresent), 3);
  });

  it("legacy manager", () => {
    const margin = value(pmrmMargin(pmrmAccount({ cash: CASH, perp: perp(1) }), portfolioParameters));
    expect(margin.liquidationPriceUsd).toBeCloseTo(80_000 / (1 - margin.maintenanceUsd / 100_000), 3);
  });
});

describe("accounts", () => {
  it("reports the point at which a revaluation of the moved account has no margin left", () => {
    const options = [leg({ amount: -2 }), leg({ right: "put", strike: 90_000, amount: -1 })];
    const account = pm2Account({ cash: 60_000, options });
    const { liquidationDistance } = value(pm2Margin(account, PM2_BTC));
    const factor = 1 + (liquidationDistance ?? Number.NaN);
    const moved = {
      ...account,
      spot: { ...account.spot, price: account.spot.price * factor },
      expiries: account.expiries.map((expiry) => ({ ...expiry, variable: expiry.variable * factor })),
    };
    expect(factor).toBeGreaterThan(1);
    expect(Math.abs(value(pm2Balances(moved, PM2_BTC)).maintenanceMargin)).toBeLessThan(1e-3);
  });

  it("moves forwards with spot in a standard account", () => {
    const account = standardAccount({ options: [leg({ amount: -2 })] }, { cash: 60_000 });
    const factor = 1 + (value(standardMargin(account)).liquidationDistance ?? Number.NaN);
    const [market = standardMarket()] = account.markets;
    const moved = {
      ...market,
      spot: { ...market.spot, price: market.spot.price * factor },
      forwards: market.forwards.map((forward) => ({ ...forward, variable: forward.variable * factor })),
    };
    const { balances } = value(standardMargin({ ...account, markets: [moved] }));
    expect(factor).toBeGreaterThan(1.05);
    expect(Math.abs(balances.maintenanceMargin)).toBeLessThan(1e-3);
  });

  it("moves collateral that is the underlying itself, and leaves other collateral where it is", () => {
    const rules = { mmHaircut: 0.1, imHaircut: 0.05 };
    const parameters = {
      ...PM2_BTC,
      collaterals: { BTC: { ...rules, isRiskCancelling: true }, USDT: { ...rules, isRiskCancelling: false } },
    };
    const held = (btc: number) => [
      { asset: "BTC", amount: 1, price: btc, confidence: 1 },
      { asset: "USDT", amount: 5000, price: 1, confidence: 1 },
    ];
    const account = pm2Account({
      cash: -40_000,
      options: [leg({ amount: -0.5 })],
      collaterals: held(100_000),
    });
    const factor = 1 + (value(pm2Margin(account, parameters)).liquidationDistance ?? Number.NaN);
    const moved = {
      ...account,
      spot: { ...account.spot, price: account.spot.price * factor },
      expiries: account.expiries.map((expiry) => ({ ...expiry, variable: expiry.variable * factor })),
      collaterals: held(100_000 * factor),
    };
    expect(factor).toBeLessThan(0.9);
    expect(Math.abs(value(pm2Balances(moved, parameters)).maintenanceMargin)).toBeLessThan(1e-3);
  });

  it("is at distance 0 below maintenance, and nowhere without exposure", () => {
    const short = value(standardMargin(standardAccount({ options: [leg()] })));
    expect(short.liquidationDistance).toBe(0);
    expect(short.liquidationPriceUsd).toBe(100_000);
    const idle = value(standardMargin(standardAccount({}, { cash: 5 })));
    expect(idle.liquidationDistance).toBeNull();
    expect(idle.liquidationPriceUsd).toBeNull();
  });

  it("moves all markets of a standard account by one factor and prices each", () => {
    const eth = standardMarket({
      marketId: "ETH",
      spot: { price: 4000, confidence: 1 },
      perp: perp(10, 4000),
    });
    const account = { ...standardAccount({ perp: perp(0.4) }, { cash: 16_000 }) };
    const margin = value(standardMargin({ ...account, markets: [...account.markets, eth] }));
    const factor = (1 - 16_000 / 80_000) / 0.95;
    expect(margin.liquidationDistance).toBeCloseTo(factor - 1, 8);
    expect(margin.liquidationPriceUsd).toBeNull();
    expect(margin.liquidationPrices.map(({ priceUsd }) => priceUsd / factor)).toEqual([
      expect.closeTo(100_000, 3),
      expect.closeTo(4000, 4),
    ]);
  });
});
