import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liquidityRisk } from "../../../engine/pricing/concentratedLiquidity.ts";
import { panopticLegRisk, panopticLiquidity, panopticTicks } from "../../../engine/pricing/panoptic.ts";
import { humanLiquidity, priceAtTick, rangeAtTicks } from "../../../engine/pricing/ticks.ts";
import fixture from "../../fixtures/pricing/perpetuals.json" with { type: "json" };
import { expectClose } from "./tolerance.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const rangeArbitrary = fc
  .record({ liquidity: between(1, 1e4), lowerPrice: between(100, 5000), width: between(1.01, 3) })
  .map(({ width, ...range }) => ({ ...range, upperPrice: range.lowerPrice * width }));

describe("concentrated liquidity", () => {
  test.each(fixture.liquidity.rows)("price $P in $pa to $pb", (row) => {
    const risk = liquidityRisk({ liquidity: row.L, lowerPrice: row.pa, upperPrice: row.pb }, row.P);
    const scale = row.L * Math.sqrt(row.P);
    expectClose(risk.amountBase, row.amountBase, 1e-12, 1e-15 * row.L);
    expectClose(risk.amountQuote, row.amountQuote, 1e-12, 1e-15 * scale);
    expectClose(risk.valueUsd, row.valueQuote, 1e-12);
    expectClose(risk.delta, row.delta, 1e-12, 1e-15 * row.L);
    expectClose(risk.gamma, row.gamma, 1e-13);
  });

  test("delta and gamma are derivatives of the value, away from the range's ends", () => {
    fc.assert(
      fc.property(rangeArbitrary, between(50, 20_000), (range, spot) => {
        const gap = Math.min(Math.abs(spot / range.lowerPrice - 1), Math.abs(spot / range.upperPrice - 1));
        fc.pre(gap > 0.005);
        const step = 1e-3 * spot;
        const at = (steps: number) => liquidityRisk(range, spot + steps * step);
        const slope = (f: (steps: number) => number) => (8 * (f(1) - f(-1)) - (f(2) - f(-2))) / (12 * step);
        const scale = range.liquidity / Math.sqrt(spot);
        expectClose(
          at(0).delta,
          slope((i) => at(i).valueUsd),
          1e-9,
          1e-9 * scale,
        );
        expectClose(
          at(0).gamma,
          slope((i) => at(i).delta),
          1e-8,
          (1e-9 * scale) / spot,
        );
      }),
    );
  });

  test("value and delta are continuous at both ends, gamma jumps", () => {
    const range = { liquidity: 1000, lowerPrice: 1600, upperPrice: 2500 };
    for (const end of [1600, 2500]) {
      const [inside, outside] = [end * (1 + 1e-12), end * (1 - 1e-12)].map((spot) =>
        liquidityRisk(range, spot),
      );
      expectClose(inside?.valueUsd ?? NaN, outside?.valueUsd ?? NaN, 1e-10);
      expectClose(inside?.delta ?? NaN, outside?.delta ?? NaN, 0, 1e-9);
      expect([inside?.gamma, outside?.gamma].filter((gamma) => gamma === 0)).toHaveLength(1);
    }
  });
});

