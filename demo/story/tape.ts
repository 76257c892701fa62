import { loadRecording, recordingTape } from "../chains/recording.ts";
import { mergeTapes, parseTape, type Tape, type TapeBlock, type TapeLog } from "../chains/tape.ts";
import { arbitrumLogs } from "./arbitrum.ts";
import { avalancheLogs } from "./avalanche.ts";
import { ARBITRUM, AVALANCHE, DERIVE, storySeconds, storyStart } from "./cast.ts";
import { deriveLogs } from "./deriveChain.ts";

/** Seconds between blocks: more than on the real chains, so that an hour is a few hundred blocks. */
export const blockSeconds: Readonly<Record<number, number>> = {
  [ARBITRUM]: 12,
  [AVALANCHE]: 60,
  [DERIVE]: 60,
};

const scripts: Readonly<Record<number, (time: number) => TapeLog[][]>> = {
  [ARBITRUM]: arbitrumLogs,
  [AVALANCHE]: avalancheLogs,
  [DERIVE]: deriveLogs,
};

/**
 * One block of the story: what the chain's script says of this time, one inner list a transaction.
 * After the end of the story the scripts go on, so that live blocks come from here as well.
 */
export function storyBlock(chainId: number, time: number): TapeBlock {
  const transactions = (scripts[chainId]?.(time) ?? []).filter((logs) => logs.length > 0);
  return { chainId, time, transactions: transactions.map((logs) => ({ logs })) };
}

/** The whole tape: the recorded mainnet logs, verbatim and at their own times, then an hour of story on three chains. */
export function storyTape(): Tape {
  const story = Object.entries(blockSeconds).flatMap(([chainId, seconds]) =>
    Array.from({ length: storySeconds / seconds + 1 }, (_, i) =>
      storyBlock(Number(chainId), storyStart + i * seconds),
    ),
  );
  return mergeTapes(
    recordingTape(loadRecording("gmxV2Arbitrum")),
    recordingTape(loadRecording("deriveV2")),
    parseTape(story, "the story"),
  );
}

/** A moment before the first block of a tape. */
export function genesisTime(tape: Tape, chainId: number): number {
  const first = tape.find((block) => block.chainId === chainId);
  return (first?.time ?? storyStart) - 60;
}
