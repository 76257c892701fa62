import type { Address } from "viem";
import type { ChainName } from "./chains.ts";

export interface RedstoneFeed {
  readonly asset: string;
  /** RedStone's own name of the feed: its id is this in ASCII, padded with zeros to 32 bytes. */
  readonly name: string;
  readonly heartbeatSeconds: number;
  readonly deviation: number;
}

interface RedstoneAdapter {
  readonly adapter: Address;
  readonly feeds: readonly RedstoneFeed[];
}

const daily = { heartbeatSeconds: 86_400, deviation: 0.005 } as const;

/**
 * RedStone multi-feed adapters and their feeds in USD. Source: redstone-finance/redstone-oracles-monorepo@b9dea4ff4171,
 * manifests of packages/relayer-remote-config. Polygon's adapter carries no feed of an asset of the catalog.
 */
export const redstoneAdapters = {
  arbitrum: {
    adapter: "0x89e60b56efD70a1D4FBBaE947bC33cae41e37A72",
    feeds: [
      { asset: "USDC", name: "USDC", ...daily },
      { asset: "USDT", name: "USDT", ...daily },
      { asset: "ETH", name: "ETH", ...daily },
      { asset: "BTC", name: "BTC", ...daily },
      { asset: "ARB", name: "ARB", ...daily },
      { asset: "WSTETH", name: "wstETH", ...daily },
    ],
  },
  avalanche: {
    adapter: "0x3587a73AA02519335A8a6053a97657BECe0bC2Cc",
    feeds: [{ asset: "USDE", name: "USDe", heartbeatSeconds: 21_600, deviation: 0.005 }],
  },
  ethereum: {
    adapter: "0xd72a6BA4a87DDB33e801b3f1c7750b2d0911fC6C",
    feeds: [
      { asset: "USDE", name: "USDe", heartbeatSeconds: 86_400, deviation: 0.002 },
      { asset: "ETH", name: "ETH", ...daily },
      { asset: "BTC", name: "BTC", ...daily },
      { asset: "WSTETH", name: "wstETH", heartbeatSeconds: 21_600, deviation: 0.005 },
    ],
  },
  optimism: {
    adapter: "0x70773ffcE3903a99c9Ed7AC48e110C3540d8cc3c",
    feeds: [
      { asset: "USDC", name: "USDC", ...daily },
      { asset: "USDT", name: "USDT", ...daily },
      { asset: "ETH", name: "ETH", ...daily },
      { asset: "BTC", name: "BTC", ...daily },
    ],
  },
  base: {
    adapter: "0xb81131B6368b3F0a83af09dB4E39Ac23DA96C2Db",
    feeds: [
      { asset: "ETH", name: "ETH", ...daily },
      { asset: "USDC", name: "USDC", ...daily },
      { asset: "BTC", name: "BTC", ...daily },
      { asset: "WSTETH", name: "wstETH", ...daily },
    ],
  },
} as const satisfies Partial<Record<ChainName, RedstoneAdapter>>;
