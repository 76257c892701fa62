import { ClearspanError } from "../../src/errors.ts";
import type { LocalChain } from "./anvil.ts";
import type { TapeTransaction } from "./tape.ts";

/**
 * Checks that a block holds exactly the logs of the transactions, byte for byte and in order: a replay that loses a
 * log must not go on.
 *
 * @throws ClearspanError INTERNAL naming the first difference, and the addresses that have no code.
 */
export async function requireLogs(
  chain: LocalChain,
  blockNumber: bigint,
  transactions: readonly TapeTransaction[],
): Promise<void> {
  const expected = transactions.flatMap((transaction, transactionIndex) =>
    transaction.logs.map((log) => ({ ...log, transactionIndex })),
  );
  const actual = await chain.client.getLogs({ fromBlock: blockNumber, toBlock: blockNumber });
  const different = expected.findIndex((log, index) => {
    const mined = actual[index];
    return (
      mined?.address !== log.address ||
      mined.transactionIndex !== log.transactionIndex ||
      mined.data !== log.data ||
      mined.topics.join() !== log.topics.join()
    );
  });
  if (different < 0 && actual.length === expected.length) return;
  const addresses = [...new Set(expected.map((log) => log.address))];
  const codes = await Promise.all(addresses.map((address) => chain.client.getCode({ address })));
  const bare = addresses.filter((_, index) => codes[index] === undefined);
  const place = different < 0 ? expected.length : different;
  throw new ClearspanError(
    "INTERNAL",
    `Block ${blockNumber} of local chain ${chain.chainId} holds ${actual.length} logs instead of ` +
      `${expected.length}; log ${place} is the first that differs.`,
    bare.length > 0
      ? { details: `No emitter at: ${bare.join(", ")}. Call placeEmitters before the first block.` }
      : {},
  );
}
