import { mapChains } from "../catalog/byChain.ts";
import { type ChainName, chains } from "../catalog/chains.ts";
import { chainlinkFeeds } from "../catalog/feeds.ts";

/**
 * Block sources: `OracleClock` for checks that need time to pass (silence logs nothing), `ChainlinkPhases` for reading
 * proxies, `ChronicleClock` for values that become final unless challenged (in a backfill the next log finds them). They look
 * at the present, so they start at the head of a real chain and at block 0 of a local one.
 */
export function oracleBlocks(localChains: boolean) {
  const startBlock = localChains ? 0 : ("latest" as const);
  return {
    OracleClock: {
      chain: mapChains<
        ChainName,
        { clockBlocks: number },
        { startBlock: number | "latest"; interval: number }
      >(chains, ({ clockBlocks }) => ({ startBlock, interval: clockBlocks })),
    },
    ChainlinkPhases: {
      chain: mapChains(chainlinkFeeds, (_, name) => ({ startBlock, interval: chains[name].phaseBlocks })),
    },
    ChronicleClock: {
      chain: { ethereum: { startBlock, interval: chains.ethereum.clockBlocks } },
    },
  };
}
