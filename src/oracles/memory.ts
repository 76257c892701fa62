import { oracleWatch } from "ponder:schema";
import type { AnomalyFact, Provenance, WatchFact } from "../ledger/facts.ts";
import type { Store } from "../ledger/store.ts";
import { writeFacts } from "../ledger/write.ts";
import { type FeedState, newFeedState } from "./checks/state.ts";
import type { PriceSource } from "./source.ts";
import { sourceOf } from "./sources.ts";
import type { AnomalyChange } from "./watch/anomaly.ts";
import { type FeedRecord, newFeedRecord } from "./watch/feed.ts";
import { feedKeyOf, profileOfSource } from "./watch/indexed.ts";

/** What the watch remembers of feeds that are looked at beside another: rules may be noted on them, nothing else changes. */
export interface Recollection {
  /** Without their windows of numbers: no rule reads those of another feed. */
  readonly records: readonly FeedRecord[];
  /** Of each record its windows, and its streaks as they were read. */
  readonly kept: readonly { readonly windows: string; readonly streaks: string }[];
}

/** Reads what is remembered of sources by their keys. A source that has never spoken is left out. */
export async function recall(
  store: Store,
  chainId: number,
  sources: readonly PriceSource[],
): Promise<Recollection> {
  const records: FeedRecord[] = [];
  const kept: { windows: string; streaks: string }[] = [];
  for (const source of sources) {
    const row = await find(store, chainId, source);
    if (row === null) continue;
    const record = recordOf(row.memory, "{}");
    records.push(record);
    kept.push({ windows: row.windows, streaks: JSON.stringify(record.streaks) });
  }
  return { records, kept };
}

/** The record of the source that speaks; a new one when it never did. Everything of it may change. */
export async function recallOne(store: Store, chainId: number, source: PriceSource): Promise<FeedRecord> {
  const row = await find(store, chainId, source);
  return row === null ? newFeedRecord(profileOfSource(chainId, source)) : recordOf(row.memory, row.windows);
}

/** A record of which nothing but what rules note on it is going to change. */
export function notedOnly(record: FeedRecord): Recollection {
  return {
    records: [record],
    kept: [{ windows: windowsOf(record), streaks: JSON.stringify(record.streaks) }],
  };
}

/** Writes a record that has been looked at, and the anomalies that changed. */
export function rememberOne(
  store: Store,
  at: Provenance,
  record: FeedRecord,
  changes: readonly AnomalyChange[],
): Promise<void> {
  return writeFacts(store, at, [watchFact(record, windowsOf(record)), ...changes.map(anomalyFact)]);
}

/** Writes the records that rules were noted on, and the anomalies that changed. */
export async function remember(
  store: Store,
  at: Provenance,
  { records, kept }: Recollection,
  changes: readonly AnomalyChange[],
): Promise<void> {
  const facts = records.flatMap((record, i) => {
    const before = kept[i];
    return before === undefined || JSON.stringify(record.streaks) === before.streaks
      ? []
      : [watchFact(record, before.windows)];
  });
  await writeFacts(store, at, [...facts, ...changes.map(anomalyFact)]);
}

function find(store: Store, chainId: number, { address, feedId }: PriceSource) {
  return store.find(oracleWatch, { chainId, address, feedId });
}

/** The columns hold what `watchFact` wrote. */
function recordOf(memory: string, windows: string): FeedRecord {
  const record: FeedRecord = JSON.parse(memory);
  const numbers: Partial<FeedState> = JSON.parse(windows);
  return { ...record, state: { ...newFeedState(), ...record.state, ...numbers } };
}

function windowsOf({ state: { returns, intervals, confidences } }: FeedRecord): string {
  return JSON.stringify({ returns, intervals, confidences });
}

function watchFact({ profile, state, streaks }: FeedRecord, windows: string): WatchFact {
  const { returns: _, intervals: __, confidences: ___, ...small } = state;
  const memory = JSON.stringify({ profile, state: small, streaks });
  return { kind: "watch", ...feedKeyOf(profile.feed), memory, windows };
}

function anomalyFact({ anomaly }: AnomalyChange): AnomalyFact {
  const { feed, chainId, source: _, asset: pair, ...found } = anomaly;
  const key = feedKeyOf(feed);
  return { kind: "anomaly", ...key, ...found, asset: sourceOf(chainId, key)?.asset ?? pair };
}
