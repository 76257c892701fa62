import {
  amount0Between,
  amount1Between,
  multiplyDivideUp,
  priceAfterInput,
  priceAfterOutput,
} from "./sqrtPriceMath.ts";

/** Hundredths of a basis point in one: the unit of a pool's fee. */
export const FEE_UNIT = 1_000_000n;

/** What one step of a swap, within one range of constant liquidity, did. */
export interface SwapStep {
  readonly sqrtPriceX96: bigint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly fee: bigint;
}

/** A stretch of constant liquidity that a swap enters. The direction follows from the two prices. */
interface Stretch {
  readonly sqrtPriceX96: bigint;
  readonly targetX96: bigint;
  readonly liquidity: bigint;
  /** Hundredths of a basis point, below 1,000,000. */
  readonly fee: bigint;
}

/**
 * Spends up to `remaining` of the input on the way to the target price. The fee is taken off the input first; when the
 * target is not reached, all that is left of the input beyond the amount that moved the price is fee.
 * Source: Uniswap v3-core 1.0.1 SwapMath.computeSwapStep, exact input.
 */
export function stepByInput(stretch: Stretch, remaining: bigint): SwapStep {
  const { sqrtPriceX96, targetX96, liquidity, fee } = stretch;
  const zeroForOne = sqrtPriceX96 >= targetX96;
  const withoutFee = (remaining * (FEE_UNIT - fee)) / FEE_UNIT;
  const toTarget = amountIn(stretch, targetX96, zeroForOne);
  if (withoutFee >= toTarget) return reached(stretch, toTarget, amountOut(stretch, targetX96, zeroForOne));
  const next = priceAfterInput(sqrtPriceX96, liquidity, withoutFee, zeroForOne);
  const used = amountIn(stretch, next, zeroForOne);
  return {
    sqrtPriceX96: next,
    amountIn: used,
    amountOut: amountOut(stretch, next, zeroForOne),
    fee: remaining - used,
  };
}

/**
 * Buys up to `remaining` of the output on the way to the target price; null where the contract would revert.
 * Source: SwapMath.computeSwapStep, exact output.
 */
export function stepByOutput(stretch: Stretch, remaining: bigint): SwapStep | null {
  const { sqrtPriceX96, targetX96, liquidity, fee } = stretch;
  const zeroForOne = sqrtPriceX96 >= targetX96;
  const toTarget = amountOut(stretch, targetX96, zeroForOne);
  if (remaining >= toTarget) return reached(stretch, amountIn(stretch, targetX96, zeroForOne), toTarget);
  const next = priceAfterOutput(sqrtPriceX96, liquidity, remaining, zeroForOne);
  if (next === null) return null;
  const used = amountIn(stretch, next, zeroForOne);
  const bought = amountOut(stretch, next, zeroForOne);
  return {
    sqrtPriceX96: next,
    amountIn: used,
    amountOut: bought < remaining ? bought : remaining,
    fee: feeOn(used, fee),
  };
}

function reached({ targetX96, fee }: Stretch, amountIn: bigint, amountOut: bigint): SwapStep {
  return { sqrtPriceX96: targetX96, amountIn, amountOut, fee: feeOn(amountIn, fee) };
}

function feeOn(amount: bigint, fee: bigint): bigint {
  return multiplyDivideUp(amount, fee, FEE_UNIT - fee);
}

function amountIn({ sqrtPriceX96, liquidity }: Stretch, to: bigint, zeroForOne: boolean): bigint {
  return (zeroForOne ? amount0Between : amount1Between)(to, sqrtPriceX96, liquidity, true);
}

function amountOut({ sqrtPriceX96, liquidity }: Stretch, to: bigint, zeroForOne: boolean): bigint {
  return (zeroForOne ? amount1Between : amount0Between)(to, sqrtPriceX96, liquidity, false);
}
