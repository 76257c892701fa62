import type { Address } from "viem";
import type { ChainName } from "./chains.ts";

/** A Chainlink feed: the proxy that consumers read, and the aggregators that log its rounds, newest first. */
export interface ChainlinkFeed {
  readonly asset: string;
  readonly quote: "USD";
  readonly proxy: Address;
  /** Decimals belong to the aggregator: they have changed under one proxy. */
  readonly aggregators: readonly { readonly address: Address; readonly decimals: number }[];
  readonly heartbeatSeconds: number;
  /** Deviation threshold as a fraction. */
  readonly deviation: number;
}

/**
 * Chainlink price feeds. Source: Chainlink reference-data directory of 2026-08-22, as kept in
 * euler-xyz/oracle-checks@bbcf6063a680 data/<chainId>/chainlink/metadata.json. Aggregators that were replaced come from
 * that file's history since 2025-07 (3f62a61471e2, 2c6b2bdc6b63, 0910b635b9d6); those before are not known, so prices of
 * earlier rounds are missing.
 */
export const chainlinkFeeds = {
  arbitrum: [
    {
      asset: "ETH",
      quote: "USD",
      proxy: "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612",
      aggregators: [
        { address: "0xD827123D014578C965F6c9d87A641ec05FaA5501", decimals: 8 },
        { address: "0x3607e46698d218B3a5Cae44bF381475C0a5e2ca7", decimals: 8 },
      ],
      heartbeatSeconds: 1_755,
      deviation: 0.0005,
    },
    {
      asset: "BTC",
      quote: "USD",
      proxy: "0x6ce185860a4963106506C203335A2910413708e9",
      aggregators: [
        { address: "0xA8c2ad8Fc02733d758C0585478cdf6C53d6c9cB8", decimals: 8 },
        { address: "0x942d00008D658dbB40745BBEc89A93c253f9B882", decimals: 8 },
      ],
      heartbeatSeconds: 1_755,
      deviation: 0.0005,
    },
    {
      asset: "AVAX",
      quote: "USD",
      proxy: "0x8bf61728eeDCE2F32c456454d87B5d6eD6150208",
      aggregators: [
        { address: "0x4430E46123dCA4d1012763F3537C3a378A70feaA", decimals: 8 },
        { address: "0xcf17b68a40f10d3DcEedd9a092F1Df331cE3D9da", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "ARB",
      quote: "USD",
      proxy: "0xb2A824043730FE05F3DA2efaFa1CBbe83fa548D6",
      aggregators: [
        { address: "0xa0e625bF0fE664FA6Ce3883177064C5eA01B8C14", decimals: 8 },
        { address: "0x46de66F10343b59BAcc37dF9b3F67cD0CcC121A3", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.0005,
    },
    {
      asset: "LINK",
      quote: "USD",
      proxy: "0x86E53CF1B870786351Da77A57575e79CB55812CB",
      aggregators: [
        { address: "0x7fF6f0d5d216b9ba8E218633C18bc75ebf439671", decimals: 8 },
        { address: "0x9b8DdcF800a7BfCdEbaD6D65514dE59160a2C9CC", decimals: 8 },
      ],
      heartbeatSeconds: 1_755,
      deviation: 0.01,
    },
    {
      asset: "SOL",
      quote: "USD",
      proxy: "0x24ceA4b8ce57cdA5058b924B9B9987992450590c",
      aggregators: [
        { address: "0x2B362B121337631E1D115639d8636dc5529eCBeE", decimals: 8 },
        { address: "0x8C4308F7cbD7fB829645853cD188500D7dA8610a", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "USDC",
      quote: "USD",
      proxy: "0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3",
      aggregators: [
        { address: "0x085a38e33a14b1e3078B0614380b4469AEA4E0f2", decimals: 8 },
        { address: "0x2946220288DbBF77dF0030fCecc2a8348CbBE32C", decimals: 8 },
      ],
      heartbeatSeconds: 255,
      deviation: 0.001,
    },
    {
      asset: "USDT",
      quote: "USD",
      proxy: "0x3f3f5dF88dC9F13eac63DF89EC16ef6e7E25DdE7",
      aggregators: [
        { address: "0x3CBDF88CD62A5532Db88Faba1a3B2043302BF655", decimals: 8 },
        { address: "0xCb35fE6E53e71b30301Ec4a3948Da4Ad3c65ACe4", decimals: 8 },
      ],
      heartbeatSeconds: 255,
      deviation: 0.001,
    },
    {
      asset: "DAI",
      quote: "USD",
      proxy: "0xc5C8E77B397E531B8EC06BFb0048328B30E9eCfB",
      aggregators: [
        { address: "0xE8df13FA9D99aE5AC929a5250Fda3b463c463622", decimals: 8 },
        { address: "0xFc06bB03a9e1D8033f87eA6A682cbd65477A43b9", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
  ],
  avalanche: [
    {
      asset: "ETH",
      quote: "USD",
      proxy: "0x976B3D034E162d8bD72D6b9C989d545b839003b0",
      aggregators: [{ address: "0x9ff520924dC295074F43a8a01Ee30a4D39a4223b", decimals: 8 }],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "BTC",
      quote: "USD",
      proxy: "0x2779D32d5166BAaa2B2b658333bA7e6Ec0C65743",
      aggregators: [{ address: "0xa9Afa74dDAC812B86Eeaa60A035c6592470F4A48", decimals: 8 }],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "AVAX",
      quote: "USD",
      proxy: "0x0A77230d17318075983913bC2145DB16C7366156",
      aggregators: [{ address: "0xcfBfE648BA88Bf7D9776d970417a0B26c315feB4", decimals: 8 }],
      heartbeatSeconds: 120,
      deviation: 0.001,
    },
    {
      asset: "ARB",
      quote: "USD",
      proxy: "0xd99bcAdbE216D82f4B77eC54a99ea1b6bA96549b",
      aggregators: [{ address: "0x8aa724c07Cfaf4A16f754526b00F4df91F1d715b", decimals: 8 }],
      heartbeatSeconds: 86_400,
      deviation: 0.005,
    },
    {
      asset: "LINK",
      quote: "USD",
      proxy: "0x49ccd9ca821EfEab2b98c60dC60F518E765EDe9a",
      aggregators: [{ address: "0x9FC8683EFf42913f0F1F32EEc2f21340017FCDdB", decimals: 8 }],
      heartbeatSeconds: 86_400,
      deviation: 0.005,
    },
    {
      asset: "USDC",
      quote: "USD",
      proxy: "0xF096872672F44d6EBA71458D74fe67F9a77a23B9",
      aggregators: [
        { address: "0xB051A0A13FE913C6C723Ac7111A17508081Dbd3a", decimals: 8 },
        { address: "0x65527d2556ffFEe7e545C5eE5B81f5DAe925cE00", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "USDT",
      quote: "USD",
      proxy: "0xEBE676ee90Fe1112671f19b6B7459bC678B67e8a",
      aggregators: [
        { address: "0x05D9c76A8f5Ff38c5040ccB50FFf9d6Aaa9eEB25", decimals: 8 },
        { address: "0xd761cFc03e833FEBB04297Cc1aB7291D80c9595f", decimals: 8 },
      ],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
    {
      asset: "DAI",
      quote: "USD",
      proxy: "0x51D7180edA2260cc4F6e4EebB82FEF5c3c2B8300",
      aggregators: [{ address: "0x94BdDfA622FcEB1b44e50608cb02f1a583784224", decimals: 8 }],
      heartbeatSeconds: 86_400,
      deviation: 0.001,
    },
  ],
} as const satisfies Partial<Record<ChainName, readonly ChainlinkFeed[]>>;

export type ChainlinkChain = keyof typeof chainlinkFeeds;
