import type { ChainPools, PoolToken } from "./pool.ts";

const native: PoolToken = {
  address: "0x0000000000000000000000000000000000000000",
  asset: "ETH",
  decimals: 18,
};
const weth: PoolToken = {
  address: "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1",
  asset: "ETH",
  decimals: 18,
};
const wbtc: PoolToken = { address: "0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f", asset: "BTC", decimals: 8 };
const usdc: PoolToken = { address: "0xaf88d065e77c8cC2239327C5EDb3A432268e5831", asset: "USDC", decimals: 6 };
const bridgedUsdc: PoolToken = {
  address: "0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8",
  asset: "USDC",
  decimals: 6,
};
const usdt: PoolToken = { address: "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9", asset: "USDT", decimals: 6 };
const arb: PoolToken = { address: "0x912CE59144191C1204E64559FE8253a0e49E6548", asset: "ARB", decimals: 18 };
const link: PoolToken = {
  address: "0xf97f4df75117a78c1A5a0DBb814Af92458539FB4",
  asset: "LINK",
  decimals: 18,
};

/** Uniswap on Arbitrum. Swaps from 2025-11-17. */
export const arbitrumPools: ChainPools = {
  swapStartBlock: 401_108_502,
  v3: {
    startBlock: 165,
    pools: [
      { address: "0xC6962004f452bE9203591991D15f6b388e09E8D0", token0: weth, token1: usdc, fee: 500 },
      { address: "0xc473e2aEE3441BF9240Be85eb122aBB059A3B57c", token0: weth, token1: usdc, fee: 3_000 },
      { address: "0xC31E54c7a869B9FcBEcc14363CF510d1c41fa443", token0: weth, token1: bridgedUsdc, fee: 500 },
      { address: "0x641C00A822e8b671738d32a431a4Fb6074E5c79d", token0: weth, token1: usdt, fee: 500 },
      { address: "0x2f5e87C9312fa29aed5c179E456625D79015299c", token0: wbtc, token1: weth, fee: 500 },
      { address: "0x149e36E72726e0BceA5c59d40df2c43F60f5A22D", token0: wbtc, token1: weth, fee: 3_000 },
      { address: "0x0E4831319A50228B9e450861297aB92dee15B44F", token0: wbtc, token1: usdc, fee: 500 },
      { address: "0xC6F780497A95e246EB9449f5e4770916DCd6396A", token0: weth, token1: arb, fee: 500 },
      { address: "0x92c63d0e701CAAe670C9415d91C474F686298f00", token0: weth, token1: arb, fee: 3_000 },
      { address: "0xb0f6cA40411360c03d41C5fFc5F179b8403CdcF8", token0: arb, token1: usdc, fee: 500 },
      { address: "0x468b88941e7Cc0B88c1869d68ab6b570bCEF62Ff", token0: weth, token1: link, fee: 3_000 },
    ],
  },
  v4: {
    poolManager: "0x360E68faCcca8cA495c1B759Fd9EEe466db9FB32",
    startBlock: 297_842_872,
    pools: [
      {
        id: "0x864abca0a6202dba5b8868772308da953ff125b0f95015adbf89aaf579e903a8",
        token0: native,
        token1: usdc,
        fee: 500,
      },
    ],
  },
};
