import { describe, expect, it } from "vitest";
import { towardsAim, tradingRate } from "../../../engine/rebalance/bands/garleanuPedersen.ts";
import { hedgeTrade } from "../../../engine/rebalance/bands/hedgeTrade.ts";
import { lelandVolatility } from "../../../engine/rebalance/bands/leland.ts";
import { whalleyWilmottBand } from "../../../engine/rebalance/bands/whalleyWilmott.ts";
import { zakamoulineBand } from "../../../engine/rebalance/bands/zakamouline.ts";
import golden from "../../fixtures/bands/bands.json" with { type: "json" };
import { expectWithin } from "../figures.ts";
import { fields, value } from "../forecast/value.ts";

const relative = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe("hedge bands, golden", () => {
  it.each(golden.hedge)("S $S K $K T $T cost $lam", (r) => {
    const terms = {
      spot: r.S,
      timeToExpiry: r.T,
      rate: r.r,
      gamma: r.gamma,
      cost: r.lam,
      riskAversion: r.alpha,
    };
    const whalley = value(whalleyWilmottBand(r.delta, terms));
    expectWithin(relative(whalley.halfWidth, r.whalley_wilmott_half_band), 1e-13);
    expect(whalley.centre).toBe(r.delta);
    for (const side of ["long", "short"] as const) {
      const band = value(zakamoulineBand({ ...terms, volatility: r.sigma, side }));
      expectWithin(relative(band.fixedWidth, r.zak_H0), 1e-13);
      expectWithin(relative(band.gammaWidth, r.zak_H1), 1e-13);
      expectWithin(relative(band.volatilityShift, r.zak_K), 1e-13);
      const sign = side === "long" ? 1 : -1;
      expectWithin(relative(band.hedgeVolatility, r.sigma * Math.sqrt(1 + sign * r.zak_K)), 1e-14);
      expect(band.halfWidth).toBe(band.fixedWidth + band.gammaWidth);
    }
    const daily = value(lelandVolatility(r.sigma, 2 * r.lam, 1 / 365, "short"));
    expectWithin(relative(daily, r.leland_sigma_daily), 1e-13);
  });
});

describe("Garleanu-Pedersen, golden", () => {
  it.each(golden.garleanuPedersen.cases)("risk $gamma cost $lam", (r) => {
    const input = { riskAversion: r.gamma, cost: r.lam, discountRate: r.rho };
    const rate = value(tradingRate(input));
    expectWithin(relative(rate, r.trading_rate), 1e-14);
    const a = rate * r.lam;
    const next = (1 - r.rho) * (r.gamma + a);
    expectWithin(relative((r.lam * next) / (r.lam + next), a), 1e-14);
  });

  it("keeps its digits when trading is so dear that hardly any is done", () => {
    // rate -> sqrt(g / c) as g / c -> 0.
    expectWithin(
      relative(value(tradingRate({ riskAversion: 1e-12, cost: 1e6, discountRate: 0 })), 1e-9),
      1e-8,
    );
  });

  it("is the policy that value iteration finds in one dimension", () => {
    const { riskAversion: g, cost: c, discountRate: d } = { riskAversion: 0.3, cost: 2, discountRate: 0.02 };
    let a = 0;
    for (let k = 0; k < 5000; k++) {
      const next = (1 - d) * (g + a);
      a = (c * next) / (c + next);
    }
    expectWithin(relative(value(tradingRate({ riskAversion: g, cost: c, discountRate: d })), a / c), 1e-13);
  });

  it("moves the holdings that share of the way", () => {
    expect(value(towardsAim([10, 0], [20, -4], 0.25))).toEqual([12.5, -1]);
    expect(fields(towardsAim([1], [1, 2], 2))).toEqual(["aim.length", "rate"]);
    expect(fields(tradingRate({ riskAversion: 0, cost: 1, discountRate: 1 }))).toEqual([
      "riskAversion",
      "discountRate",
    ]);
  });
});

describe("hedge trade", () => {
  const band = { centre: 0.5, halfWidth: 0.05 };

  it("rests inside the band and goes to the nearer edge outside", () => {
    expect(value(hedgeTrade(-0.46, band))).toBe(0);
    expect(value(hedgeTrade(-0.4, band))).toBeCloseTo(-0.05, 15);
    expect(value(hedgeTrade(-0.6, band))).toBeCloseTo(0.05, 15);
  });

  it("goes further in when a fixed cost makes small trades dear", () => {
    expect(value(hedgeTrade(-0.4, band, 1))).toBeCloseTo(-0.1, 15);
    expect(value(hedgeTrade(-0.4, band, 0.5))).toBeCloseTo(-0.075, 15);
    expect(fields(hedgeTrade(0, band, 2))).toEqual(["1 - inward"]);
  });
});

describe("adjusted volatility", () => {
  it("refuses costs that would eat all variance of a long option", () => {
    expect(fields(lelandVolatility(0.1, 0.02, 1 / 8760, "long"))).toEqual(["intervalYears"]);
    const terms = { spot: 3000, timeToExpiry: 0.1, rate: 0, gamma: 4e-4, cost: 0.2, riskAversion: 1 };
    expect(fields(zakamoulineBand({ ...terms, volatility: 0.7, side: "long" }))).toEqual(["cost"]);
    expect(zakamoulineBand({ ...terms, volatility: 0.7, side: "short" }).ok).toBe(true);
    expect(fields(whalleyWilmottBand(0.5, { ...terms, cost: -1 }))).toEqual(["cost"]);
  });
});
