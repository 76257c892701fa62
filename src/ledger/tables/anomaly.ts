import { anomalyCursor, oracleAnomaly } from "ponder:schema";
import type { FactOf, Provenance } from "../facts.ts";
import type { Store } from "../store.ts";

/** Opens, updates or closes the anomaly of a feed and rule. A rule that finds nothing while none is open writes nothing. */
export async function writeAnomaly(store: Store, at: Provenance, fact: FactOf<"anomaly">): Promise<void> {
  const cursorKey = { chainId: at.chainId, address: fact.address, feedId: fact.feedId, rule: fact.rule };
  const cursor = await store.find(anomalyCursor, cursorKey);
  const openedAt = cursor?.openedAt ?? null;
  if (fact.finding === null) {
    if (openedAt === null) return;
    await store.update(oracleAnomaly, { ...cursorKey, openedAt }).set({
      isOpen: false,
      updatedAt: at.timestamp,
      closedAt: at.timestamp,
    });
    await store.update(anomalyCursor, cursorKey).set({ openedAt: null });
    return;
  }
  const values = {
    severity: fact.finding.severity,
    asset: fact.asset,
    isOpen: true,
    updatedAt: at.timestamp,
    closedAt: null,
    message: fact.finding.message,
    evidence: fact.finding.evidence,
    blockNumber: at.blockNumber,
  };
  await store
    .insert(oracleAnomaly)
    .values({ ...cursorKey, openedAt: openedAt ?? at.timestamp, ...values })
    .onConflictDoUpdate(values);
  if (openedAt === null) {
    await store
      .insert(anomalyCursor)
      .values({ ...cursorKey, openedAt: at.timestamp })
      .onConflictDoUpdate({ openedAt: at.timestamp });
  }
}
