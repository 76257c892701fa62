import { type ChainName, chainById } from "./chains.ts";
import { arbitrumPools } from "./pools/arbitrum.ts";
import { avalanchePools } from "./pools/avalanche.ts";
import { basePools } from "./pools/base.ts";
import { ethereumPools } from "./pools/ethereum.ts";
import { optimismPools } from "./pools/optimism.ts";
import { polygonPools } from "./pools/polygon.ts";
import { type ChainPools, type PoolTerms, v3Terms, v4Terms } from "./pools/pool.ts";

/**
 * Uniswap pools per chain; a new chain is a file and a line. Pools: the factory's and the PoolManager's own formulas give
 * address and id, which a test recomputes. Start blocks: of the v3 factories from Uniswap/v3-subgraph@02c7192f networks.json,
 * of the PoolManagers from public indexers' settings. A block too early costs requests; one too late, a warning.
 */
export const uniswapPools = {
  arbitrum: arbitrumPools,
  avalanche: avalanchePools,
  ethereum: ethereumPools,
  optimism: optimismPools,
  base: basePools,
  polygon: polygonPools,
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
