import { smartWallet, venueAccount } from "ponder:schema";
import { zeroAddress } from "viem";
import type { FactOf, Provenance } from "../facts.ts";
import type { Store } from "../store.ts";

/** Merges what a fact knows of an account; the owner is the beneficiary of a custody, else the holder. */
export async function writeAccount(store: Store, at: Provenance, fact: FactOf<"account">): Promise<void> {
  const key = { chainId: at.chainId, venue: fact.venue, account: fact.account };
  const row = await store.find(venueAccount, key);
  const holder = fact.holder ?? row?.holder ?? zeroAddress;
  const beneficiary = fact.beneficiary === undefined ? (row?.beneficiary ?? null) : fact.beneficiary;
  const manager = fact.manager ?? row?.manager ?? null;
  const values = {
    owner: beneficiary ?? holder,
    holder,
    beneficiary,
    manager,
    blockNumber: at.blockNumber,
    timestamp: at.timestamp,
  };
  await store
    .insert(venueAccount)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
}

/** Records who controls a smart wallet. */
export async function writeWallet(store: Store, at: Provenance, fact: FactOf<"wallet">): Promise<void> {
  const key = { chainId: at.chainId, wallet: fact.wallet };
  if (fact.onlyIfKnown && (await store.find(smartWallet, key)) === null) return;
  const values = { controller: fact.controller, blockNumber: at.blockNumber, timestamp: at.timestamp };
  await store
    .insert(smartWallet)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
}
