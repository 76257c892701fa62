import { poolDepth } from "../../../engine/liquidity/pool/depth.ts";
import { executionOf, midPrice } from "../../../engine/liquidity/pool/execution.ts";
import { quote } from "../../../engine/liquidity/pool/quote.ts";
import { liquidityMismatch, type TickBook, tickBook } from "../../../engine/liquidity/pool/tickBook.ts";
import { fail, type Issue, ok, type Result } from "../../../engine/result.ts";
import type * as schema from "../../../ponder.schema.ts";

export type PoolRow = typeof schema.liquidityPool.$inferSelect;
export type TickRow = typeof schema.poolTick.$inferSelect;

/** Quote that moves the price of the base by a fraction, in units of the quote, fee excluded. */
export interface Depth {
  readonly move: number;
  /** Taken out by sellers of the base until it has fallen by `move`. */
  readonly bid: number;
  /** Paid in by buyers of the base until it has risen by `move`. */
  readonly ask: number;
}

/** Average price over mid, less 1, fee included; null where the pool cannot fill the trade. */
export interface Impact {
  /** In units of the quote. */
  readonly size: number;
  readonly buy: number | null;
  readonly sell: number | null;
}

/** The book of a pool, once it is known to be whole: INTEGRITY where its ticks do not add up to what the pool states. */
export function bookOf(pool: PoolRow, ticks: readonly TickRow[]): Result<TickBook> {
  const subject = `${pool.chainId}:${pool.address}:${pool.poolId}`;
  const missing = (message: string): Result<TickBook> => fail({ code: "INTEGRITY", subject, message });
  if (!pool.isComplete) return missing("the pool is older than its index: its ticks do not add up");
  if (pool.swappedAt === null) return missing("no swap of the pool has been indexed: its tick is not known");
  const book = tickBook(pool.tickSpacing, ticks);
  if (!book.ok) return fail(...book.issues.map((issue): Issue => ({ ...issue, subject })));
  const mismatch = liquidityMismatch(book.value, pool.tick, pool.liquidity, subject);
  return mismatch === null ? book : fail(mismatch);
}

/** Price of the base in the quote; null before a swap has told it. */
export function midOf(pool: PoolRow): number | null {
  return pool.swappedAt === null ? null : midPrice(pool, pool);
}

/** Depth on both sides at each of some moves, ascending fractions below 1. */
export function depthOf(pool: PoolRow, book: TickBook, moves: readonly number[]): Result<Depth[]> {
  // The price of the base falls when the pool's own, token1 per token0, rises, where the base is token1.
  const ratio = (factor: number) => (pool.baseIsToken0 ? factor : 1 / factor);
  const down = poolDepth(
    pool,
    book,
    moves.map((move) => ratio(1 - move)),
  );
  const up = poolDepth(
    pool,
    book,
    moves.map((move) => ratio(1 + move)),
  );
  if (!down.ok) return down;
  if (!up.ok) return up;
  const unit = 10 ** (pool.baseIsToken0 ? pool.decimals1 : pool.decimals0);
  return ok(
    moves.map((move, i) => ({
      move,
      bid: (down.value[i]?.amountOut ?? 0) / unit,
      ask: (up.value[i]?.amountIn ?? 0) / unit,
    })),
  );
}

/** What a trade of each size does to its own price, by the pool's exact arithmetic. Sizes are positive, in units of the quote. */
export function impactOf(pool: PoolRow, book: TickBook, sizes: readonly number[]): Impact[] {
  const mid = midPrice(pool, pool);
  const [base, quoteUnit] = pool.baseIsToken0
    ? [pool.decimals0, pool.decimals1]
    : [pool.decimals1, pool.decimals0];
  const traded = (buys: boolean, size: number): number | null => {
    const amount = BigInt(Math.round(buys ? size * 10 ** quoteUnit : (size / mid) * 10 ** base));
    const zeroForOne = buys !== pool.baseIsToken0;
    const quoted = quote(pool, book, { exact: "input", zeroForOne, amount, fee: pool.fee });
    if (!quoted.ok || !quoted.value.isFilled) return null;
    const execution = executionOf(quoted.value, zeroForOne, pool, mid);
    return execution.ok ? execution.value.impact : null;
  };
  return sizes.map((size) => ({ size, buy: traded(true, size), sell: traded(false, size) }));
}
