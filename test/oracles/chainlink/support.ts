import { type Address, zeroAddress } from "viem";
import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { type ChainlinkChain, type ChainlinkFeed, chainlinkFeeds } from "../../../src/catalog/feeds.ts";
import type { Log } from "../indexLogs.ts";

export const ARBITRUM = 42161;
export const AVALANCHE = 43114;

interface Round {
  readonly aggregator: Address;
  readonly roundId: number;
  readonly answer: bigint;
  /** The nodes' answers; the answer alone when absent. */
  readonly observations?: readonly bigint[];
}

export function feedOf(chain: ChainlinkChain, asset: string): ChainlinkFeed {
  const feeds: readonly ChainlinkFeed[] = chainlinkFeeds[chain];
  const feed = feeds.find((one) => one.asset === asset);
  if (feed === undefined) throw new Error(`no feed of ${asset} on ${chain}`);
  return feed;
}

/** The aggregator that logs a feed's rounds now. */
export function aggregatorOf(feed: ChainlinkFeed): Address {
  const [newest] = feed.aggregators;
  if (newest === undefined) throw new Error(`no aggregator of ${feed.proxy}`);
  return newest.address;
}

const transmission = ({ roundId, answer, observations }: Round) => ({
  aggregatorRoundId: roundId,
  answer,
  transmitter: zeroAddress,
  observations: observations ?? [answer],
  observers: "0x" as const,
});

export const ocr1 = (round: Round): Log =>
  encodeLog(
    chainlinkOcr1Abi[0],
    { ...transmission(round), rawReportContext: `0x${"00".repeat(32)}` },
    round.aggregator,
  );

export const ocr2 = (round: Round, observationsTimestamp: number): Log =>
  encodeLog(
    chainlinkOcr2Abi[0],
    {
      ...transmission(round),
      observationsTimestamp,
      juelsPerFeeCoin: 0n,
      configDigest: `0x${"00".repeat(32)}`,
      epochAndRound: 0,
    },
    round.aggregator,
  );

export const answerUpdated = ({ aggregator, roundId, answer }: Round, updatedAt: number): Log =>
  encodeLog(
    chainlinkAggregatorAbi[0],
    { current: answer, roundId: BigInt(roundId), updatedAt: BigInt(updatedAt) },
    aggregator,
  );

export { type Block, indexLogs as index } from "../indexLogs.ts";
