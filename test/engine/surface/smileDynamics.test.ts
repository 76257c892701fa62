import { describe, expect, test } from "vitest";
import { black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import { smileDelta, volatilitySkew } from "../../../engine/surface/smileDynamics.ts";
import { sviPoint } from "../../../engine/surface/svi.ts";
import fixture from "../../fixtures/surface/svi.json" with { type: "json" };
import { expectClose, unwrap } from "../pricing/tolerance.ts";

const { T, F, ...slice } = fixture.smileDynamics.svi;

function input(strike: number) {
  const { variance, slope } = sviPoint(slice, Math.log(strike / F));
  const option = {
    right: "call",
    forward: F,
    strike,
    timeToExpiry: T,
    volatility: Math.sqrt(variance / T),
    rate: 0,
  } as const;
  const { delta, vega } = unwrap(black76Greeks(option));
  return { volatility: option.volatility, delta, vega, forward: F, skew: volatilitySkew(variance, slope, T) };
}

describe("smile dynamics", () => {
  test.each(fixture.smileDynamics.rows)("strike $K: three deltas of one option", (row) => {
    const given = input(row.K);
    expectClose(given.volatility, row.vol, 1e-13);
    expectClose(given.skew, row.skew_dvol_dk, 1e-12);
    expectClose(smileDelta(given, "stickyStrike"), row.deltaStickyStrike, 1e-12);
    expectClose(smileDelta(given, "stickyMoneyness"), row.deltaStickyMoneyness, 1e-12);
    expectClose(smileDelta(given, "localVolatility"), row.deltaLocalVolRule, 1e-12);
  });

  test("sticky moneyness is the derivative of the price along the travelling smile", () => {
    const price = (forward: number) => {
      const { variance } = sviPoint(slice, Math.log(1800 / forward));
      const volatility = Math.sqrt(variance / T);
      return black76Price({ right: "call", forward, strike: 1800, timeToExpiry: T, volatility, rate: 0 });
    };
    const slope = (price(F + 0.1) - price(F - 0.1)) / 0.2;
    expectClose(smileDelta(input(1800), "stickyMoneyness"), slope, 1e-7);
  });

  test("the conventions differ by ten delta points at the money, so the default is stated", () => {
    const given = input(F);
    expect(smileDelta(given, "stickyMoneyness") - smileDelta(given, "localVolatility")).toBeGreaterThan(0.09);
  });
});
