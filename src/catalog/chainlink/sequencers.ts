import type { ChainName } from "../chains.ts";
import type { SequencerFeed } from "./feed.ts";

/**
 * Chainlink's L2 sequencer uptime feeds. Source: see feeds.ts; for OP Mainnet the proxy from Chainlink's documentation
 * (data-feeds/l2-sequencer-feeds) and the aggregator from duneanalytics/spellbook, as for its price feeds.
 */
export const sequencerFeeds = {
  arbitrum: {
    proxy: "0xFdB631F5EE196F0ed6FAa767959853A9F217697D",
    aggregator: "0xC1303BBBaf172C55848D3Cb91606d8E27FF38428",
  },
  optimism: {
    proxy: "0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389",
    aggregator: "0x58218ea7422255EBE94e56b504035a784b7AA204",
  },
  base: {
    proxy: "0xBCF85224fc0756B9Fa45aA7892530B47e10b6433",
    aggregator: "0x606c6ecBD272E2174F6710b5974F23fE9899602e",
  },
} as const satisfies Partial<Record<ChainName, SequencerFeed>>;
