import type { Hash } from "viem";
import type { Provenance } from "./facts.ts";

interface LogEvent {
  readonly block: { readonly number: bigint; readonly timestamp: bigint };
  readonly transaction: { readonly hash: Hash };
  readonly log: { readonly logIndex: number };
}

/** The provenance of a log event. */
export function provenanceOf(chainId: number, event: LogEvent): Provenance {
  return {
    chainId,
    blockNumber: Number(event.block.number),
    timestamp: Number(event.block.timestamp),
    transactionHash: event.transaction.hash,
    logIndex: event.log.logIndex,
  };
}

/** The columns that most tables keep of a fact's origin. */
export function originColumns(at: Provenance): Omit<Provenance, "chainId"> {
  return {
    blockNumber: at.blockNumber,
    timestamp: at.timestamp,
    transactionHash: at.transactionHash,
    logIndex: at.logIndex,
  };
}
