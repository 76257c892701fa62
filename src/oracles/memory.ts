import { oracleWatch } from "ponder:schema";
import type { AnomalyFact, Provenance, WatchFact } from "../ledger/facts.ts";
import type { JsonObject } from "../ledger/json.ts";
import type { Store } from "../ledger/store.ts";
import { writeFacts } from "../ledger/write.ts";
import type { PriceSource } from "./source.ts";
import { sourceOf } from "./sources.ts";
import type { AnomalyChange } from "./watch/anomaly.ts";
import { type FeedRecord, newFeedRecord } from "./watch/feed.ts";
import { feedKeyOf, profileOfSource } from "./watch/indexed.ts";

/** What the watch remembers of some feeds of a chain, as it was read, so that only what changes is written. */
export interface Recollection {
  readonly records: readonly FeedRecord[];
  readonly before: readonly string[];
}

/** Reads what is remembered of sources by their keys. A source that has never spoken is left out. */
export async function recall(
  store: Store,
  chainId: number,
  sources: readonly PriceSource[],
): Promise<Recollection> {
  const records: FeedRecord[] = [];
  for (const source of sources) {
    const { address, feedId } = source;
    const row = await store.find(oracleWatch, { chainId, address, feedId });
    if (row !== null) records.push(recordOf(row.memory));
  }
  return { records, before: records.map((record) => JSON.stringify(record)) };
}

/** The same, with a source that has never spoken added as new. */
export async function recallOne(
  store: Store,
  chainId: number,
  source: PriceSource,
): Promise<{ readonly own: FeedRecord; readonly recollection: Recollection }> {
  const recollection = await recall(store, chainId, [source]);
  const [known] = recollection.records;
  if (known !== undefined) return { own: known, recollection };
  const own = newFeedRecord(profileOfSource(chainId, source));
  return { own, recollection: { records: [own], before: [JSON.stringify(own)] } };
}

/** Writes the records that differ from what was read, and the anomalies that changed. */
export async function remember(
  store: Store,
  at: Provenance,
  { records, before }: Recollection,
  changes: readonly AnomalyChange[],
): Promise<void> {
  const kept = records.flatMap((record, i): WatchFact[] => {
    const text = JSON.stringify(record);
    if (text === before[i]) return [];
    return [{ kind: "watch", ...feedKeyOf(record.profile.feed), memory: JSON.parse(text) as JsonObject }];
  });
  await writeFacts(store, at, [...kept, ...changes.map(anomalyFact)]);
}

function anomalyFact({ anomaly }: AnomalyChange): AnomalyFact {
  const { feed, chainId, source: _, asset: pair, ...found } = anomaly;
  const key = feedKeyOf(feed);
  return { kind: "anomaly", ...key, ...found, asset: sourceOf(chainId, key)?.asset ?? pair };
}

/** The column holds what `remember` wrote, copied so that the store's own row is not moved. */
function recordOf(memory: JsonObject): FeedRecord {
  return structuredClone(memory) as unknown as FeedRecord;
}
