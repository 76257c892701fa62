import { arbitrumFeeds } from "./chainlink/arbitrum.ts";
import { arbitrumSvrFeeds } from "./chainlink/arbitrumSvr.ts";
import { avalancheFeeds } from "./chainlink/avalanche.ts";
import { baseFeeds } from "./chainlink/base.ts";
import { baseSvrFeeds } from "./chainlink/baseSvr.ts";
import { ethereumFeeds } from "./chainlink/ethereum.ts";
import { ethereumSvrFeeds } from "./chainlink/ethereumSvr.ts";
import type { ChainlinkFeed } from "./chainlink/feed.ts";
import { optimismFeeds } from "./chainlink/optimism.ts";
import { polygonFeeds } from "./chainlink/polygon.ts";
import type { ChainName } from "./chains.ts";

export type { ChainlinkFeed } from "./chainlink/feed.ts";

/**
 * Chainlink price feeds. Source: Chainlink reference-data directory of 2026-08-22, as kept in
 * euler-xyz/oracle-checks@bbcf6063a680 data/<chainId>/chainlink/metadata.json. Aggregators that were replaced come from
 * that file's history since 2025-07 (3f62a61471e2, 2c6b2bdc6b63, 0910b635b9d6, 872ac7a3e9a7); those before are not known,
 * so prices of earlier rounds are missing. OP Mainnet is not in the directory: see chainlink/optimism.ts.
 */
export const chainlinkFeeds = {
  arbitrum: [...arbitrumFeeds, ...arbitrumSvrFeeds],
  avalanche: avalancheFeeds,
  ethereum: [...ethereumFeeds, ...ethereumSvrFeeds],
  optimism: optimismFeeds,
  base: [...baseFeeds, ...baseSvrFeeds],
  polygon: polygonFeeds,
} as const satisfies Partial<Record<ChainName, readonly ChainlinkFeed[]>>;

export type ChainlinkChain = keyof typeof chainlinkFeeds;
