import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceAfterInput, priceAfterOutput } from "../../../../engine/liquidity/pool/sqrtPriceMath.ts";
import { stepByInput, stepByOutput } from "../../../../engine/liquidity/pool/swapStep.ts";

const one = 2n ** 96n;
/** Root of a price ratio as Q64.96, rounded down, as the contract's tests encode it. */
function rootOf(numerator: bigint, denominator: bigint): bigint {
  const square = (numerator << 192n) / denominator;
  let root = 1n << 100n;
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
const ether = 10n ** 18n;
const wide = { sqrtPriceX96: one, liquidity: 2n * ether, fee: 600n };

// Amounts of Uniswap v3-core 1.0.1 test/SwapMath.spec.ts.
describe("a step of a swap, as the contract's own tests have it,", () => {
  const atTarget = {
    amountIn: 9_975_124_224_178_055n,
    fee: 5_988_667_735_148n,
    amountOut: 9_925_619_580_021_728n,
  };

  it("stops at the target and leaves input over", () => {
    const targetX96 = rootOf(101n, 100n);
    expect(stepByInput({ ...wide, targetX96 }, ether)).toEqual({ sqrtPriceX96: targetX96, ...atTarget });
  });

  it("stops at the target with output wanting", () => {
    const targetX96 = rootOf(101n, 100n);
    expect(stepByOutput({ ...wide, targetX96 }, ether)).toEqual({ sqrtPriceX96: targetX96, ...atTarget });
  });

  it("spends all of the input", () => {
    expect(stepByInput({ ...wide, targetX96: rootOf(1_000n, 100n) }, ether)).toMatchObject({
      amountIn: 999_400_000_000_000_000n,
      fee: 600_000_000_000_000n,
      amountOut: 666_399_946_655_997_866n,
    });
  });

  it("buys all of the output", () => {
    expect(stepByOutput({ ...wide, targetX96: rootOf(10_000n, 100n) }, ether)).toMatchObject({
      amountIn: 2_000_000_000_000_000_000n,
      fee: 1_200_720_432_259_356n,
      amountOut: ether,
    });
  });

  it("takes a whole input of dust as fee", () => {
    const dust = { sqrtPriceX96: 2_413n, targetX96: 79_887_613_182_836_312n, fee: 1_872n };
    expect(stepByInput({ ...dust, liquidity: 1_985_041_575_832_132_834_610_021_537_970n }, 10n)).toEqual({
      sqrtPriceX96: 2_413n,
      amountIn: 0n,
      fee: 10n,
      amountOut: 0n,
    });
  });

  it("gives no output where one unit of it is more than the stretch holds", () => {
    const price = 20_282_409_603_651_670_423_947_251_286_016n;
    const thin = { sqrtPriceX96: price, liquidity: 1_024n, fee: 3_000n };
    const up = (price * 11n) / 10n;
    expect(stepByOutput({ ...thin, targetX96: up }, 4n)).toEqual({
      sqrtPriceX96: up,
      amountIn: 26_215n,
      fee: 79n,
      amountOut: 0n,
    });
    const down = (price * 9n) / 10n;
    expect(stepByOutput({ ...thin, targetX96: down }, 263_000n)).toEqual({
      sqrtPriceX96: down,
      amountIn: 1n,
      fee: 1n,
      amountOut: 26_214n,
    });
  });
});

describe("the price after an amount", () => {
  it("divides in the contract's second order where 256 bits do not hold the product", () => {
    // amount * price is beyond 2^256: floor(L 2^96 / price) + amount loses what the exact quotient would round up with.
    const price = one;
    const liquidity = 10n ** 6n;
    const amount = 2n ** 161n;
    const denominator = (liquidity << 96n) / price + amount;
    expect(priceAfterInput(price, liquidity, amount, true)).toBe((liquidity << 96n) / denominator + 1n);
  });

  it("does not exist where the pool holds less than is taken", () => {
    expect(priceAfterOutput(one, ether, ether, true)).toBeNull();
    expect(priceAfterOutput(one, ether, ether - 1n, true)).not.toBeNull();
    expect(priceAfterOutput(one, ether, ether, false)).toBeNull();
  });

  it("is rounded for the pool: what went in cannot be taken out again in full", () => {
    const liquidity = fc.bigInt({ min: 1_000n, max: 10n ** 24n });
    const amount = fc.bigInt({ min: 1n, max: 10n ** 22n });
    fc.assert(
      fc.property(liquidity, amount, fc.boolean(), (L, given, zeroForOne) => {
        const stretch = {
          liquidity: L,
          fee: 0n,
          sqrtPriceX96: one,
          targetX96: zeroForOne ? 4_295_128_740n : one ** 2n,
        };
        const there = stepByInput(stretch, given);
        const back = stepByInput(
          { ...stretch, sqrtPriceX96: there.sqrtPriceX96, targetX96: one },
          there.amountOut,
        );
        expect(back.amountOut).toBeLessThanOrEqual(there.amountIn + there.fee);
      }),
    );
  });
});
