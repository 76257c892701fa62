import { uniswapV4LiquidityAbi, uniswapV4SwapAbi } from "../../../abis/uniswap.ts";
import { mapChains } from "../../catalog/byChain.ts";
import type { ChainPools } from "../../catalog/pools/pool.ts";
import { uniswapPools } from "../../catalog/pools.ts";

/**
 * The v4 pools of the catalog in their chain's PoolManager. The manager logs for every pool there is, so the node is asked
 * for the catalog's ids only.
 */
export function uniswapV4Contracts(from: (startBlock: number) => number) {
  const ids = ({ v4 }: ChainPools) => ({ id: v4.pools.map(({ id }) => id) });
  return {
    UniswapV4Liquidity: {
      abi: uniswapV4LiquidityAbi,
      chain: mapChains(uniswapPools, (pools) => ({
        address: pools.v4.poolManager,
        startBlock: from(pools.v4.startBlock),
        filter: [
          { event: "Initialize" as const, args: ids(pools) },
          { event: "ModifyLiquidity" as const, args: ids(pools) },
        ],
      })),
    },
    UniswapV4Swaps: {
      abi: uniswapV4SwapAbi,
      chain: mapChains(uniswapPools, (pools) => ({
        address: pools.v4.poolManager,
        startBlock: from(pools.swapStartBlock),
        filter: { event: "Swap" as const, args: ids(pools) },
      })),
    },
  };
}
