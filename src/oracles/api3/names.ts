import { oraclePointer } from "ponder:schema";
import { type Hex, zeroHash } from "viem";
import type { Fact } from "../../ledger/facts.ts";
import type { Store } from "../../ledger/store.ts";
import { pointers } from "./decode.ts";
import { API3_SERVER, dapiNames } from "./feeds.ts";

/** What a name points at, or data is named, as far as it is on record. */
export async function targetOf(store: Store, chainId: number, name: Hex): Promise<Hex | null> {
  const row = await store.find(oraclePointer, { chainId, address: API3_SERVER, name });
  return row?.target ?? null;
}

/** The name whose data this is now. Data that a name has left keeps its own pointer, so both ways have to agree. */
export async function nameOfData(store: Store, chainId: number, data: Hex): Promise<Hex | null> {
  const name = await targetOf(store, chainId, data);
  if (name === null) return null;
  return (await targetOf(store, chainId, name)) === data ? name : null;
}

/** The names as they stand where indexing starts: most were set long before. `read` answers null without a contract. */
export async function firstPointers(read: (name: Hex) => Promise<Hex | null>): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const name of dapiNames) {
    const data = await read(name);
    if (data !== null && data !== zeroHash) facts.push(...pointers(name, data));
  }
  return facts;
}
