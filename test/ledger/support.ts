import type { Fact, FactOf, Provenance, Usd30 } from "../../src/ledger/facts.ts";
import { writeFacts } from "../../src/ledger/write.ts";
import { type MemoryStore, memoryStore } from "../support/memoryStore.ts";

/** A log of Arbitrum; the block counts the seconds. */
export function at(blockNumber: number, more: Partial<Provenance> = {}): Provenance {
  return {
    chainId: 42161,
    blockNumber,
    timestamp: 1_700_000_000 + blockNumber,
    transactionHash: `0x${blockNumber.toString(16).padStart(64, "0")}`,
    logIndex: 0,
    ...more,
  };
}

/** USD with 30 decimals. */
export const usd = (dollars: number): Usd30 => (BigInt(dollars) * 10n ** 30n) as Usd30;

/** Facts written one after the other, each in a block of its own from block 1 on. */
export async function told(...facts: readonly Fact[]): Promise<MemoryStore> {
  const memory = memoryStore();
  for (const [i, fact] of facts.entries()) await writeFacts(memory.store, at(i + 1), [fact]);
  return memory;
}

/** A position in GMX's ETH market on Arbitrum, or a part of what an event says of it. */
export function position(more: Partial<FactOf<"position">> = {}): FactOf<"position"> {
  return {
    kind: "position",
    venue: "gmx-v2",
    account: "0x1111111111111111111111111111111111111111",
    instrumentId: "0x70d95587d40a2caf56bd97485ab3eec10bee6336",
    pool: "cross",
    ...more,
  };
}

/** Cash of a Derive account. */
export function collateral(more: Partial<FactOf<"collateral">> = {}): FactOf<"collateral"> {
  return {
    kind: "collateral",
    venue: "derive-v2",
    account: "42",
    pool: "cross",
    assetId: "0x57b03e14d409adc7fab6cfc44b5886cad2d5f02b",
    asset: "USDC",
    decimals: 18,
    ...more,
  };
}
