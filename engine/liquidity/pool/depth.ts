import { fail, type Issue, invalid, ok, type Result } from "../../result.ts";
import type { PoolState } from "./quote.ts";
import { indexAtOrBelow, type TickBook } from "./tickBook.ts";

/** What it takes to move a pool's price, in raw units of the tokens, fee excluded. */
export interface DepthLevel {
  /** Price of token0 in token1 at the end of the move, over the price now. */
  readonly priceRatio: number;
  /** Of the token that the mover gives: token1 when the price rises, token0 when it falls. */
  readonly amountIn: number;
  /** Of the token that the mover takes. */
  readonly amountOut: number;
}

/** Half the logarithm of 1.0001, that of the root price of one tick over the next; the double 1.0001 is off by 1e-12 of it. */
const LOG_ROOT_STEP = Math.log1p(0.0001) / 2;

/**
 * Depth of a pool on one side, level by level: between two initialised ticks, liquidity L holds L (1/sqrt a - 1/sqrt b)
 * of token0 and L (sqrt b - sqrt a) of token1. One walk over the ticks serves all levels. Amounts are float64 within 1e-9
 * of the exact swap (the fee comes on top: a mover gives `amountIn / (1 - fee)`).
 * Source: Uniswap v3 whitepaper, sections 6.2 and 6.3.
 *
 * @param priceRatios all above 1, ascending, or all below 1, descending
 */
export function poolDepth(
  pool: PoolState,
  book: TickBook,
  priceRatios: readonly number[],
): Result<DepthLevel[]> {
  const issues = ratioIssues(priceRatios);
  if (issues.length > 0) return fail(...issues);
  const rises = (priceRatios[0] ?? 1) > 1;
  const start = Number(pool.sqrtPriceX96) / 2 ** 96;
  let root = start;
  let liquidity = Number(pool.liquidity);
  let index = indexAtOrBelow(book, pool.tick) + (rises ? 1 : 0);
  let [amount0, amount1] = [0, 0];
  const move = (to: number): void => {
    amount0 += liquidity * Math.abs(1 / root - 1 / to);
    amount1 += liquidity * Math.abs(to - root);
    root = to;
  };
  const levels: DepthLevel[] = [];
  for (const priceRatio of priceRatios) {
    const target = start * Math.sqrt(priceRatio);
    for (let tick = book.ticks[index]; tick !== undefined; tick = book.ticks[index]) {
      const border = Math.exp(tick * LOG_ROOT_STEP);
      if (rises ? border > target : border < target) break;
      // The price can stand on the tick itself, where rounding puts the border on the other side of it.
      if (rises ? border > root : border < root) move(border);
      index += rises ? 1 : -1;
      liquidity = Number(book.active[rises ? index - 1 : index] ?? 0n);
    }
    move(target);
    levels.push({
      priceRatio,
      amountIn: rises ? amount1 : amount0,
      amountOut: rises ? amount0 : amount1,
    });
  }
  return ok(levels);
}

function ratioIssues(ratios: readonly number[]): Issue[] {
  const issues: Issue[] = [];
  const rises = (ratios[0] ?? 1) > 1;
  for (const [i, ratio] of ratios.entries()) {
    const before = ratios[i - 1] ?? 1;
    if (!(rises ? ratio > before && ratio < 1e12 : ratio < before && ratio > 1e-12))
      issues.push(
        invalid(`priceRatios[${i}]`, "further from 1 than the one before, on the same side", ratio),
      );
  }
  return issues;
}
