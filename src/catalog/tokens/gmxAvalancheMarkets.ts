import type { gmxAvalancheTokens } from "./gmxAvalancheTokens.ts";
import type { GmxMarketRow } from "./gmxMarket.ts";

/**
 * GMX v2 markets on Avalanche: market token, index token (null: swap only), long token, short token, minimum collateral
 * factor in percent (for opening and for liquidation), and what each USD of open interest adds to it, per 1.00.
 * Source: tokens from npm @gmx-io/sdk 1.4.0 configs/markets; factors from gmx-io/gmx-synthetics@a5c0c88
 * config/markets.ts: what GMX's deployment scripts write to the DataStore, partly without an event.
 */
export const gmxAvalancheMarkets: readonly GmxMarketRow<keyof typeof gmxAvalancheTokens>[] = [
  ["0xFb02132333A79C8B5Bd0b64E3AbccA5f7fAf2937", "BTC.B", "BTC.B", "USDC", 1, 2e-10],
  ["0xB7e69749E3d2EDd90ea59A4932EFEa2D41E245d7", "WETH.E", "WETH.E", "USDC", 1, 2e-10],
  ["0x8970B527E84aA17a33d38b65e9a5Ab5817FC0027", "DOGE", "WAVAX", "USDC", 1, 5e-9],
  ["0xd2eFd1eA687CD78c41ac262B3Bc9B53889ff1F70", "SOL", "SOL", "USDC", 1, 5e-9],
  ["0xA74586743249243D3b77335E15FE768bA8E1Ec5A", "LTC", "WAVAX", "USDC", 1, 2.5e-9],
  ["0x913C1F46b48b3eD35E7dc3Cf754d4ae8499F31CF", "WAVAX", "WAVAX", "USDC", 1, 2.5e-9],
  ["0xf3652Eba45DC761e7ADd4091627d5Cda21F61613", null, "USDC", "USDT.E", 1, 0],
  ["0x297e71A931C5825867E8Fb937Ae5cda9891C2E99", null, "USDC", "USDC.E", 1, 0],
  ["0xA7b768d6a1f746fd5a513D440DF2970ff099B0fc", null, "USDT", "USDT.E", 1, 0],
  ["0xDf8c9BD26e7C1A331902758Eb013548B2D22ab3b", null, "USDC", "DAI.E", 1, 0],
  ["0xD1cf931fa12783c1dd5AbB77a0706c27CF352f25", "XRP", "WAVAX", "USDC", 1, 2e-9],
  ["0x3ce7BCDB37Bf587d1C17B930Fa0A7000A0648D12", "BTC.B", "BTC.B", "BTC.B", 1, 2e-10],
  ["0x2A3Cf4ad7db715DF994393e4482D6f1e58a1b533", "WETH.E", "WETH.E", "WETH.E", 1, 2e-10],
  ["0x08b25A2a89036d298D6dB8A74ace9d1ce6Db15E5", "WAVAX", "WAVAX", "WAVAX", 1, 2e-8],
  ["0xfB626c4e3E153947A6A94041814c25E449064dAD", "TRUMP", "WAVAX", "USDC", 1, 2e-10],
  ["0xe19da27Bf9733c429445E289B662bECDCa6ce10b", "MELANIA", "WAVAX", "USDC", 1, 2e-10],
  ["0x94cE6F65188a92F297C7f0A5A7B3cAd9013450F8", "PUMP", "WAVAX", "USDC", 1, 8.89e-8],
  ["0x1cb9932CE322877A2B86489BD1aA3C3CfF879F0d", "WLFI", "WAVAX", "USDC", 1, 1.48e-7],
  ["0x1635eF7FBdce68eC80A3672aB710A5a99044f5c9", "XAUt0", "XAUt0", "XAUt0", 0.5, 2.78e-9],
  ["0x92d3DA41E166A12e3Ede9e2Dd9A272C5c6FC55E1", "XAUt0", "XAUt0", "USDT", 0.5, 2.14e-9],
];
