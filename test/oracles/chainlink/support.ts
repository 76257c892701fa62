import {
  type AbiEvent,
  type Address,
  decodeEventLog,
  type Hash,
  type Hex,
  toEventSelector,
  zeroAddress,
} from "viem";
import { chainlinkAggregatorAbi, chainlinkOcr1Abi, chainlinkOcr2Abi } from "../../../abis/chainlink.ts";
import { encodeLog } from "../../../demo/chains/events.ts";
import { chainById } from "../../../src/catalog/chains.ts";
import { type ChainlinkChain, type ChainlinkFeed, chainlinkFeeds } from "../../../src/catalog/feeds.ts";
import { chainlinkContracts } from "../../../src/oracles/chainlink/contracts.ts";
import "../../../src/oracles/chainlink/handlers.ts";
import type { MemoryStore } from "../../support/memoryStore.ts";
import { handlerOf } from "../../support/ponderRegistry.ts";

export const ARBITRUM = 42161;
export const AVALANCHE = 43114;

interface Log {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

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

/** A block's transactions, each a list of logs, at a second. */
export interface Block {
  readonly timestamp: number;
  readonly transactions: readonly (readonly Log[])[];
}

/**
 * Hands logs to the handlers as the indexer does: only those of a listed address with a listed topic, each to the handler
 * of its contract and event.
 */
export async function index(memory: MemoryStore, chainId: number, blocks: readonly Block[]): Promise<void> {
  const chain = chainById(chainId)?.name;
  if (chain !== "arbitrum" && chain !== "avalanche") throw new Error("a chain without Chainlink");
  const contracts = Object.entries(chainlinkContracts((block) => block));
  for (const { timestamp, transactions } of blocks) {
    let logIndex = 0;
    for (const [i, logs] of transactions.entries()) {
      const hash: Hash = `0x${timestamp.toString(16)}${i.toString(16).padStart(56, "0")}`;
      for (const log of logs) {
        for (const [name, { abi, chain: chains }] of contracts) {
          const listed = chains[chain].address.some((one) => one.toLowerCase() === log.address.toLowerCase());
          const event = (abi as readonly AbiEvent[]).find((one) => toEventSelector(one) === log.topics[0]);
          if (!listed || event === undefined) continue;
          const { args } = decodeEventLog({
            abi: [event],
            data: log.data,
            topics: [...log.topics] as [Hex, ...Hex[]],
          });
          await handlerOf(`${name}:${event.name}`)({
            event: {
              args,
              block: { number: BigInt(timestamp), timestamp: BigInt(timestamp) },
              transaction: { hash },
              log: { address: log.address, logIndex },
            },
            context: { chain: { id: chainId }, db: memory.store },
          });
        }
        logIndex++;
      }
    }
  }
}
