import { anomalyCursor, oracleAnomaly } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import type { Store } from "../store.ts";
import { NO_STREAK, nextStreak } from "../streak.ts";

/** Opens, updates or closes the anomaly of a feed and rule. A look that changes nothing writes nothing. */
export async function writeAnomaly(store: Store, at: Provenance, fact: FactOf<"anomaly">): Promise<void> {
  const { address, feedId, rule } = fact;
  const peer = fact.peer === undefined ? "" : `${fact.peer.address}:${fact.peer.feedId}`;
  const key = { chainId: at.chainId, address, feedId, rule, peer };
  const cursor = await store.find(anomalyCursor, key);
  if (cursor === null && fact.finding === null) return;
  const before = cursor ?? NO_STREAK;
  const openedBefore = before.openedAt;
  const after = nextStreak(
    before,
    fact.finding !== null,
    at.timestamp,
    fact.openAfter ?? 1,
    fact.closeAfter ?? 1,
  );
  const changed = after.badStreak !== before.badStreak || after.goodStreak !== before.goodStreak;
  if (changed) {
    await store
      .insert(anomalyCursor)
      .values({ ...key, ...after })
      .onConflictDoUpdate({ ...after });
  }
  if (after.openedAt !== null && fact.finding !== null) {
    const values = {
      severity: fact.finding.severity,
      asset: fact.asset,
      isOpen: true,
      updatedAt: at.timestamp,
      // One that comes back in the second in which it closed has the same key, and is not closed any more.
      closedAt: null,
      message: fact.finding.message,
      evidence: fact.finding.evidence,
      blockNumber: at.blockNumber,
    };
    await store
      .insert(oracleAnomaly)
      .values({ ...key, openedAt: after.openedAt, ...values })
      .onConflictDoUpdate(values);
  }
  if (openedBefore !== null && after.openedAt === null) {
    await store
      .update(oracleAnomaly, { ...key, openedAt: openedBefore })
      .set({ isOpen: false, updatedAt: at.timestamp, closedAt: at.timestamp });
  }
}
