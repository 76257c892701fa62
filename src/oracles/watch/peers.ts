import { isFresh } from "../checks/freshness.ts";
import { type FeedProfile, graceOf } from "../checks/profile.ts";
import { type Peer, type Reference, roundOf, type Update } from "../checks/reading.ts";
import { median } from "../checks/statistics.ts";
import { type FeedRecord, isHealthy } from "./feed.ts";

/** A record with a price that can be compared now. */
export interface FreshFeed extends Peer {
  readonly record: FeedRecord;
  readonly isHealthy: boolean;
}

/** The believed price of a feed, when it is young enough to be compared; null else. */
export function freshFeed(record: FeedRecord, now: number): FreshFeed | null {
  const { profile, state } = record;
  if (state.last === null || profile.kind === "sequencer") return null;
  const heardAt = state.updatedAt ?? state.last.time;
  const heartbeatSeconds = state.keepsDeviation ? profile.heartbeatSeconds : null;
  if (!isFresh(heardAt, heartbeatSeconds, graceOf(profile), now)) return null;
  return { record, profile, reading: state.last, isHealthy: isHealthy(record) };
}

/**
 * The freshest source of each other family, healthy ones first. One a family: its clones on other chains are no second
 * opinion. A feed off its own scale is left out: it has been judged.
 */
export function independentPeers(own: FeedRecord, group: readonly FeedRecord[], now: number): FreshFeed[] {
  if (group.length === 1) return [];
  return freshestBy(
    group.filter(({ profile }) => profile.family !== own.profile.family),
    now,
    ({ family }) => family,
  );
}

/** The same family on other chains, the freshest feed of each. */
export function siblings(own: FeedRecord, group: readonly FeedRecord[], now: number): FreshFeed[] {
  const { family, chainId } = own.profile;
  const others = group.filter(
    ({ profile }) => profile.family === family && profile.chainId !== chainId && profile.kind === "oracle",
  );
  return others.length === 0 ? [] : freshestBy(others, now, (profile) => profile.chainId);
}

function freshestBy(
  group: readonly FeedRecord[],
  now: number,
  keyOf: (profile: FeedProfile) => string | number,
): FreshFeed[] {
  const byKey = new Map<string | number, FreshFeed>();
  for (const record of group) {
    const fresh = freshFeed(record, now);
    if (fresh === null || record.state.rival !== null) continue;
    const known = byKey.get(keyOf(record.profile));
    if (known === undefined || isBetter(fresh, known)) byKey.set(keyOf(record.profile), fresh);
  }
  return [...byKey.values()];
}

function isBetter(a: FreshFeed, b: FreshFeed): boolean {
  return a.isHealthy === b.isHealthy ? a.reading.time > b.reading.time : a.isHealthy;
}

/** What others say the price is: the market price that came with the update, else the median of the healthy peers. */
export function referenceOf(update: Update, others: readonly FreshFeed[]): Reference | null {
  if (update.marketPrice !== null) {
    const { marketPrice: price, time } = update;
    return { price, deviation: 0, rounds: [{ feed: "market", time, price }] };
  }
  const peers = others.filter(({ isHealthy }) => isHealthy);
  const [first] = peers;
  if (first === undefined) return null;
  const rounds = peers.map(({ profile, reading }) => roundOf(profile, reading));
  if (peers.length === 1) return { price: first.reading.price, deviation: first.profile.deviation, rounds };
  return {
    price: median(peers.map(({ reading }) => reading.price)),
    deviation: Math.max(...peers.map(({ profile }) => profile.deviation)),
    rounds,
  };
}
