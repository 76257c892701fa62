import { poolsOf } from "../catalog/pools.ts";
import type { PriceSource } from "./source.ts";

/** Uniswap pools as references: they publish with every swap and promise nothing. */
export function uniswapSources(chainId: number): PriceSource[] {
  return [...poolsOf(chainId).values()].map(({ address, poolId, asset, quote, family }) => ({
    address,
    feedId: poolId,
    asset,
    quote,
    kind: "pool",
    family,
    heartbeatSeconds: null,
    deviation: 0,
  }));
}
