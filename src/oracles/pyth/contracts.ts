import { pythAbi } from "../../../abis/pyth.ts";
import { mapChains } from "../../catalog/byChain.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";
import { pythContracts, pythIds } from "../../catalog/pyth.ts";

/** Pyth's contracts hold hundreds of feeds, so the filter takes the ids of the catalog. */
export function pythOracleContracts(from: (startBlock: number) => number) {
  return {
    Pyth: {
      abi: pythAbi,
      chain: mapChains(pythContracts, ({ contracts }, name) => ({
        address: [...contracts],
        startBlock: from(oracleStartBlock[name]),
      })),
      filter: { event: "PriceFeedUpdate" as const, args: { id: pythIds.map(({ id }) => id) } },
    },
  };
}
