import type { ChainPools, PoolToken } from "./pool.ts";

const native: PoolToken = {
  address: "0x0000000000000000000000000000000000000000",
  asset: "ETH",
  decimals: 18,
};
const usdc: PoolToken = { address: "0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85", asset: "USDC", decimals: 6 };
const weth: PoolToken = { address: "0x4200000000000000000000000000000000000006", asset: "ETH", decimals: 18 };
const bridgedUsdc: PoolToken = {
  address: "0x7F5c764cBc14f9669B88837ca1490cCa17c31607",
  asset: "USDC",
  decimals: 6,
};
const op: PoolToken = { address: "0x4200000000000000000000000000000000000042", asset: "OP", decimals: 18 };
const wbtc: PoolToken = { address: "0x68f180fcCe6836688e9084f035309E29Bf0A2095", asset: "BTC", decimals: 8 };

/** Uniswap on OP Mainnet. Swaps from where the chain's oracles begin. */
export const optimismPools: ChainPools = {
  swapStartBlock: 147_368_000,
  v3: {
    startBlock: 0,
    pools: [
      { address: "0x1fb3cf6e48F1E7B10213E7b6d87D4c073C7Fdb7b", token0: usdc, token1: weth, fee: 500 },
      { address: "0x85149247691df622eaF1a8Bd0CaFd40BC45154a9", token0: weth, token1: bridgedUsdc, fee: 500 },
      { address: "0x68F5C0A2DE713a54991E01858Fd27a3832401849", token0: weth, token1: op, fee: 3_000 },
      { address: "0xFC1f3296458F9b2a27a0B91dd7681C4020E09D05", token0: weth, token1: op, fee: 500 },
      { address: "0x85C31FFA3706d1cce9d525a00f1C7D4A2911754c", token0: weth, token1: wbtc, fee: 500 },
      { address: "0x73B14a78a0D396C521f954532d43fd5fFe385216", token0: weth, token1: wbtc, fee: 3_000 },
      { address: "0xc1738D90E2E26C35784A0d3E3d8A9f795074bcA4", token0: usdc, token1: weth, fee: 3_000 },
    ],
  },
  v4: {
    poolManager: "0x9a13F98Cb987694C9F086b1F5eB990EeA8264Ec3",
    startBlock: 130_947_675,
    pools: [
      {
        id: "0x51bf4cc5b8d9f7f759e41f572fe2a25bc2aeb42432bf12544a350595e5c8bb43",
        token0: native,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
