import type { ChainPools, PoolToken } from "./pool.ts";

const native: PoolToken = {
  address: "0x0000000000000000000000000000000000000000",
  asset: "POL",
  decimals: 18,
};
const bridgedUsdc: PoolToken = {
  address: "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174",
  asset: "USDC",
  decimals: 6,
};
const weth: PoolToken = { address: "0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619", asset: "ETH", decimals: 18 };
const usdc: PoolToken = { address: "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359", asset: "USDC", decimals: 6 };
const wpol: PoolToken = { address: "0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270", asset: "POL", decimals: 18 };
const wbtc: PoolToken = { address: "0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6", asset: "BTC", decimals: 8 };

/** Uniswap on Polygon PoS. Swaps from where the chain's oracles begin. */
export const polygonPools: ChainPools = {
  swapStartBlock: 82_000_000,
  v3: {
    startBlock: 22_757_547,
    pools: [
      { address: "0x45dDa9cb7c25131DF268515131f647d726f50608", token0: bridgedUsdc, token1: weth, fee: 500 },
      { address: "0xA4D8c89f0c20efbe54cBa9e7e7a7E509056228D9", token0: usdc, token1: weth, fee: 500 },
      { address: "0xA374094527e1673A86dE625aa59517c5dE346d32", token0: wpol, token1: bridgedUsdc, fee: 500 },
      { address: "0x50eaEDB835021E4A108B7290636d62E9765cc6d7", token0: wbtc, token1: weth, fee: 500 },
    ],
  },
  v4: {
    poolManager: "0x67366782805870060151383F4BbFF9daB53e5cD6",
    startBlock: 66_980_384,
    pools: [
      {
        id: "0x37f372fc7c59fb54a7797addeb6c03670537eacd62d4bed81dfffa61876cd775",
        token0: native,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
