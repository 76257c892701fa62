import { oracleConfigChange, oraclePointer, oracleSubmission } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";

/** Appends a change of what is behind a feed. */
export async function writeFeedConfig(
  store: Store,
  at: Provenance,
  fact: FactOf<"feedConfig">,
): Promise<void> {
  const { kind: _, ...values } = fact;
  await store
    .insert(oracleConfigChange)
    .values({ chainId: at.chainId, ...values, ...originColumns(at) })
    .onConflictDoNothing();
}

/** Adds a node's answer to its round. */
export async function writeSubmission(
  store: Store,
  at: Provenance,
  fact: FactOf<"submission">,
): Promise<void> {
  const key = { chainId: at.chainId, aggregator: fact.aggregator, roundId: fact.roundId };
  const row = await store.find(oracleSubmission, key);
  const values = {
    answers: { ...row?.answers, [fact.node]: fact.answer.toString() },
    blockNumber: at.blockNumber,
    timestamp: at.timestamp,
  };
  await store
    .insert(oracleSubmission)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
}

/** Sets what a name points at. */
export async function writePointer(store: Store, at: Provenance, fact: FactOf<"pointer">): Promise<void> {
  const { address, name, target } = fact;
  await store
    .insert(oraclePointer)
    .values({ chainId: at.chainId, address, name, target })
    .onConflictDoUpdate({ target });
}
