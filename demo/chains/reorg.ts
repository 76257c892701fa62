import { ClearspanError } from "../../src/errors.ts";
import type { LocalChain } from "./anvil.ts";
import { routerAddress } from "./contracts.ts";
import type { TapeTransaction } from "./tape.ts";
import { nextNonce, rpcTransaction } from "./transaction.ts";
import { requireLogs } from "./verify.ts";

/**
 * Replaces the last `depth` blocks in one step (`anvil_reorg`); the head keeps its number.
 *
 * anvil keeps the state of old blocks on disk once a chain has more than about 500 blocks, and then loses it in a
 * reorg of more than about 10 blocks: keep deep reorgs on young chains.
 *
 * @param blocks transactions of the new blocks, oldest first; missing ones are empty. At most `depth`.
 * @param secondsPerBlock distance of the new timestamps, counted from the last common block.
 * @throws ClearspanError BAD_USER_INPUT for more blocks than `depth`; INTERNAL when anvil lost the state, or the new
 *   blocks do not hold exactly these logs.
 */
export async function reorg(
  chain: LocalChain,
  depth: number,
  blocks: readonly (readonly TapeTransaction[])[],
  secondsPerBlock: number,
): Promise<void> {
  const head = await chain.client.getBlockNumber();
  if (blocks.length > depth || BigInt(depth) > head) {
    throw new ClearspanError(
      "BAD_USER_INPUT",
      `A reorg of ${depth} blocks on a chain of ${head} cannot take ${blocks.length} new blocks.`,
    );
  }
  const common = head - BigInt(depth);
  const nonce = await nextNonce(chain, common);
  const pairs = blocks
    .flatMap((transactions, block) => transactions.map((transaction) => ({ transaction, block })))
    .map(({ transaction, block }, index) => [rpcTransaction(transaction, nonce + index), block]);
  await chain.client.setBlockTimestampInterval({ interval: secondsPerBlock });
  await chain.client.request<AnvilReorg>({ method: "anvil_reorg", params: [depth, pairs] });
  await chain.client.removeBlockTimestampInterval();
  if ((await chain.client.getCode({ address: routerAddress })) === undefined) {
    throw new ClearspanError("INTERNAL", `anvil lost the state of chain ${chain.chainId} in the reorg.`, {
      details: `A reorg of ${depth} blocks is too deep for a chain of ${head} blocks: use a younger chain.`,
    });
  }
  for (const [index, transactions] of blocks.entries()) {
    await requireLogs(chain, common + 1n + BigInt(index), transactions);
  }
}

interface AnvilReorg {
  Method: "anvil_reorg";
  Parameters: [depth: number, transactions: unknown[]];
  ReturnType: null;
}
