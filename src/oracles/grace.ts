import { chainById, chains } from "../catalog/chains.ts";

/** How late past its heartbeat a feed of the chain may be, in seconds; 0 for a chain that is not indexed. */
export function graceSecondsOf(chainId: number): number {
  const chain = chainById(chainId);
  return chain === undefined ? 0 : chains[chain.name].graceSeconds;
}
