import { position } from "ponder:schema";
import { continuityBreak } from "../continuity.ts";
import type { FactOf, Provenance } from "../facts.ts";
import { originColumns } from "../provenance.ts";
import type { Store } from "../store.ts";
import { writeIntegrity } from "./integrity.ts";

/**
 * Upserts a position's after-state. A size that leaves zero starts a new lifecycle, because venues reuse the key of a
 * closed position; a size that returns to zero closes the row and keeps it.
 */
export async function writePosition(store: Store, at: Provenance, fact: FactOf<"position">): Promise<void> {
  const key = {
    chainId: at.chainId,
    venue: fact.venue,
    account: fact.account,
    instrumentId: fact.instrumentId,
    pool: fact.pool,
  };
  const row = await store.find(position, key);
  const sizeBefore = row?.size ?? 0n;
  const size = fact.size ?? sizeBefore;
  const opens = sizeBefore === 0n && size !== 0n;
  const pnlBefore = opens ? 0n : (row?.realizedPnl ?? 0n);
  const feesBefore = opens ? 0n : (row?.feesPaid ?? 0n);
  const entryBefore = row?.entryNotional ?? null;
  const broken = continuityBreak(fact.expectedSizeBefore, sizeBefore);
  const values = {
    size,
    entryNotional: fact.entryNotional === undefined ? entryBefore : fact.entryNotional,
    isOpen: size !== 0n,
    lifecycle: (row?.lifecycle ?? 0) + (opens ? 1 : 0),
    openedAt: opens ? at.timestamp : (row?.openedAt ?? at.timestamp),
    realizedPnl: pnlBefore + (fact.realizedPnlDelta ?? 0n),
    feesPaid: feesBefore + (fact.feesDelta ?? 0n),
    venueState: { ...row?.venueState, ...fact.venueState },
    ...originColumns(at),
  };
  await store
    .insert(position)
    .values({ ...key, ...values })
    .onConflictDoUpdate(values);
  if (broken !== null) {
    await writeIntegrity(store, at, {
      kind: "integrity",
      venue: fact.venue,
      subject: `${fact.account}:${fact.instrumentId}`,
      rule: "position-continuity",
      ...broken,
    });
  }
}
