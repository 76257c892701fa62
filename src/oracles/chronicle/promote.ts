import { oraclePendingPrice } from "ponder:schema";
import type { Address } from "viem";
import type { Store } from "../../ledger/store.ts";
import { record } from "../record.ts";
import { keyOf, poked } from "./decode.ts";

/**
 * Makes a pending value a price when nobody can challenge it any more. The price is the log's that published it, at the
 * second from which it holds, so that the row does not depend on when we looked.
 */
export async function promotePending(
  store: Store,
  now: { readonly chainId: number; readonly timestamp: number },
  contract: Address,
): Promise<void> {
  const { chainId } = now;
  const key = keyOf(contract);
  const row = await store.find(oraclePendingPrice, { chainId, ...key });
  if (row === null || row.state !== "pending" || row.finalAt > now.timestamp) return;
  const { blockNumber, transactionHash, logIndex, finalAt } = row;
  const at = { chainId, blockNumber, timestamp: finalAt, transactionHash, logIndex };
  await record(store, at, [
    { kind: "pendingOutcome", ...key, outcome: "final" },
    ...poked(chainId, contract, { val: row.price, age: row.publishedAt }),
  ]);
}
