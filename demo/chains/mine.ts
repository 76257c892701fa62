import { ClearspanError } from "../../src/errors.ts";
import type { LocalChain } from "./anvil.ts";
import { finalityDepth } from "./finality.ts";
import type { TapeBlock } from "./tape.ts";
import { nextNonce, routedTransaction } from "./transaction.ts";
import { requireLogs } from "./verify.ts";

/**
 * Mines one block with these transactions in this order and exactly this timestamp, and checks that it holds exactly
 * their logs. One call at a time per chain.
 *
 * @param block time in seconds, not before the head's; the emitters must have been placed.
 * @throws ClearspanError TAPE_INVALID when the time lies before the head; INTERNAL when the logs differ.
 */
export async function mineBlock(
  chain: LocalChain,
  block: Pick<TapeBlock, "time" | "transactions">,
): Promise<void> {
  const [nonce, head] = await Promise.all([nextNonce(chain), chain.client.getBlock()]);
  if (block.time < Number(head.timestamp)) {
    throw new ClearspanError(
      "TAPE_INVALID",
      `A block of chain ${chain.chainId} at time ${block.time} cannot follow its head at ${head.timestamp}.`,
      { details: "Start the chain with an earlier genesis time, or put the block earlier on the tape." },
    );
  }
  await Promise.all(
    block.transactions.map((transaction, index) =>
      chain.client.sendTransaction({ ...routedTransaction(transaction, nonce + index), chain: null }),
    ),
  );
  await chain.client.request<EvmMine>({ method: "evm_mine", params: [{ timestamp: block.time }] });
  if (block.transactions.length > 0) await requireLogs(chain, head.number + 1n, block.transactions);
}

/** Mines `count` empty blocks, exactly `secondsPerBlock` apart, the first one that long after the head. */
export async function mineEmpty(chain: LocalChain, count: number, secondsPerBlock: number): Promise<void> {
  // Not anvil_mine's own interval, which adds the wall-clock time that passes meanwhile.
  await chain.client.setBlockTimestampInterval({ interval: secondsPerBlock });
  await chain.client.mine({ blocks: count });
  await chain.client.removeBlockTimestampInterval();
}

/**
 * Mines as many empty blocks as make the present head final to the indexer: a backfill that starts now covers all
 * blocks so far.
 */
export function minePastFinality(chain: LocalChain, secondsPerBlock: number): Promise<void> {
  return mineEmpty(chain, finalityDepth(chain.chainId), secondsPerBlock);
}

interface EvmMine {
  Method: "evm_mine";
  Parameters: [{ timestamp: number }];
  ReturnType: string;
}
