import { instrument, marketAccrual, venueMarket, venueParameter } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";

/** Creates a market or merges new terms into it. */
export async function writeMarket(store: Store, at: Provenance, fact: FactOf<"market">): Promise<void> {
  const key = { chainId: at.chainId, venue: fact.venue, marketId: fact.marketId };
  const row = await store.find(venueMarket, key);
  const values = {
    underlying: fact.underlying,
    terms: { ...row?.terms, ...fact.terms },
    blockNumber: at.blockNumber,
    timestamp: at.timestamp,
  };
  await store
    .insert(venueMarket)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
}

/** Records the terms of an instrument once. */
export async function writeInstrument(
  store: Store,
  at: Provenance,
  fact: FactOf<"instrument">,
): Promise<void> {
  const { kind: _, instrumentKind, ...terms } = fact;
  await store
    .insert(instrument)
    .values({
      chainId: at.chainId,
      kind: instrumentKind,
      ...terms,
      blockNumber: at.blockNumber,
      timestamp: at.timestamp,
    })
    .onConflictDoNothing();
}

/** Sets a risk parameter. */
export async function writeParameter(store: Store, at: Provenance, fact: FactOf<"parameter">): Promise<void> {
  const values = { value: fact.value, decimals: fact.decimals, ...originColumns(at) };
  await store
    .insert(venueParameter)
    .values({ chainId: at.chainId, venue: fact.venue, scope: fact.scope, name: fact.name, ...values })
    .onConflictDoUpdate(values);
}

/** Sets a running index or rate. */
export async function writeAccrual(store: Store, at: Provenance, fact: FactOf<"accrual">): Promise<void> {
  const values = { value: fact.value, decimals: fact.decimals, ...originColumns(at) };
  await store
    .insert(marketAccrual)
    .values({ chainId: at.chainId, venue: fact.venue, marketId: fact.marketId, name: fact.name, ...values })
    .onConflictDoUpdate(values);
}
