import fc from "fast-check";
import { changeLiquidity, type LiquidityChange } from "../../../../engine/liquidity/pool/liquidityChange.ts";
import type { PoolState } from "../../../../engine/liquidity/pool/quote.ts";
import {
  activeLiquidity,
  type TickBook,
  type TickLiquidity,
  tickBook,
} from "../../../../engine/liquidity/pool/tickBook.ts";
import { sqrtRatioAtTick } from "../../../../engine/liquidity/pool/tickMath.ts";
import recorded from "../../../fixtures/liquidity/uniswapPools.json" with { type: "json" };
import { value } from "../../forecast/value.ts";

export interface TestPool {
  readonly pool: PoolState;
  readonly book: TickBook;
}

/** A pool of given positions, standing at a root price or on a tick. */
export function poolOf(spacing: number, tick: number, changes: readonly LiquidityChange[]): TestPool {
  const ticks = new Map<number, TickLiquidity>();
  for (const change of changes) changeLiquidity(ticks, change);
  const book = value(tickBook(spacing, ticks.values()));
  return {
    pool: { sqrtPriceX96: sqrtRatioAtTick(tick), tick, liquidity: activeLiquidity(book, tick) },
    book,
  };
}

/** The pools on record at one block of Ethereum. */
export const recordedPools = recorded.pools.map((row) => ({
  name: row.name,
  fee: row.fee,
  tokens: { baseIsToken0: true, decimals0: row.decimals0, decimals1: row.decimals1 },
  pool: { sqrtPriceX96: BigInt(row.sqrtPriceX96), tick: row.tick, liquidity: BigInt(row.liquidity) },
  entries: row.ticks.map(
    ([tick, gross, net]): TickLiquidity => ({
      tick: Number(tick),
      gross: BigInt(gross as string),
      net: BigInt(net as string),
    }),
  ),
  spacing: row.tickSpacing,
  quotes: row.quotes.map(([exact, zeroForOne, amount, answer]) => ({
    order: {
      exact: exact as "input" | "output",
      zeroForOne: zeroForOne === true,
      amount: BigInt(amount as string),
      fee: row.fee,
    },
    answer: answer === "reverts" ? null : BigInt(answer as string),
  })),
}));

/** Pools of up to six positions, around whose prices ticks are dense. */
export const anyPool: fc.Arbitrary<TestPool> = fc
  .record({
    spacing: fc.constantFrom(1, 10, 60, 200),
    tick: fc.integer({ min: -3_000, max: 3_000 }),
    positions: fc.array(
      fc.record({
        lower: fc.integer({ min: -60, max: 60 }),
        width: fc.integer({ min: 1, max: 60 }),
        liquidity: fc.bigInt({ min: 1n, max: 10n ** 24n }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ spacing, tick, positions }) =>
    poolOf(
      spacing,
      tick,
      positions.map(({ lower, width, liquidity }) => ({
        lowerTick: lower * spacing,
        upperTick: (lower + width) * spacing,
        delta: liquidity,
      })),
    ),
  );
