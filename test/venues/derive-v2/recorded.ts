import { type Abi, decodeEventLog, type Hex } from "viem";
import { deriveForwardFeedAbi } from "../../../abis/deriveForwardFeed.ts";
import { derivePmrmAbi } from "../../../abis/derivePmrm.ts";
import { derivePmrm2Abi } from "../../../abis/derivePmrm2.ts";
import { derivePmrmLib2Abi } from "../../../abis/derivePmrmLib2.ts";
import { deriveRateFeedAbi } from "../../../abis/deriveRateFeed.ts";
import { deriveSpotFeedAbi } from "../../../abis/deriveSpotFeed.ts";
import { deriveStandardManagerAbi } from "../../../abis/deriveStandardManager.ts";
import { deriveStaticRateFeedAbi } from "../../../abis/deriveStaticRateFeed.ts";
import { deriveVolFeedAbi } from "../../../abis/deriveVolFeed.ts";
import recording from "../../../demo/chains/recordings/derive-v2.json" with { type: "json" };
import { deriveV2Contracts } from "../../../src/venues/derive-v2/contracts.ts";

export interface RecordedLog {
  readonly transactionHash: string;
  readonly logIndex: number;
  readonly timestamp: number;
  readonly blockNumber: number;
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** The 17 recorded logs of chain 957, in the chain's order. */
export const recordedLogs: readonly RecordedLog[] = recording.transactions.flatMap((transaction) =>
  transaction.logs.map((log) => ({
    transactionHash: transaction.transactionHash,
    blockNumber: transaction.blockNumber,
    timestamp: transaction.blockTimestamp,
    logIndex: log.logIndex,
    address: log.address as Hex,
    topics: log.topics as Hex[],
    data: log.data as Hex,
  })),
);

/** The recorded log at a place. */
export function recordedAt(blockNumber: number, logIndex: number): RecordedLog {
  const found = recordedLogs.find((log) => log.blockNumber === blockNumber && log.logIndex === logIndex);
  if (found === undefined) throw new Error(`no recorded log ${blockNumber}:${logIndex}`);
  return found;
}

/** Decodes a log with one ABI. */
export function decode<const abi extends Abi>(abi: abi, log: RecordedLog) {
  const [signature, ...rest] = log.topics;
  if (signature === undefined) throw new Error("anonymous log");
  return decodeEventLog({ abi, topics: [signature, ...rest], data: log.data });
}

const abis = {
  DeriveStandardManager: deriveStandardManagerAbi,
  DerivePmrm: derivePmrmAbi,
  DerivePmrm2: derivePmrm2Abi,
  DerivePmrmLib2: derivePmrmLib2Abi,
  DeriveSpotFeed: deriveSpotFeedAbi,
  DeriveForwardFeed: deriveForwardFeedAbi,
  DeriveVolFeed: deriveVolFeedAbi,
  DeriveRateFeed: deriveRateFeedAbi,
  DeriveStaticRateFeed: deriveStaticRateFeedAbi,
} as const;

/** The indexed contract that a log's address belongs to, as the configuration has it. */
export function contractOf(log: RecordedLog): keyof typeof abis {
  const contracts = deriveV2Contracts((startBlock) => startBlock);
  for (const name of Object.keys(abis) as (keyof typeof abis)[]) {
    const addresses = [contracts[name].address].flat().map((address) => address.toLowerCase());
    if (addresses.includes(log.address)) return name;
  }
  throw new Error(`no indexed contract at ${log.address}`);
}

/** Decodes a log with the ABI that the configuration gives its address. */
export function decodeAsIndexed(log: RecordedLog): { eventName: string; args: unknown } {
  const abi: Abi = abis[contractOf(log)];
  const { eventName, args } = decode(abi, log);
  return { eventName: String(eventName), args };
}
