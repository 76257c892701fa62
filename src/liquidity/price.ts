import type { PoolTerms } from "../catalog/pools/pool.ts";

/** Decimals of a pool's price. */
export const POOL_PRICE_DECIMALS = 18;

/**
 * Price of the base in the quote with 18 decimals, rounded down: token1 per token0 is sqrtPriceX96^2 / 2^192 in raw units,
 * turned where the base is token1 and scaled by the tokens' decimals. Exact in whole numbers until the last division.
 */
export function poolPrice(sqrtPriceX96: bigint, terms: PoolTerms): bigint {
  const square = sqrtPriceX96 * sqrtPriceX96;
  const { token0, token1, baseIsToken0 } = terms;
  const scale = 10n ** BigInt(POOL_PRICE_DECIMALS + (baseIsToken0 ? token0 : token1).decimals);
  const quoteUnit = 10n ** BigInt((baseIsToken0 ? token1 : token0).decimals);
  return baseIsToken0
    ? (square * scale) / ((1n << 192n) * quoteUnit)
    : ((1n << 192n) * scale) / (square * quoteUnit);
}

/** Root of 1.02, less 1: how far the root price goes when the price rises by 2 %. */
const ROOT_MOVE = Math.sqrt(1.02) - 1;

/**
 * Cost to raise the base by 2 %, in units of the quote: L times the move of the root price, as if the active liquidity
 * reached that far. Right while no tick with liquidity lies within 2 %; the read side walks the ticks.
 */
export function nearDepth(sqrtPriceX96: bigint, liquidity: bigint, terms: PoolTerms): number {
  const root = Number(sqrtPriceX96) / 2 ** 96;
  const { token0, token1, baseIsToken0 } = terms;
  const raw = Number(liquidity) * (baseIsToken0 ? root : 1 / root) * ROOT_MOVE;
  return raw / 10 ** (baseIsToken0 ? token1 : token0).decimals;
}
