import type { PoolTokens } from "../../pricing/ticks.ts";
import { fail, invalid, ok, type Result } from "../../result.ts";
import type { PoolState, Quote } from "./quote.ts";

const Q96 = 2 ** 96;

/** Price of the base asset in the quote asset, in human units: (sqrtPriceX96 / 2^96)^2 scaled by the decimals and turned. */
export function midPrice(pool: Pick<PoolState, "sqrtPriceX96">, tokens: PoolTokens): number {
  const root = Number(pool.sqrtPriceX96) / Q96;
  const token1PerToken0 = root * root * 10 ** (tokens.decimals0 - tokens.decimals1);
  return tokens.baseIsToken0 ? token1PerToken0 : 1 / token1PerToken0;
}

/** The average price of the base at which a swap executes, fee included, and how far that is from the mid. */
export interface Execution {
  readonly price: number;
  /** Execution over mid, less 1: above 0 for a buyer of the base, below 0 for a seller. */
  readonly impact: number;
}

/**
 * Execution of a quoted swap. Fails when nothing was exchanged: dust can round to no output at all.
 *
 * @param mid price of the base before the swap
 */
export function executionOf(
  quoted: Quote,
  zeroForOne: boolean,
  tokens: PoolTokens,
  mid: number,
): Result<Execution> {
  const { amountIn, amountOut } = quoted;
  if (amountIn === 0n || amountOut === 0n)
    return fail(invalid("amount", "large enough that both sides are exchanged", amountIn));
  const [amount0, amount1] = zeroForOne ? [amountIn, amountOut] : [amountOut, amountIn];
  const token1PerToken0 = (Number(amount1) / Number(amount0)) * 10 ** (tokens.decimals0 - tokens.decimals1);
  const price = tokens.baseIsToken0 ? token1PerToken0 : 1 / token1PerToken0;
  return ok({ price, impact: price / mid - 1 });
}
