import { type Hash, zeroHash } from "viem";
import type { Provenance } from "../ledger/facts.ts";

/** The provenance of a finding that no log made: a block's clock or a contract read at it. */
export function blockProvenance(
  chainId: number,
  block: { readonly number: bigint; readonly timestamp: bigint },
): Provenance {
  return {
    chainId,
    blockNumber: Number(block.number),
    timestamp: Number(block.timestamp),
    transactionHash: zeroHash as Hash,
    logIndex: -1,
  };
}
