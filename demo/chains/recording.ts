import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Tape, type TapeBlock, tapeLogSchema } from "./tape.ts";
import { parseJson, readText, validate } from "./validate.ts";

const recordedLogSchema = tapeLogSchema.extend({
  logIndex: z.int().nonnegative(),
  /** Upstream file and commit, where the logs of one recording differ in it. */
  source: z.string().optional(),
  note: z.string().optional(),
  /** False when `data` was encoded again from decoded values because the source does not keep it. */
  verbatim: z.boolean().default(true),
});

const recordedTransactionSchema = z.object({
  blockNumber: z.int().nonnegative(),
  blockTimestamp: z.int().positive(),
  transactionHash: z.templateLiteral(["0x", z.string().regex(/[0-9a-f]{64}/)]),
  transactionIndex: z.int().nonnegative(),
  logs: z.array(recordedLogSchema).min(1),
});

const recordingSchema = z.object({
  /** Repository, commit and path that published the logs. */
  source: z.string(),
  chainId: z.int().positive(),
  transactions: z.array(recordedTransactionSchema).min(1),
});

/** Logs of real transactions with their place on the real chain. */
export type Recording = z.output<typeof recordingSchema>;

const recordingFiles = {
  /** Nine whole receipts of GMX v2 on Arbitrum One: 426 logs. */
  gmxV2Arbitrum: "gmx-v2-arbitrum.json",
  /** 17 logs of Derive: feeds, managers and parameters. */
  deriveV2: "derive-v2.json",
} as const;

/** Reads one of the recordings that come with the project. */
export function loadRecording(name: keyof typeof recordingFiles): Recording {
  const file = fileURLToPath(new URL(`recordings/${recordingFiles[name]}`, import.meta.url));
  return validate(parseJson(readText(file), file), recordingSchema, file);
}

/**
 * The recording as a tape: transactions of one real block share a block, with its real time; blocks, transactions and
 * logs keep their real order, addresses, topics and data their bytes. Block numbers and hashes become the local ones.
 */
export function recordingTape(recording: Recording): Tape {
  const blocks = new Map<number, TapeBlock>();
  const ordered = recording.transactions.toSorted(
    (a, b) => a.blockNumber - b.blockNumber || a.transactionIndex - b.transactionIndex,
  );
  for (const { blockNumber, blockTimestamp, transactionHash, logs } of ordered) {
    const block = blocks.get(blockNumber) ?? {
      chainId: recording.chainId,
      time: blockTimestamp,
      transactions: [],
    };
    blocks.set(blockNumber, block);
    const inOrder = logs.toSorted((a, b) => a.logIndex - b.logIndex);
    block.transactions.push({
      logs: inOrder.map(({ address, topics, data }) => ({ address, topics, data })),
      origin: { blockNumber, transactionHash },
    });
  }
  return [...blocks.values()];
}
