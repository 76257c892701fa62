import { describe, expect, it } from "vitest";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import { isolatedOptionMargin, maxLoss } from "../../../../engine/margin/derive/standardOption.ts";
import { leg, NOW, perp, STANDARD_BTC, standardAccount, standardMarket, WEEK } from "./accounts.ts";
import { value } from "./value.ts";

const ATM = { spot: 100_000, forward: 100_200, timeToExpiry: WEEK / 31_536_000 };

describe("isolated options", () => {
  it("gives a long option neither requirement nor credit, yet counts it in the mark-to-market", () => {
    const { balances } = value(standardMargin(standardAccount({ options: [leg({ amount: 2 })] })));
    expect(balances.initialMargin).toBe(0);
    expect(balances.maintenanceMargin).toBe(0);
    expect(balances.markToMarket).toBeGreaterThan(1000);
  });

  it("shrinks a call's initial share with moneyness down to minSpotReq and no further", () => {
    const initialShare = (strike: number) => {
      const option = { ...ATM, leg: leg({ strike }) };
      const margin = isolatedOptionMargin(option, STANDARD_BTC.option);
      return (margin.markToMarket - margin.initialMargin) / ATM.spot;
    };
    expect(initialShare(90_000)).toBeCloseTo(0.15, 12);
    expect(initialShare(101_000)).toBeCloseTo(0.14, 12);
    expect(initialShare(150_000)).toBeCloseTo(0.13, 12);
  });

  it("holds a deep put's maintenance to a share of its value and its initial margin to mmOffsetScale of that", () => {
    const option = { ...ATM, leg: leg({ right: "put", strike: 400_000 }) };
    const margin = isolatedOptionMargin(option, STANDARD_BTC.option);
    expect(margin.markToMarket).toBeCloseTo(-299_800, 6);
    expect(margin.maintenanceMargin).toBeCloseTo(-299_800 * 1.09, 6);
    expect(margin.initialMargin).toBeCloseTo(-299_800 * 1.09 * 1.05, 6);
  });

  it("prices a total volatility of 24 at the bound, as the chain does", () => {
    const option = { leg: leg({ volatility: 24 }), spot: 100_000, forward: 100_200, timeToExpiry: 1 };
    expect(isolatedOptionMargin(option, STANDARD_BTC.option).markToMarket).toBe(-100_200);
  });
});

describe("maximum loss of an expiry", () => {
  it("takes the better of two negative balances, not the larger loss", () => {
    const options = [leg(), leg({ strike: 101_000, amount: 1 })];
    const margin = value(standardMargin(standardAccount({ options })));
    const [expiry] = margin.expiries;
    expect(expiry?.isolatedMaintenance).toBeLessThan(-9000);
    expect(expiry?.maxLossMaintenance).toBe(-1000);
    expect(margin.balances.maintenanceMargin).toBe(-1000);
  });

  it("counts settlement at zero", () => {
    expect(maxLoss([leg({ right: "put", strike: 100 })], 1000, 1.1)).toBe(-100);
  });

  it("adds the forward for each net short call only", () => {
    expect(maxLoss([leg({ strike: 100 })], 1000, 1.1)).toBeCloseTo(-1100, 9);
    expect(maxLoss([leg({ strike: 100 }), leg({ strike: 100, amount: 1 })], 1000, 1.1)).toBe(0);
    expect(
      maxLoss([leg({ strike: 100 }), leg({ strike: 100, amount: 1, right: "put" })], 1000, 1.1),
    ).toBeCloseTo(-1100, 9);
  });

  it("does not net one expiry against another", () => {
    const later = NOW + 2 * WEEK;
    const forwards = [
      ...standardMarket().forwards,
      { expiry: later, fixed: 0, variable: 100_400, confidence: 1 },
    ];
    const calendar = [leg(), leg({ strike: 101_000, amount: 1, expiry: later })];
    const { balances } = value(standardMargin(standardAccount({ options: calendar, forwards })));
    expect(balances.maintenanceMargin).toBeLessThan(-9000);
  });
});

describe("feeds and pegs", () => {
  const initial = (...arguments_: Parameters<typeof standardAccount>) =>
    value(standardMargin(standardAccount(...arguments_))).balances;

  it("charges the depeg on short options and perpetuals, on initial margin only, long options free", () => {
    const options = [leg(), leg({ strike: 120_000, amount: 3 })];
    const held = { options, perp: perp(2) };
    const whole = initial(held);
    const depegged = initial(held, { stablePrice: 0.94 });
    expect(depegged.maintenanceMargin).toBeCloseTo(whole.maintenanceMargin, 9);
    expect(whole.initialMargin - depegged.initialMargin).toBeCloseTo(0.05 * 2 * 100_000 * 3, 6);
  });

  it("lowers an expiry's confidence to the spot feed's", () => {
    const doubtful = initial({ options: [leg()], spot: { price: 100_000, confidence: 0.5 } });
    const sure = initial({ options: [leg()] });
    expect(sure.initialMargin - doubtful.initialMargin).toBeCloseTo(0.5 * 100_000, 6);
    expect(doubtful.maintenanceMargin).toBe(sure.maintenanceMargin);
  });

  it("charges doubt below the threshold, not at it", () => {
    const at = (confidence: number) => initial({ perp: perp(1, 100_000, confidence) }).initialMargin;
    expect(at(0.55)).toBe(at(1));
    expect(at(1) - at(0.5499)).toBeCloseTo(0.4501 * 100_000, 6);
  });

  it("spares a coin that counts for nothing from the oracle charge", () => {
    const spot = { price: 100_000, confidence: 0.1 };
    const worthless = { ...STANDARD_BTC, base: { marginFactor: 0.75, imScale: 0 } };
    expect(initial({ base: 1, spot, parameters: worthless }).initialMargin).toBe(0);
    expect(initial({ base: 1, spot }).initialMargin).toBeCloseTo(100_000 * (0.75 * 0.93 - 0.9), 6);
  });

  it("counts a coin's mark-to-market in stablecoins and its margin in dollars", () => {
    const balances = initial({ base: 1 }, { stablePrice: 1.25 });
    expect(balances.markToMarket).toBe(80_000);
    expect(balances.maintenanceMargin).toBe(75_000);
  });
});

describe("report", () => {
  it("requires nothing negative where marks allow arbitrage, and keeps the venue's balance", () => {
    // A bull spread marked below zero: the venue still grants it its worst pay-off, which is zero.
    const options = [leg({ amount: 1, volatility: 0.1 }), leg({ strike: 101_000, volatility: 3 })];
    const margin = value(standardMargin(standardAccount({ options })));
    expect(margin.balances.markToMarket).toBeLessThan(0);
    expect(margin.balances.maintenanceMargin).toBe(0);
    expect(margin.maintenanceUsd).toBe(0);
    expect(margin.equityUsd - margin.maintenanceUsd).toBe(0);
  });

  it("values an expired option at its settlement price and never lets it move again", () => {
    const expiry = NOW - 3600;
    const forwards = [{ expiry, fixed: 103_000, variable: 0, confidence: 1 }];
    const options = [leg({ expiry, amount: 1, volatility: 0 })];
    const margin = value(standardMargin(standardAccount({ options, forwards })));
    expect(margin.balances.markToMarket).toBe(3000);
    expect(margin.liquidationDistance).toBeNull();
  });
});
