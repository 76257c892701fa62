import { integrityAnomaly } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";

/** Appends a contradiction between facts. */
export async function writeIntegrity(store: Store, at: Provenance, fact: FactOf<"integrity">): Promise<void> {
  const { kind: _, ...values } = fact;
  await store
    .insert(integrityAnomaly)
    .values({ chainId: at.chainId, ...values, ...originColumns(at) })
    .onConflictDoNothing();
}
