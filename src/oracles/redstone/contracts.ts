import { redstoneAbi } from "../../../abis/redstone.ts";
import { mapChains } from "../../catalog/byChain.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";
import { redstoneAdapters } from "../../catalog/redstone.ts";

/** RedStone's adapters. The id is not indexed in their events, so every feed's arrives and the unlisted are let go. */
export function redstoneContracts(from: (startBlock: number) => number) {
  return {
    RedstoneAdapter: {
      abi: redstoneAbi,
      chain: mapChains(redstoneAdapters, ({ adapter }, name) => ({
        address: adapter,
        startBlock: from(oracleStartBlock[name]),
      })),
    },
  };
}