describe("Panoptic legs", () => {
  const range = { liquidity: 1000, lowerPrice: 1600, upperPrice: 2500 };

  test("strike and range factor are the geometric mean and the root of the ratio", () => {
    for (const row of fixture.liquidity.rows) {
      expectClose(Math.sqrt(row.pa * row.pb), row.panoptic.strike, 1e-15);
      expectClose(Math.sqrt(row.pb / row.pa), row.panoptic.rangeFactor, 1e-15);
    }
  });

  test("a short put is worth nothing above the range and is long the coin below it", () => {
    const leg = { ...range, right: "put", isLong: false } as const;
    const above = panopticLegRisk(leg, 3000);
    const below = panopticLegRisk(leg, 1000);
    expect(above.valueUsd).toBe(0);
    expect(above.delta).toBe(0);
    expectClose(below.delta, 5, 1e-12);
    // Below the range: the base held, less the quote put in; per unit that is spot minus strike.
    expectClose(below.valueUsd, 5 * (1000 - 2000), 1e-12);
  });

  test("a short call is worth nothing below the range and is short the coin above it", () => {
    const leg = { ...range, right: "call", isLong: false } as const;
    expectClose(panopticLegRisk(leg, 1000).valueUsd, 0, 0, 1e-9);
    expectClose(panopticLegRisk(leg, 3000).delta, -5, 1e-12);
    expectClose(panopticLegRisk(leg, 3000).valueUsd, 5 * (2000 - 3000), 1e-12);
  });

  test("long is minus short, put and call differ by the coin, and only the long has positive gamma", () => {
    fc.assert(
      fc.property(rangeArbitrary, between(50, 20_000), (bounds, spot) => {
        const legs = (["put", "call"] as const).map((right) => ({
          short: panopticLegRisk({ ...bounds, right, isLong: false }, spot),
          long: panopticLegRisk({ ...bounds, right, isLong: true }, spot),
        }));
        const base = bounds.liquidity * (1 / Math.sqrt(bounds.lowerPrice) - 1 / Math.sqrt(bounds.upperPrice));
        for (const { short, long } of legs) {
          expect(Math.abs(long.valueUsd + short.valueUsd)).toBe(0);
          expect(Math.abs(long.delta + short.delta)).toBe(0);
          expect(long.gamma).toBeGreaterThanOrEqual(0);
        }
        const [put, call] = legs;
        expectClose((put?.short.delta ?? NaN) - (call?.short.delta ?? NaN), base, 1e-9);
      }),
    );
  });

  test("an odd width rounds the upper tick up and the lower one down", () => {
    expect(panopticTicks(100, 10, 60)).toEqual({ lower: -200, upper: 400 });
    expect(panopticTicks(-200, 25, 60)).toEqual({ lower: -950, upper: 550 });
    expect(panopticTicks(0, 5, 1)).toEqual({ lower: -2, upper: 3 });
  });

  test("a leg of one token holds one token when it is all in that token", () => {
    const inBase = panopticLiquidity(5, "base", 1600, 2500);
    expectClose(liquidityRisk({ ...range, liquidity: inBase }, 1000).amountBase, 5, 1e-13);
    const inQuote = panopticLiquidity(10_000, "quote", 1600, 2500);
    expectClose(liquidityRisk({ ...range, liquidity: inQuote }, 3000).amountQuote, 10_000, 1e-13);
  });
});

describe("ticks", () => {
  test("decimals scale the price and a base that is token1 turns the range around", () => {
    const asToken0 = { baseIsToken0: true, decimals0: 18, decimals1: 6 };
    const asToken1 = { baseIsToken0: false, decimals0: 6, decimals1: 18 };
    expectClose(priceAtTick(-200_000, asToken0), 1.0001 ** -200_000 * 1e12, 1e-12);
    expectClose(priceAtTick(200_000, asToken1), priceAtTick(-200_000, asToken0), 1e-9);
    const [a, b] = [rangeAtTicks(-201_000, -199_000, asToken0), rangeAtTicks(199_000, 201_000, asToken1)];
    expect(a.lowerPrice).toBeLessThan(a.upperPrice);
    expectClose(b.lowerPrice, a.lowerPrice, 1e-9);
    expectClose(b.upperPrice, a.upperPrice, 1e-9);
  });

  test("liquidity in human units gives human amounts", () => {
    const tokens = { baseIsToken0: true, decimals0: 18, decimals1: 6 };
    const raw = 10n ** 15n;
    const { lowerPrice, upperPrice } = rangeAtTicks(-200_040, -199_980, tokens);
    const held = liquidityRisk(
      { liquidity: humanLiquidity(raw, tokens), lowerPrice, upperPrice },
      lowerPrice / 2,
    );
    const rootRaw = (tick: number) => 1.0001 ** (tick / 2);
    const amount0 = Number(raw) * (1 / rootRaw(-200_040) - 1 / rootRaw(-199_980));
    expectClose(held.amountBase, amount0 / 1e18, 1e-9);
  });
});
