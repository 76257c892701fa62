import type { CatalogToken } from "./token.ts";

/**
 * Tokens that GMX v2 prices on Avalanche, by GMX's own symbol. Decimals are those of GMX's price scale; index tokens that
 * no market holds are synthetic: their address has no contract, so decimals cannot be read from the chain.
 * Source: npm @gmx-io/sdk 1.4.0 configs/tokens and configs/markets.
 */
export const gmxAvalancheTokens = {
  "BTC.B": { address: "0x152b9d0FdC40C096757F570A51E494bd4b943E50", asset: "BTC", decimals: 8 },
  USDC: { address: "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E", asset: "USDC", decimals: 6 },
  "WETH.E": { address: "0x49D5c2BdFfac6CE2BFdB6640F4F80f226bc10bAB", asset: "ETH", decimals: 18 },
  DOGE: { address: "0xC301E6fe31062C557aEE806cc6A841aE989A3ac6", asset: "DOGE", decimals: 8 },
  WAVAX: { address: "0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7", asset: "AVAX", decimals: 18 },
  SOL: { address: "0xFE6B19286885a4F7F55AdAD09C3Cd1f906D2478F", asset: "SOL", decimals: 9 },
  LTC: { address: "0x8E9C35235C38C44b5a53B56A41eaf6dB9a430cD6", asset: "LTC", decimals: 8 },
  "USDT.E": { address: "0xc7198437980c041c805A1EDcbA50c1Ce5db95118", asset: "USDT", decimals: 6 },
  "USDC.E": { address: "0xA7D7079b0FEaD91F3e65f86E8915Cb59c1a4C664", asset: "USDC", decimals: 6 },
  USDT: { address: "0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7", asset: "USDT", decimals: 6 },
  "DAI.E": { address: "0xd586E7F844cEa2F87f50152665BCbc2C279D8d70", asset: "DAI", decimals: 18 },
  XRP: { address: "0x34B2885D617cE2ddeD4F60cCB49809fc17bb58Af", asset: "XRP", decimals: 6 },
  TRUMP: { address: "0x2f6d7be53fab5538065a226BA091015d422a7528", asset: "TRUMP", decimals: 6 },
  MELANIA: { address: "0xd42C991a4FAb293C57a7bf25C2E2ec5aE1dB1714", asset: "MELANIA", decimals: 6 },
  PUMP: { address: "0xdA598795DfE56388ca3D35e2ccFA96EFf83eC306", asset: "PUMP", decimals: 18 },
  WLFI: { address: "0xbDF8a77ACB7A54597E7760b34D3E632912bB59b7", asset: "WLFI", decimals: 18 },
  XAUt0: { address: "0x2775d5105276781B4b85bA6eA6a6653bEeD1dd32", asset: "XAUT", decimals: 6 },
} as const satisfies Record<string, CatalogToken>;
