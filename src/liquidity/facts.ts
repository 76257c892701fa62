import type { PoolTerms } from "../catalog/pools/pool.ts";
import type { PoolFact, PoolLiquidityFact, PriceFact, Provenance } from "../ledger/facts.ts";
import { nearDepth, POOL_PRICE_DECIMALS, poolPrice } from "./price.ts";

/** What Initialize and Swap say of a pool's state. */
export interface PoolStatement {
  readonly sqrtPriceX96: bigint;
  readonly tick: number;
  readonly liquidity: bigint;
  /** What a v4 swap was charged; the pool's own when absent. */
  readonly fee?: number;
}

/** The pool as its first event left it: with a price and no liquidity. */
export function initialized(terms: PoolTerms, sqrtPriceX96: bigint, tick: number): PoolFact {
  return poolFact(terms, "initialize", { sqrtPriceX96, tick, liquidity: 0n });
}

/**
 * A swap: the pool's state, and its price as an update of a feed. The price is the pool's own after the swap, fee excluded.
 * Its round is the block, for a pool publishes as often in a block as somebody trades.
 */
export function swapped(terms: PoolTerms, at: Provenance, statement: PoolStatement): [PoolFact, PriceFact] {
  const { address, poolId, family, asset, quote } = terms;
  const price: PriceFact = {
    kind: "price",
    address,
    feedId: poolId,
    family,
    asset,
    quote,
    decimals: POOL_PRICE_DECIMALS,
    price: poolPrice(statement.sqrtPriceX96, terms),
    depth: nearDepth(statement.sqrtPriceX96, statement.liquidity, terms),
    roundId: `${at.blockNumber}`,
    publishedAt: at.timestamp,
  };
  return [poolFact(terms, "swap", statement), price];
}

/** A Mint (positive), Burn (negative) or ModifyLiquidity. Nothing for a change of 0: that only collects fees. */
export function liquidityChanged(
  { address, poolId }: PoolTerms,
  lowerTick: number,
  upperTick: number,
  delta: bigint,
): PoolLiquidityFact[] {
  return delta === 0n ? [] : [{ kind: "poolLiquidity", address, poolId, lowerTick, upperTick, delta }];
}

function poolFact(terms: PoolTerms, event: PoolFact["event"], statement: PoolStatement): PoolFact {
  const { token0, token1, ...rest } = terms;
  return {
    kind: "pool",
    event,
    ...rest,
    token0: token0.address,
    token1: token1.address,
    decimals0: token0.decimals,
    decimals1: token1.decimals,
    ...statement,
  };
}
