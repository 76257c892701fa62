import { uniswapV3LiquidityAbi, uniswapV3SwapAbi } from "../../../abis/uniswap.ts";
import { mapChains } from "../../catalog/byChain.ts";
import type { ChainPools } from "../../catalog/pools/pool.ts";
import { uniswapPools } from "../../catalog/pools.ts";

/** The v3 pools of the catalog: their liquidity from the first block on, their swaps from a recent one. */
export function uniswapV3Contracts(from: (startBlock: number) => number) {
  const addresses = ({ v3 }: ChainPools) => v3.pools.map(({ address }) => address);
  return {
    UniswapV3Liquidity: {
      abi: uniswapV3LiquidityAbi,
      chain: mapChains(uniswapPools, (pools) => ({
        address: addresses(pools),
        startBlock: from(pools.v3.startBlock),
      })),
    },
    UniswapV3Swaps: {
      abi: uniswapV3SwapAbi,
      chain: mapChains(uniswapPools, (pools) => ({
        address: addresses(pools),
        startBlock: from(pools.swapStartBlock),
      })),
    },
  };
}
