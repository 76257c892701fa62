import type { ChainPools, PoolToken } from "./pool.ts";

const wavax: PoolToken = {
  address: "0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7",
  asset: "AVAX",
  decimals: 18,
};
const usdc: PoolToken = { address: "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E", asset: "USDC", decimals: 6 };

/** Uniswap on Avalanche. Swaps from about November 2025: an estimate, which only moves how far back prices go. */
export const avalanchePools: ChainPools = {
  swapStartBlock: 72_000_000,
  v3: {
    startBlock: 27_832_971,
    pools: [
      { address: "0xfAe3f424a0a47706811521E3ee268f00cFb5c45E", token0: wavax, token1: usdc, fee: 500 },
      { address: "0x0E663593657B064e1baE76d28625Df5D0eBd4421", token0: wavax, token1: usdc, fee: 3_000 },
    ],
  },
  v4: {
    poolManager: "0x06380C0e0912312B5150364B9DC4542BA0DbBc85",
    startBlock: 56_195_376,
    pools: [
      {
        id: "0xd7a8035ddd9ec1dba25e3b27b685927fe63d65281f21c1c1d21d122fc48caeb7",
        token0: wavax,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
