import { uniswapV3LiquidityAbi, uniswapV3SwapAbi } from "../../../abis/uniswap.ts";
import { type PoolChain, uniswapPools } from "../../catalog/pools.ts";

/** The v3 pools of the catalog: their liquidity from the first block on, their swaps from a recent one. */
export function uniswapV3Contracts(from: (startBlock: number) => number) {
  const chain = (name: PoolChain, startBlock: number) => ({
    address: uniswapPools[name].v3.pools.map(({ address }) => address),
    startBlock: from(startBlock),
  });
  const { arbitrum, avalanche } = uniswapPools;
  return {
    UniswapV3Liquidity: {
      abi: uniswapV3LiquidityAbi,
      chain: {
        arbitrum: chain("arbitrum", arbitrum.v3.startBlock),
        avalanche: chain("avalanche", avalanche.v3.startBlock),
      },
    },
    UniswapV3Swaps: {
      abi: uniswapV3SwapAbi,
      chain: {
        arbitrum: chain("arbitrum", arbitrum.swapStartBlock),
        avalanche: chain("avalanche", avalanche.swapStartBlock),
      },
    },
  };
}
