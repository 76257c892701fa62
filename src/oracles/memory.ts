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

/** What the watch remembers of feeds that are looked at beside another: rules may be noted on them, nothing else changes. */
export interface Recollection {
  readonly records: readonly FeedRecord[];
  /** The streaks of each, as they were read. */
  readonly streaksBefore: readonly string[];
}

/** Reads what is remembered of sources by their keys. A source that has never spoken is left out. */
export async function recall(
  store: Store,
  chainId: number,
  sources: readonly PriceSource[],
): Promise<Recollection> {
  const records: FeedRecord[] = [];
  for (const source of sources) {
    const record = await find(store, chainId, source);
    if (record !== null) records.push(record);
  }
  return notedOnly(...records);
}

/** Records of which nothing but what rules note on them is going to change. */
export function notedOnly(...records: FeedRecord[]): Recollection {
  return { records, streaksBefore: records.map(({ streaks }) => JSON.stringify(streaks)) };
}

/** The record of the source that speaks; a new one when it never did. Everything of it may change. */
export async function recallOne(store: Store, chainId: number, source: PriceSource): Promise<FeedRecord> {
  return (await find(store, chainId, source)) ?? newFeedRecord(profileOfSource(chainId, source));
}

/** Writes a record that was looked at, those beside it that rules were noted on, and the anomalies that changed. */
export async function remember(
  store: Store,
  at: Provenance,
  own: FeedRecord | null,
  { records, streaksBefore }: Recollection,
  changes: readonly AnomalyChange[],
): Promise<void> {
  const noted = records.filter(({ streaks }, i) => JSON.stringify(streaks) !== streaksBefore[i]);
  const kept = own === null ? noted : [own, ...noted];
  await writeFacts(store, at, [...kept.map(watchFact), ...changes.map(anomalyFact)]);
}

/** Reading the column makes Ponder copy the row, so that a record can be changed without the store's own row. */
async function find(store: Store, chainId: number, source: PriceSource): Promise<FeedRecord | null> {
  const { address, feedId } = source;
  const row = await store.find(oracleWatch, { chainId, address, feedId });
  return row === null ? null : (row.memory as unknown as FeedRecord);
}

function watchFact(record: FeedRecord): WatchFact {
  return { kind: "watch", ...feedKeyOf(record.profile.feed), memory: record as unknown as JsonObject };
}

function anomalyFact({ anomaly }: AnomalyChange): AnomalyFact {
  const { feed, chainId, source: _, asset: pair, ...found } = anomaly;
  const key = feedKeyOf(feed);
  return { kind: "anomaly", ...key, ...found, asset: sourceOf(chainId, key)?.asset ?? pair };
}
