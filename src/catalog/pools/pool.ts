import type { Address, Hex } from "viem";
import { type AssetSymbol, isStable } from "../assets.ts";

/** A token of a pool; v4 holds the chain's own coin at the zero address. */
export interface PoolToken {
  readonly address: Address;
  readonly asset: AssetSymbol;
  readonly decimals: number;
}

interface PoolTokens {
  readonly token0: PoolToken;
  readonly token1: PoolToken;
  /** Hundredths of a basis point: 500 is 0.05 %. */
  readonly fee: number;
}

/** A Uniswap v3 pool: a contract of its own. */
export interface UniswapV3Pool extends PoolTokens {
  readonly address: Address;
}

/** A Uniswap v4 pool without hooks: a key in the chain's PoolManager. */
export interface UniswapV4Pool extends PoolTokens {
  readonly id: Hex;
}

/** The pools of a chain and the blocks from which their logs are wanted. */
export interface ChainPools {
  readonly v3: {
    /** The factory's: no log of any of its pools is older. */
    readonly startBlock: number;
    readonly pools: readonly UniswapV3Pool[];
  };
  readonly v4: {
    readonly poolManager: Address;
    /** The PoolManager's own. */
    readonly startBlock: number;
    readonly pools: readonly UniswapV4Pool[];
  };
  /**
   * Swaps are read from here on only: a pool is a reference for the present, and its swaps outnumber all other logs.
   * Liquidity is read from the start, or the book of ticks would not add up.
   */
  readonly swapStartBlock: number;
}

/** Ticks between two that positions can begin or end at, by fee: the factory's, and the custom of v4. */
const TICK_SPACING: Readonly<Record<number, number>> = { 100: 1, 500: 10, 3000: 60, 10000: 200 };

/** A pool as its decoder, the oracle checks and the read side know it. */
export interface PoolTerms {
  readonly family: "uniswap-v3" | "uniswap-v4";
  /** The contract that logs, in lower case. */
  readonly address: Address;
  /** The pool's address (v3) or id (v4), in lower case. */
  readonly poolId: string;
  readonly token0: PoolToken;
  readonly token1: PoolToken;
  readonly fee: number;
  readonly tickSpacing: number;
  /** What the pool prices, and in what: see `sidesOf`. */
  readonly baseIsToken0: boolean;
  readonly asset: AssetSymbol;
  readonly quote: "USD" | AssetSymbol;
}

/** The terms of a v3 pool. */
export function v3Terms(pool: UniswapV3Pool): PoolTerms {
  const address = lowerCase(pool.address);
  return { family: "uniswap-v3", address, poolId: address, ...commonTerms(pool) };
}

/** The terms of a v4 pool. */
export function v4Terms(poolManager: Address, pool: UniswapV4Pool): PoolTerms {
  return { family: "uniswap-v4", address: lowerCase(poolManager), poolId: pool.id, ...commonTerms(pool) };
}

function commonTerms({ token0, token1, fee }: PoolTokens) {
  return { token0, token1, fee, tickSpacing: TICK_SPACING[fee] ?? 1, ...sidesOf(token0, token1) };
}

/**
 * A USD stablecoin is the quote and counts as USD: its own feeds tell when it is not worth one. Else ether is the quote.
 * Between two stablecoins, or without either, token1 is.
 */
function sidesOf(token0: PoolToken, token1: PoolToken) {
  const rank = ({ asset }: PoolToken) => (isStable(asset) ? 2 : asset === "ETH" ? 1 : 0);
  const baseIsToken0 = rank(token1) >= rank(token0);
  const [base, quote] = baseIsToken0 ? [token0, token1] : [token1, token0];
  return {
    baseIsToken0,
    asset: base.asset,
    quote: isStable(quote.asset) ? ("USD" as const) : quote.asset,
  };
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
