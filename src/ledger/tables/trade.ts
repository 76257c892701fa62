import { trade } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";

/** Appends what happened to a position. */
export async function writeTrade(store: Store, at: Provenance, fact: FactOf<"trade">): Promise<void> {
  const { kind: _, tradeKind, ...values } = fact;
  await store
    .insert(trade)
    .values({ chainId: at.chainId, kind: tradeKind, ...values, ...originColumns(at) })
    .onConflictDoNothing();
}
