import { keccak256, pad } from "viem";
import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../abis/chainlink.ts";
import { type ChainlinkChain, type ChainlinkFeed, chainlinkFeeds } from "../../src/catalog/feeds.ts";
import { encodeLog } from "../chains/events.ts";
import type { TapeLog } from "../chains/tape.ts";

const transmitter = "0x7bd10bbc1e5ed0d1e84ccb6ad2f0b2b0a0a0a0a0";
const NODES = 5;

/** The catalog's feed of an asset on a chain. */
export function feedOf(chain: ChainlinkChain, asset: string): ChainlinkFeed {
  const feeds: readonly ChainlinkFeed[] = chainlinkFeeds[chain];
  const feed = feeds.find((one) => one.asset === asset);
  if (feed === undefined) throw new Error(`the catalog has no Chainlink feed of ${asset} on ${chain}`);
  return feed;
}

/** One round as the aggregator logs it: NewTransmission with every node's answer, then AnswerUpdated. 8 decimals. */
export function round(
  version: "ocr1" | "ocr2",
  feed: ChainlinkFeed,
  roundId: number,
  answer: bigint,
  time: number,
): TapeLog[] {
  const [aggregator] = feed.aggregators;
  if (aggregator === undefined) throw new Error(`the catalog lists no aggregator of ${feed.proxy}`);
  const { address } = aggregator;
  const observations = Array.from({ length: NODES }, (_, i) => answer + BigInt(i - (NODES - 1) / 2));
  const common = {
    aggregatorRoundId: roundId,
    answer,
    transmitter,
    observations,
    observers: pad("0x0001020304", { size: 32, dir: "right" }),
  } as const;
  const digest = keccak256(address);
  const transmission =
    version === "ocr1"
      ? encodeLog(chainlinkOcr1Abi[0], { ...common, rawReportContext: digest }, address)
      : encodeLog(
          chainlinkOcr2Abi[0],
          {
            ...common,
            observationsTimestamp: time,
            juelsPerFeeCoin: 0n,
            configDigest: digest,
            epochAndRound: roundId * 256,
          },
          address,
        );
  const updated = { current: answer, roundId: BigInt(roundId), updatedAt: BigInt(time) };
  return [transmission, encodeLog(chainlinkAggregatorAbi[0], updated, address)];
}
