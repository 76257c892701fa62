import type { Address } from "viem";

/** A pool among those that one contract may hold. */
export interface PoolKey {
  readonly address: Address;
  readonly poolId: string;
}

/** A pool's price and active liquidity after its first event or a swap. */
export interface PoolFact extends PoolKey {
  readonly kind: "pool";
  readonly event: "initialize" | "swap";
  readonly family: string;
  readonly asset: string;
  readonly quote: string;
  readonly baseIsToken0: boolean;
  readonly token0: Address;
  readonly token1: Address;
  readonly decimals0: number;
  readonly decimals1: number;
  readonly fee: number;
  readonly tickSpacing: number;
  readonly sqrtPriceX96: bigint;
  readonly tick: number;
  readonly liquidity: bigint;
}

/** A position of a pool grew or shrank: a delta, because the chain says nothing else. */
export interface PoolLiquidityFact extends PoolKey {
  readonly kind: "poolLiquidity";
  readonly lowerTick: number;
  readonly upperTick: number;
  readonly delta: bigint;
}
