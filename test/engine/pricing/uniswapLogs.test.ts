import { describe, expect, test } from "vitest";
import { liquidityRisk } from "../../../engine/pricing/concentratedLiquidity.ts";
import { priceAtTick, rangeAtTicks } from "../../../engine/pricing/ticks.ts";
import { v3Swap, v4Pool } from "../../fixtures/pricing/uniswapLogs.ts";
import { expectClose } from "./tolerance.ts";

/** Both pools' tokens as raw units, so that amounts are those of the logs. */
const raw = { baseIsToken0: true, decimals0: 18, decimals1: 18 };
const rootOf = (sqrtPriceX96: bigint) => Number(sqrtPriceX96) / 2 ** 96;
const logs = [
  ["v4 Initialize", v4Pool.initialize],
  ["v4 Swap", v4Pool.swap],
  ["v3 Swap", v3Swap],
] as const;

describe("Uniswap logs", () => {
  test.each(logs)("%s: the tick is the floor of the pool's own price", (_, { sqrtPriceX96, tick }) => {
    const price = rootOf(sqrtPriceX96) ** 2;
    expect(priceAtTick(tick, raw)).toBeLessThanOrEqual(price);
    expect(priceAtTick(tick + 1, raw)).toBeGreaterThan(price);
  });

  // The v3 swap crosses tick -146880, where liquidity may change, so its amounts are not those of one range.
  test("v4 Swap: what was paid in, less the fee, is the range's change in base", () => {
    const { swap } = v4Pool;
    const liquidity = Number(swap.liquidity);
    const after = rootOf(swap.sqrtPriceX96);
    const before = after + Number(swap.amount1) / liquidity;
    const range = { liquidity, ...rangeAtTicks(-887_220, 887_220, raw) };
    const [held, holds] = [before, after].map((root) => liquidityRisk(range, root * root));
    const base = (holds?.amountBase ?? NaN) - (held?.amountBase ?? NaN);
    const quote = (held?.amountQuote ?? NaN) - (holds?.amountQuote ?? NaN);
    expectClose(base, -Number(swap.amount0) * (1 - swap.fee), 1e-11);
    expectClose(quote, Number(swap.amount1), 1e-11);
  });

  test("v4: the only position in the pool is its liquidity, at the widest ticks of the spacing", () => {
    const { tickLower, tickUpper, liquidityDelta } = v4Pool.modifyLiquidity;
    expect(liquidityDelta).toBe(v4Pool.swap.liquidity);
    const range = { liquidity: Number(liquidityDelta), ...rangeAtTicks(tickLower, tickUpper, raw) };
    const { valueUsd, amountBase, amountQuote } = liquidityRisk(range, rootOf(v4Pool.swap.sqrtPriceX96) ** 2);
    // A range over all prices is worth twice its quote.
    expectClose(valueUsd, 2 * amountQuote, 1e-15);
    expectClose(amountBase * rootOf(v4Pool.swap.sqrtPriceX96) ** 2, amountQuote, 1e-15);
  });
});
