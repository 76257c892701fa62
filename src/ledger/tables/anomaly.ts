import { oracleAnomaly, oracleWatch } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { storableSeconds } from "../storableSeconds.ts";
import type { Store } from "../store.ts";

/** Opens, changes or closes the anomaly that opened at `openedAt`. */
export async function writeAnomaly(store: Store, at: Provenance, fact: FactOf<"anomaly">): Promise<void> {
  const { address, feedId, rule, severity, asset, message, evidence } = fact;
  const openedAt = storableSeconds(fact.openedAt);
  const updatedAt = storableSeconds(fact.updatedAt);
  const closedAt = fact.closedAt === null ? null : storableSeconds(fact.closedAt);
  const values = {
    severity,
    asset,
    // One that comes back in the second in which it closed has the same key, and is open again.
    isOpen: closedAt === null,
    updatedAt,
    closedAt,
    message,
    evidence,
    blockNumber: at.blockNumber,
  };
  await store
    .insert(oracleAnomaly)
    .values({ chainId: at.chainId, address, feedId, rule, openedAt, ...values })
    .onConflictDoUpdate(values);
}

/** Keeps what the watch remembers of a feed. */
export async function writeWatch(store: Store, at: Provenance, fact: FactOf<"watch">): Promise<void> {
  const { address, feedId, memory, windows } = fact;
  const values = { memory, windows, blockNumber: at.blockNumber };
  await store
    .insert(oracleWatch)
    .values({ chainId: at.chainId, address, feedId, ...values })
    .onConflictDoUpdate(values);
}
