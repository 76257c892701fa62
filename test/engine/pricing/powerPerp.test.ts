import { describe, expect, test } from "vitest";
import {
  continuousFundingMark,
  type PowerPerpInput,
  powerPerpGreeks,
  powerPerpImpliedVolatility,
} from "../../../engine/pricing/powerPerp.ts";
import { rollNormFactor, SQUEETH_FUNDING_SECONDS, squeethGreeks } from "../../../engine/pricing/squeeth.ts";
import fixture from "../../fixtures/pricing/perpetuals.json" with { type: "json" };
import { expectClose, unwrap } from "./tolerance.ts";

const squeeth: PowerPerpInput = {
  exponent: 2,
  spot: 3000,
  volatility: 0.8,
  rate: 0,
  fundingPeriod: 17.5 / 365,
};

describe("power perpetual", () => {
  test.each(fixture.powerPerp.rows)("power $p at volatility $sigma", (row) => {
    const input = {
      exponent: row.p,
      spot: row.S,
      volatility: row.sigma,
      rate: row.r,
      fundingPeriod: row.fundingPeriodDays / 365,
    };
    const greeks = unwrap(powerPerpGreeks(input));
    expectClose(greeks.price, row.mark, 1e-12);
    expectClose(unwrap(continuousFundingMark(input)), row.markContinuousFunding, 1e-12);
    expectClose(greeks.delta, row.delta, 1e-12);
    expectClose(greeks.gamma, row.gamma, 1e-12);
    expectClose(greeks.vega, row.vega, 1e-12);
    expectClose(unwrap(powerPerpImpliedVolatility(input, greeks.price, greeks.index)), row.sigma, 1e-10);
  });

  test("continuous funding has no finite mark once a period's growth reaches 1", () => {
    expect(continuousFundingMark({ ...squeeth, volatility: 5 })).toMatchObject({
      ok: false,
      issues: [{ code: "INVALID_INPUT", field: "volatility" }],
    });
    expect(continuousFundingMark({ ...squeeth, fundingPeriod: 0 })).toMatchObject({
      issues: [{ field: "fundingPeriod" }],
    });
  });

  test.each([
    ["delta", "price", "spot"],
    ["gamma", "delta", "spot"],
    ["vega", "price", "volatility"],
    ["rhoSpot", "price", "rate"],
  ] as const)("%s is d %s / d %s", (greek, measure, field) => {
    const input = { ...squeeth, exponent: 3, rate: 0.05 };
    const step = 1e-4 * input[field];
    const at = (steps: number) =>
      unwrap(powerPerpGreeks({ ...input, [field]: input[field] + steps * step }))[measure];
    const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
    expectClose(unwrap(powerPerpGreeks(input))[greek], slope, 1e-8);
  });

  test("theta is the funding that a holder pays in a year", () => {
    const { price, index, theta } = unwrap(powerPerpGreeks(squeeth));
    expect(theta).toBe(-(price - index) / squeeth.fundingPeriod);
    expect(theta).toBeLessThan(0);
  });

  test("a power below one has a mark below its index and negative vega", () => {
    const { price, index, vega, gamma } = unwrap(powerPerpGreeks({ ...squeeth, exponent: 0.5 }));
    expect(price).toBeLessThan(index);
    expect(vega).toBeLessThan(0);
    expect(gamma).toBeLessThan(0);
  });

  test("growth that doubles within a funding period has no finite mark", () => {
    const result = powerPerpGreeks({ ...squeeth, volatility: 5 });
    expect(result.ok ? undefined : result.issues[0]?.field).toBe("volatility");
  });

  test.each([
    ["spot", 0],
    ["exponent", -1],
    ["fundingPeriod", 0],
    ["volatility", NaN],
    ["rate", Infinity],
  ] as const)("%s = %d is named as the fault", (field, value) => {
    const result = powerPerpGreeks({ ...squeeth, [field]: value });
    expect(result.ok ? undefined : result.issues[0]?.field).toBe(field);
  });

  test("a mark below index implies no volatility for a square", () => {
    expect(powerPerpImpliedVolatility(squeeth, 0.99e6, 1e6).ok).toBe(false);
    expect(powerPerpImpliedVolatility({ ...squeeth, exponent: 1 }, 1.01e6, 1e6).ok).toBe(false);
  });
});

describe("Squeeth's own convention", () => {
  /** Opyn's published five-minute history, 2022-02-27 00:00 UTC; mark and index are 420 s averages. */
  const row = { eth: 2775.28, index: 7_702_168.34, mark: 8_137_166.9, normFactor: 0.828, token: 673.86 };

  test("reproduces the published volatility, delta and gamma to their rounding", () => {
    const averageEth = Math.sqrt(row.index);
    const greeks = unwrap(squeethGreeks((row.mark * row.normFactor) / 1e4, averageEth, row.normFactor));
    expectClose(greeks.impliedVolatility, 1.0705, 0, 5e-5);
    expectClose(-greeks.theta / ((row.mark * row.normFactor) / 1e4) / 365, 0.00314, 0, 5e-6);
    const published = unwrap(squeethGreeks(row.token, row.eth, row.normFactor));
    expectClose(published.delta, 0.486, 0, 5e-4);
    expectClose(published.gamma, 0.000175, 0, 5e-7);
  });

  test.each(fixture.powerPerp.rows.filter((r) => r.p === 2 && r.r === 0))(
    "inverts the fixed-term mark",
    (r) => {
      const greeks = unwrap(squeethGreeks(r.squeethFixedTerm / 1e4, r.S, 1));
      expectClose(greeks.impliedVolatility, r.sigma, 1e-12);
    },
  );

  test("vega is the derivative of the fixed-term mark", () => {
    const mark = (volatility: number) => (9e6 * Math.exp((volatility * volatility * 17.5) / 365)) / 1e4;
    const slope = (mark(0.8 + 1e-5) - mark(0.8 - 1e-5)) / 2e-5;
    expectClose(unwrap(squeethGreeks(mark(0.8), 3000, 1)).vega, slope, 1e-8);
  });

  test("below index volatility and vega are 0, and a holder earns", () => {
    const greeks = unwrap(squeethGreeks(890, 3000, 1));
    expect(greeks.impliedVolatility).toBe(0);
    expect(greeks.vega).toBe(0);
    expect(greeks.theta).toBeGreaterThan(0);
  });

  test("the normalisation factor decays by index over mark in a funding period, the mark clamped", () => {
    expectClose(rollNormFactor(0.8, 100, 110, SQUEETH_FUNDING_SECONDS), 0.8 / 1.1, 1e-15);
    expect(rollNormFactor(0.8, 100, 110, 0)).toBe(0.8);
    expectClose(rollNormFactor(1, 100, 500, SQUEETH_FUNDING_SECONDS), 1 / 1.4, 1e-15);
    expectClose(rollNormFactor(1, 100, 10, SQUEETH_FUNDING_SECONDS), 1 / 0.8, 1e-15);
  });

  test("bad input is named", () => {
    const result = squeethGreeks(NaN, 3000, 1);
    expect(result.ok ? undefined : result.issues[0]?.field).toBe("tokenPrice");
  });
});
