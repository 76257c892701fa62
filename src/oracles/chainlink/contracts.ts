import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { chainlinkDualAbi, chainlinkFluxAbi } from "../../../abis/chainlinkAggregators.ts";
import { mapChains } from "../../catalog/byChain.ts";
import { sequencerFeeds } from "../../catalog/chainlink/sequencers.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";
import { type ChainlinkFeed, chainlinkFeeds } from "../../catalog/feeds.ts";

/**
 * Chainlink aggregators of every chain. Each is listened to with every event shape: an aggregator that is upgraded from
 * OCR1 to OCR2 changes the topic of NewTransmission and would go silent otherwise. Only auctioned feeds have the events of
 * the dual aggregator.
 */
export function chainlinkContracts(from: (startBlock: number) => number) {
  const chain = mapChains(chainlinkFeeds, (feeds, name) => ({
    address: aggregatorsOf(feeds),
    startBlock: from(oracleStartBlock[name]),
  }));
  const { arbitrum, ethereum, base } = chainlinkFeeds;
  const dual = mapChains({ arbitrum, ethereum, base }, (feeds: readonly ChainlinkFeed[], name) => ({
    address: aggregatorsOf(feeds.filter(({ svrProxy }) => svrProxy !== undefined)),
    startBlock: from(oracleStartBlock[name]),
  }));
  const sequencer = mapChains(sequencerFeeds, ({ aggregator }, name) => ({
    address: aggregator,
    startBlock: from(oracleStartBlock[name]),
  }));
  return {
    ChainlinkOcr1: { abi: chainlinkOcr1Abi, chain },
    ChainlinkOcr2: { abi: chainlinkOcr2Abi, chain },
    ChainlinkAggregator: { abi: chainlinkAggregatorAbi, chain },
    ChainlinkFlux: { abi: chainlinkFluxAbi, chain },
    ChainlinkDual: { abi: chainlinkDualAbi, chain: dual },
    ChainlinkSequencer: { abi: chainlinkAggregatorAbi, chain: sequencer },
  };
}

function aggregatorsOf(feeds: readonly ChainlinkFeed[]) {
  return feeds.flatMap(({ aggregators }) => aggregators.map(({ address }) => address));
}
