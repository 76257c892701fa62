import { chronicleScribeAbi, chronicleScribeOptimisticAbi } from "../../../abis/chronicle.ts";
import { mapChains } from "../../catalog/byChain.ts";
import { type ChronicleFeed, chronicleFeeds } from "../../catalog/chronicle.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";

/** Chronicle's oracles; those that take optimistic values have three more events. */
export function chronicleContracts(from: (startBlock: number) => number) {
  const { ethereum } = chronicleFeeds;
  const optimistic: readonly ChronicleFeed[] = ethereum.filter(
    ({ challengeSeconds }) => challengeSeconds !== null,
  );
  return {
    ChronicleScribe: {
      abi: chronicleScribeAbi,
      chain: mapChains(chronicleFeeds, (feeds: readonly ChronicleFeed[], name) => ({
        address: feeds.map(({ address }) => address),
        startBlock: from(oracleStartBlock[name]),
      })),
    },
    ChronicleScribeOptimistic: {
      abi: chronicleScribeOptimisticAbi,
      chain: {
        ethereum: {
          address: optimistic.map(({ address }) => address),
          startBlock: from(oracleStartBlock.ethereum),
        },
      },
    },
  };
}
