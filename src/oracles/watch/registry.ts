import type { FeedProfile } from "../checks/profile.ts";
import type { Rejection } from "./anomaly.ts";
import {
  assumedProfile,
  type FeedName,
  isPublisher,
  profileOfPublisher,
  profileOnChain,
} from "./assumedProfile.ts";
import { type FeedRecord, newFeedRecord } from "./feed.ts";
import type { ProfileAnywhere } from "./listedProfile.ts";
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
  /** The feed and, where no source is named, every publisher of it. */
  readonly findAll: (name: FeedName) => readonly FeedRecord[] | Rejection;
}

/** Feeds cost memory, and anybody can make up names. */
const MOST_FEEDS = 10_000;

/** What to make of a feed that has no record yet. */
export interface Expected {
  /** Whether any name gets an assumed profile; else one that is not listed is rejected. */
  readonly assumes: boolean;
  /** Profiles that hold on whatever chain their feed speaks. */
  readonly anywhere: readonly ProfileAnywhere[];
}

/** Finds the feed of an update by chain, name and publisher. */
export function createRegistry(records: readonly FeedRecord[], { assumes, anywhere }: Expected): Registry {
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
      const known = isPublisher(source) ? named?.bySource.get(source) : undefined;
      if (known !== undefined) return known;
      const plain = named?.plain ?? null;
      const isAlone = !isPublisher(source) || plain?.profile.kind === "sequencer";
      if (plain !== null && isAlone) return plain;
      const profile = profileFor(name, plain);
      if (profile === null) {
        return reject("UNKNOWN_FEED", "feed", `no profile names the feed ${feed} on chain ${chainId}`);
      }
      if (all.length >= MOST_FEEDS) {
        return reject("TOO_MANY_FEEDS", "feed", `more than ${MOST_FEEDS} feeds`);
      }
      return add(newFeedRecord(profile));
    },
    findAll(name) {
      const named = chains.get(name.chainId)?.get(name.feed);
      if (name.source !== null || named === undefined || named.bySource.size === 0) {
        const record = this.find(name);
        return "code" in record ? record : [record];
      }
      return [...(named.plain === null ? [] : [named.plain]), ...named.bySource.values()];
    },
  };

  /** What to expect of a feed that has not spoken yet; null when nothing names it. */
  function profileFor(name: FeedName, plain: FeedRecord | null): FeedProfile | null {
    const { feed, chainId, source } = name;
    const listed = anywhere.find((profile) => profile.feed === feed);
    const own = listed === undefined ? plain?.profile : profileOnChain(listed, chainId);
    if (own === undefined || (assumes && listed === undefined)) return assumes ? assumedProfile(name) : null;
    return isPublisher(source) && own.source === undefined ? profileOfPublisher(own, source) : own;
  }
}
