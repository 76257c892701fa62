import type { ChainPools, PoolToken } from "./pool.ts";

const native: PoolToken = {
  address: "0x0000000000000000000000000000000000000000",
  asset: "ETH",
  decimals: 18,
};
const usdc: PoolToken = { address: "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", asset: "USDC", decimals: 6 };
const weth: PoolToken = { address: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", asset: "ETH", decimals: 18 };
const wbtc: PoolToken = { address: "0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599", asset: "BTC", decimals: 8 };
const usdt: PoolToken = { address: "0xdAC17F958D2ee523a2206206994597C13D831ec7", asset: "USDT", decimals: 6 };
const link: PoolToken = {
  address: "0x514910771AF9Ca656af840dff83E8264EcF986CA",
  asset: "LINK",
  decimals: 18,
};
const dai: PoolToken = { address: "0x6B175474E89094C44Da98b954EedeAC495271d0F", asset: "DAI", decimals: 18 };

/** Uniswap on Ethereum. Swaps from where the chain's oracles begin. */
export const ethereumPools: ChainPools = {
  swapStartBlock: 24_407_242,
  v3: {
    startBlock: 12_369_621,
    pools: [
      { address: "0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640", token0: usdc, token1: weth, fee: 500 },
      { address: "0x8ad599c3A0ff1De082011EFDDc58f1908eb6e6D8", token0: usdc, token1: weth, fee: 3_000 },
      { address: "0xE0554a476A092703abdB3Ef35c80e0D76d32939F", token0: usdc, token1: weth, fee: 100 },
      { address: "0xCBCdF9626bC03E24f779434178A73a0B4bad62eD", token0: wbtc, token1: weth, fee: 3_000 },
      { address: "0x4585FE77225b41b697C938B018E2Ac67Ac5a20c0", token0: wbtc, token1: weth, fee: 500 },
      { address: "0x3416cF6C708Da44DB2624D63ea0AAef7113527C6", token0: usdc, token1: usdt, fee: 100 },
      { address: "0x4e68Ccd3E89f51C3074ca5072bbAC773960dFa36", token0: weth, token1: usdt, fee: 3_000 },
      { address: "0x11b815efB8f581194ae79006d24E0d814B7697F6", token0: weth, token1: usdt, fee: 500 },
      { address: "0xa6Cc3C2531FdaA6Ae1A3CA84c2855806728693e8", token0: link, token1: weth, fee: 3_000 },
      { address: "0x5777d92f208679DB4b9778590Fa3CAB3aC9e2168", token0: dai, token1: usdc, fee: 100 },
      { address: "0x99ac8cA7087fA4A2A1FB6357269965A2014ABc35", token0: wbtc, token1: usdc, fee: 3_000 },
    ],
  },
  v4: {
    poolManager: "0x000000000004444c5dc75cB358380D2e3dE08A90",
    startBlock: 21_688_329,
    pools: [
      {
        id: "0x21c67e77068de97969ba93d4aab21826d33ca12bb9f565d8496e8fda8a82ca27",
        token0: native,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
