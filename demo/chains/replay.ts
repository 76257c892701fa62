import { ClearspanError } from "../../src/errors.ts";
import type { LocalChain } from "./anvil.ts";
import { placeEmitters } from "./contracts.ts";
import { mineBlock } from "./mine.ts";
import { type Tape, type TapeBlock, tapeAddresses } from "./tape.ts";

export interface ReplayProgress {
  readonly chainId: number;
  /** Blocks of the tape replayed so far on this chain, and in all. */
  readonly blocks: number;
  readonly totalBlocks: number;
}

export interface ReplayedChain {
  readonly chainId: number;
  /** Local numbers of the first and last block of the tape; absent when the tape has none for the chain. */
  readonly firstBlock?: number;
  readonly lastBlock?: number;
  readonly logs: number;
}

/**
 * Places emitters at every address of the tape, then mines its blocks, all chains at once. Each block has the tape's
 * timestamp, and each transaction its logs in order, byte for byte (checked after every block).
 *
 * @param onProgress called once a chain before its first block and after each of its blocks.
 * @returns what was replayed, in the order of `chains`.
 * @throws ClearspanError TAPE_INVALID when the tape names a chain that does not run, or a time before its genesis;
 *   INTERNAL when a block does not hold the tape's logs.
 */
export async function replayTape(
  chains: readonly LocalChain[],
  tape: Tape,
  onProgress: (progress: ReplayProgress) => void = () => {},
): Promise<ReplayedChain[]> {
  const running = new Set(chains.map((chain) => chain.chainId));
  const absent = tape.find((block) => !running.has(block.chainId));
  if (absent) {
    throw new ClearspanError(
      "TAPE_INVALID",
      `The tape has blocks of chain ${absent.chainId}, which does not run.`,
      {
        details: `Running local chains: ${[...running].join(", ") || "none"}.`,
      },
    );
  }
  return Promise.all(
    chains.map(async (chain) => {
      const blocks = tape.filter((block) => block.chainId === chain.chainId);
      await placeEmitters(chain, tapeAddresses(tape, chain.chainId));
      return replayChain(chain, blocks, onProgress);
    }),
  );
}

async function replayChain(
  chain: LocalChain,
  blocks: readonly TapeBlock[],
  onProgress: (progress: ReplayProgress) => void,
): Promise<ReplayedChain> {
  const { chainId } = chain;
  const head = Number(await chain.client.getBlockNumber());
  onProgress({ chainId, blocks: 0, totalBlocks: blocks.length });
  let logs = 0;
  for (const [index, block] of blocks.entries()) {
    await mineBlock(chain, block);
    logs += block.transactions.reduce((sum, transaction) => sum + transaction.logs.length, 0);
    onProgress({ chainId, blocks: index + 1, totalBlocks: blocks.length });
  }
  if (blocks.length === 0) return { chainId, logs };
  return { chainId, firstBlock: head + 1, lastBlock: head + blocks.length, logs };
}
