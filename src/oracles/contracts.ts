import { api3Contracts } from "./api3/contracts.ts";
import { chainlinkContracts } from "./chainlink/contracts.ts";
import { chronicleContracts } from "./chronicle/contracts.ts";
import { pythOracleContracts } from "./pyth/contracts.ts";
import { redstoneContracts } from "./redstone/contracts.ts";

/**
 * The indexed contracts of every oracle family. Derive's and GMX's own prices come with their venues.
 * `from` maps a deployment's first block to the block at which indexing starts.
 */
export function oracleContracts(from: (startBlock: number) => number) {
  return {
    ...chainlinkContracts(from),
    ...pythOracleContracts(from),
    ...redstoneContracts(from),
    ...chronicleContracts(from),
    ...api3Contracts(from),
  };
}
