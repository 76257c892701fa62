import { type ChainName, chainById } from "./chains.ts";
import { arbitrumPools } from "./pools/arbitrum.ts";
import { avalanchePools } from "./pools/avalanche.ts";
import { type ChainPools, type PoolTerms, v3Terms, v4Terms } from "./pools/pool.ts";

/** Uniswap pools per chain. A chain that has none here has no pools indexed; a new one is a file and a line. */
export const uniswapPools = {
  arbitrum: arbitrumPools,
  avalanche: avalanchePools,
} as const satisfies Partial<Record<ChainName, ChainPools>>;

export type PoolChain = keyof typeof uniswapPools;

const byChain = new Map<number, ReadonlyMap<string, PoolTerms>>();

/** The pools of a chain, by `address:poolId`. */
export function poolsOf(chainId: number): ReadonlyMap<string, PoolTerms> {
  const known = byChain.get(chainId);
  if (known !== undefined) return known;
  const pools = new Map(termsOfChain(chainId).map((terms) => [poolKey(terms.address, terms.poolId), terms]));
  byChain.set(chainId, pools);
  return pools;
}

/** The pool that a log is about; undefined when the catalog does not list it. */
export function poolOf(chainId: number, address: string, poolId: string): PoolTerms | undefined {
  return poolsOf(chainId).get(poolKey(address, poolId));
}

function poolKey(address: string, poolId: string): string {
  return `${address}:${poolId}`.toLowerCase();
}

function termsOfChain(chainId: number): PoolTerms[] {
  const name = chainById(chainId)?.name;
  if (name === undefined || !Object.hasOwn(uniswapPools, name)) return [];
  const { v3, v4 }: ChainPools = uniswapPools[name as PoolChain];
  return [...v3.pools.map(v3Terms), ...v4.pools.map((pool) => v4Terms(v4.poolManager, pool))];
}
