import type { ChainPools, PoolToken } from "./pool.ts";

const native: PoolToken = {
  address: "0x0000000000000000000000000000000000000000",
  asset: "ETH",
  decimals: 18,
};
const weth: PoolToken = { address: "0x4200000000000000000000000000000000000006", asset: "ETH", decimals: 18 };
const usdc: PoolToken = { address: "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913", asset: "USDC", decimals: 6 };
const cbbtc: PoolToken = { address: "0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf", asset: "BTC", decimals: 8 };

/** Uniswap on Base. Swaps from where the chain's oracles begin; the factory is older than the block that its subgraph names. */
export const basePools: ChainPools = {
  swapStartBlock: 41_773_000,
  v3: {
    startBlock: 1_371_680,
    pools: [
      { address: "0xd0b53D9277642d899DF5C87A3966A349A798F224", token0: weth, token1: usdc, fee: 500 },
      { address: "0x6c561B446416E1A00E8E93E221854d6eA4171372", token0: weth, token1: usdc, fee: 3_000 },
      { address: "0x7AeA2E8A3843516afa07293a10Ac8E49906dabD1", token0: weth, token1: cbbtc, fee: 500 },
      { address: "0xfBB6Eed8e7aa03B138556eeDaF5D271A5E1e43ef", token0: usdc, token1: cbbtc, fee: 500 },
    ],
  },
  v4: {
    poolManager: "0x498581fF718922c3f8e6A244956aF099B2652b2b",
    startBlock: 25_350_988,
    pools: [
      {
        id: "0x96d4b53a38337a5733179751781178a2613306063c511b78cd02684739288c0a",
        token0: native,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
