import { uniswapV4LiquidityAbi, uniswapV4SwapAbi } from "../../../abis/uniswap.ts";
import { type PoolChain, uniswapPools } from "../../catalog/pools.ts";

/**
 * The v4 pools of the catalog in their chain's PoolManager. The manager logs for every pool there is, so the node is asked
 * for the catalog's ids only.
 */
export function uniswapV4Contracts(from: (startBlock: number) => number) {
  const ids = (name: PoolChain) => ({ id: uniswapPools[name].v4.pools.map(({ id }) => id) });
  const liquidity = (name: PoolChain) => ({
    address: uniswapPools[name].v4.poolManager,
    startBlock: from(uniswapPools[name].v4.startBlock),
    filter: [
      { event: "Initialize" as const, args: ids(name) },
      { event: "ModifyLiquidity" as const, args: ids(name) },
    ],
  });
  const swaps = (name: PoolChain) => ({
    address: uniswapPools[name].v4.poolManager,
    startBlock: from(uniswapPools[name].swapStartBlock),
    filter: { event: "Swap" as const, args: ids(name) },
  });
  return {
    UniswapV4Liquidity: {
      abi: uniswapV4LiquidityAbi,
      chain: { arbitrum: liquidity("arbitrum"), avalanche: liquidity("avalanche") },
    },
    UniswapV4Swaps: {
      abi: uniswapV4SwapAbi,
      chain: { arbitrum: swaps("arbitrum"), avalanche: swaps("avalanche") },
    },
  };
}
