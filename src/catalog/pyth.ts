import type { Address, Hex } from "viem";
import type { ChainName } from "./chains.ts";

/** How often Pyth's own pushers promise to update a feed, which else moves only when somebody pays for it. */
export interface PythPush {
  readonly asset: string;
  readonly heartbeatSeconds: number;
  readonly deviation: number;
}

/**
 * Pyth contracts, the present one first, then the one of the upgrade of August 2026, which has the same events. Source:
 * pyth-network/pyth-crosschain@7c915eb contract_manager/src/store/contracts/EvmPriceFeedContracts.json; pushes from the
 * developer hub's push-feeds data of the same commit, for the present contracts.
 */
export const pythContracts = {
  arbitrum: {
    contracts: ["0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", "0xe15357fB7ab31E091583b9c4b4135BB2f176f38e"],
    pushes: [],
  },
  avalanche: { contracts: ["0x4305FB66699C3B2702D4d05CF36551390A4c69C6"], pushes: [] },
  ethereum: {
    contracts: ["0x4305FB66699C3B2702D4d05CF36551390A4c69C6", "0x14b9932cc9AC8Ee03301665a8644A753f46D8552"],
    pushes: [{ asset: "USDC", heartbeatSeconds: 3_600, deviation: 0.02 }],
  },
  optimism: {
    contracts: ["0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", "0xa78951b6bADC9F4740f6f456E9144705D5C5E4B2"],
    pushes: [],
  },
  base: {
    contracts: ["0x8250f4aF4B972684F7b336503E2D6dFeDeB1487a", "0xbC16aee60f64864882BC6C4E428e148Fc0E272F5"],
    pushes: [
      { asset: "ETH", heartbeatSeconds: 3_600, deviation: 0.01 },
      { asset: "USDC", heartbeatSeconds: 3_600, deviation: 0.01 },
      { asset: "WSTETH", heartbeatSeconds: 3_600, deviation: 0.01 },
    ],
  },
  polygon: {
    contracts: ["0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", "0x6E7D74FA7d5c90FEF9F0512987605a6d546181Bb"],
    pushes: [],
  },
} as const satisfies Partial<
  Record<ChainName, { contracts: readonly Address[]; pushes: readonly PythPush[] }>
>;

/** Price ids in USD, the same on every chain. Source: euler-xyz/oracle-checks@bbcf6063a680 data/<chainId>/pyth/metadata.json. */
export const pythIds = [
  { asset: "ETH", id: "0xff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace" },
  { asset: "BTC", id: "0xe62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43" },
  { asset: "WBTC", id: "0xc9d8b075a5c69303365ae23633d4e085199bf5c520a3b90fed1322a0342ffc33" },
  { asset: "ARB", id: "0x3fa4252848f9f0a1480be62745a4629d9eb1322aebab8a791e344b3b9c1adcf5" },
  { asset: "OP", id: "0x385f64d993f7b77d8182ed5003d97c60aa3361f3cecfe711544d2d59165e9bdf" },
  { asset: "AVAX", id: "0x93da3352f9f1d105fdfe4971cfa80e9dd777bfc5d0f683ebb6e1294b92137bb7" },
  { asset: "LINK", id: "0x8ac0c70fff57e9aefdf5edf44b51d62c2d433653cbb2cf5cc06bb115af04d221" },
  { asset: "USDC", id: "0xeaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a" },
  { asset: "USDT", id: "0x2b89b9dc8fdf9f34709a5b106b472f0f39bb6ca9ce04b0fd7f2e971688e2e53b" },
  { asset: "SOL", id: "0xef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d" },
  { asset: "DAI", id: "0xb0948a5e5313200c632b51bb5ca32f6de0d36e9950a942d19751e833f70dabfd" },
  { asset: "STETH", id: "0x846ae1bdb6300b817cee5fdee2a6da192775030db5615b94a465f53bd40850b5" },
  { asset: "WSTETH", id: "0x6df640f3b8963d8f8358f791f352b8364513f6ab1cca5ed3f1f7b5448980e784" },
  { asset: "USDE", id: "0x6ec879b1e9963de5ee97e9c8710b742d6228252a5e2ca12d4ae81d7fe5ee8c5d" },
] as const satisfies readonly { asset: string; id: Hex }[];
