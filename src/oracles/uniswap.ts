import { poolsOf } from "../catalog/pools.ts";
import type { PriceSource } from "./source.ts";

/**
 * Uniswap pools as references: they publish with every swap and promise no time. Their deviation is the fee: a price that is
 * off by less pays nobody to correct it.
 */
export function uniswapSources(chainId: number): PriceSource[] {
  return [...poolsOf(chainId).values()].map(({ address, poolId, asset, quote, family, fee }) => ({
    address,
    feedId: poolId,
    asset,
    quote,
    kind: "pool",
    family,
    heartbeatSeconds: null,
    deviation: fee / 1_000_000,
  }));
}
