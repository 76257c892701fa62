import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { gmxV2EventEmitter } from "../../catalog/deployments.ts";
import { type ChainlinkChain, chainlinkFeeds } from "../../catalog/feeds.ts";

/**
 * Chainlink aggregators of both chains. Every aggregator is listened to with all three event shapes: an aggregator that
 * is upgraded from OCR1 to OCR2 changes the topic of NewTransmission and would go silent otherwise.
 */
export function chainlinkContracts(from: (startBlock: number) => number) {
  const chain = { arbitrum: aggregatorsOf("arbitrum", from), avalanche: aggregatorsOf("avalanche", from) };
  return {
    ChainlinkOcr1: { abi: chainlinkOcr1Abi, chain },
    ChainlinkOcr2: { abi: chainlinkOcr2Abi, chain },
    ChainlinkAggregator: { abi: chainlinkAggregatorAbi, chain },
  };
}

function aggregatorsOf(chain: ChainlinkChain, from: (startBlock: number) => number) {
  return {
    address: chainlinkFeeds[chain].flatMap((feed) => feed.aggregators.map(({ address }) => address)),
    // Prices are wanted for as long as positions are.
    startBlock: from(gmxV2EventEmitter[chain].startBlock),
  };
}
