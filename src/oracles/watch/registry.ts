import type { Rejection } from "./anomaly.ts";
import { assumedProfile, type FeedName, isPublisher } from "./assumedProfile.ts";
import { type FeedRecord, newFeedRecord } from "./feed.ts";
import { reject } from "./parseUpdate.ts";

interface Named {
  plain: FeedRecord | null;
  /** Publishers of one feed name that are watched alone. */
  readonly bySource: Map<string, FeedRecord>;
}

export interface Registry {
  readonly all: readonly FeedRecord[];
  readonly sequencers: readonly FeedRecord[];
  /** The feeds of an asset. */
  readonly groupOf: (asset: string) => readonly FeedRecord[];
  readonly find: (name: FeedName) => FeedRecord | Rejection;
}

/** Assumed feeds cost memory, and anybody can make up names. */
const MOST_ASSUMED_FEEDS = 10_000;
/**
 * Finds the feed of an update by chain, name and publisher.
 * @param assumes whether a feed without a record gets one with an assumed profile; else it is rejected
 */
export function createRegistry(records: readonly FeedRecord[], assumes: boolean): Registry {
  const all: FeedRecord[] = [];
  const sequencers: FeedRecord[] = [];
  const groups = new Map<string, FeedRecord[]>();
  const chains = new Map<number, Map<string, Named>>();

  const add = (record: FeedRecord): FeedRecord => {
    const { chainId, feed, source, asset } = record.profile;
    const feeds = chains.get(chainId) ?? new Map<string, Named>();
    const named = feeds.get(feed) ?? { plain: null, bySource: new Map<string, FeedRecord>() };
    if (source === undefined) named.plain = record;
    else named.bySource.set(source, record);
    chains.set(chainId, feeds.set(feed, named));
    const group = groups.get(asset);
    if (group === undefined) groups.set(asset, [record]);
    else group.push(record);
    all.push(record);
    if (record.profile.kind === "sequencer") sequencers.push(record);
    return record;
  };
  for (const record of records) add(record);

  return {
    all,
    sequencers,
    groupOf: (asset) => groups.get(asset) ?? [],
    find(name) {
      const { feed, chainId, source } = name;
      const named = chains.get(chainId)?.get(feed);
      const publisher = source === null ? undefined : named?.bySource.get(source);
      const plain = assumes && isPublisher(source) ? null : named?.plain;
      const known = publisher ?? plain;
      if (known !== undefined && known !== null) return known;
      if (!assumes) {
        return reject("UNKNOWN_FEED", "feed", `no profile names the feed ${feed} on chain ${chainId}`);
      }
      if (all.length >= MOST_ASSUMED_FEEDS) {
        return reject("TOO_MANY_FEEDS", "feed", `more than ${MOST_ASSUMED_FEEDS} feeds without a profile`);
      }
      return add(newFeedRecord(assumedProfile(name)));
    },
  };
}
