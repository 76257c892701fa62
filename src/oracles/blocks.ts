import { chains } from "../catalog/chains.ts";

/**
 * Block sources: `OracleClock` for checks that need time to pass (silence logs nothing), `ChainlinkPhases` for reading
 * proxies. They look at the present, so they start at the head of a real chain and at block 0 of a local one.
 */
export function oracleBlocks(localChains: boolean) {
  const startBlock = localChains ? 0 : ("latest" as const);
  const { arbitrum, avalanche, derive } = chains;
  return {
    OracleClock: {
      chain: {
        arbitrum: { startBlock, interval: arbitrum.clockBlocks },
        avalanche: { startBlock, interval: avalanche.clockBlocks },
        derive: { startBlock, interval: derive.clockBlocks },
      },
    },
    ChainlinkPhases: {
      chain: {
        arbitrum: { startBlock, interval: arbitrum.phaseBlocks },
        avalanche: { startBlock, interval: avalanche.phaseBlocks },
      },
    },
  };
}
