import { clamp, clampVerdict } from "../checks/clamp.ts";
import { crossChain } from "../checks/crossChain.ts";
import {
  type CrossSourceParameters,
  crossSource,
  limitsPassed,
  pairVerdict,
  panelVerdicts,
} from "../checks/crossSource.ts";
import type { Quote } from "../checks/disagreement.ts";
import { silent, silentVerdict } from "../checks/frozen.ts";
import { type Peer, type Reference, readingOf, roundOf, type Update } from "../checks/reading.ts";
import type { RuleIdentity } from "../checks/rule.ts";
import { twapPrice } from "../checks/twap.ts";
import { twapDeviation, twapVerdict } from "../checks/twapDeviation.ts";
import type { AnomalyChange } from "./anomaly.ts";
import { type FeedRecord, isHealthy, note } from "./feed.ts";
import { type FreshFeed, siblings } from "./peers.ts";
import type { RuleParameters } from "./rules.ts";

/** A source among those compared; `record` null for the market price that came with the update. */
interface Side extends Peer {
  readonly record: FeedRecord | null;
  readonly isHealthy: boolean;
}

const FORGET_SECONDS = 86_400;

/**
 * The rules that look at several feeds of an asset at once, after one of them updated: cross-source, cross-chain, pool
 * average, and what the update says about oracles that keep silent.
 */
export function compareFeeds(
  record: FeedRecord,
  update: Update,
  group: readonly FeedRecord[],
  peers: readonly FreshFeed[],
  reference: Reference | null,
  parameters: RuleParameters,
  changes: AnomalyChange[],
): void {
  const { profile } = record;
  const own: FreshFeed = { record, profile, reading: readingOf(update), isHealthy: isHealthy(record) };
  note(record, clamp, clampVerdict(profile, own.reading, reference, parameters.clamp), update.time, changes);
  if (group.length === 1 && update.marketPrice === null) {
    for (const rule of [crossSource, crossChain, twapDeviation]) forget(record, rule, update.time, changes);
    return;
  }
  if (peers.length === 0 && update.marketPrice === null) forget(record, crossSource, update.time, changes);
  compare(crossSource, parameters.crossSource, withMarket(own, peers, update), update.time, changes);
  if (profile.kind === "oracle" && group.length > 1) {
    const chains = siblings(record, group, update.time);
    if (chains.length === 0) forget(record, crossChain, update.time, changes);
    compare(crossChain, parameters.crossChain, [own, ...chains], update.time, changes);
    compareWithPools(own, group, parameters, changes);
  }
  if (own.isHealthy) lookAtSilentOracles(own, peers, parameters, changes);
}

function withMarket(own: FreshFeed, peers: readonly FreshFeed[], update: Update): Side[] {
  if (update.marketPrice === null) return [own, ...peers];
  const market: Side = {
    record: null,
    isHealthy: true,
    profile: {
      feed: "market",
      chainId: 0,
      asset: own.profile.asset,
      family: "market",
      kind: "market",
      heartbeatSeconds: null,
      deviation: 0,
    },
    reading: { price: update.marketPrice, time: update.time, round: null, source: null },
  };
  return [own, ...peers, market];
}

function compare(
  rule: RuleIdentity,
  parameters: CrossSourceParameters,
  sides: readonly Side[],
  now: number,
  changes: AnomalyChange[],
): void {
  if (sides.length < 2 || !sides.some(({ profile }) => profile.kind === "oracle")) return;
  const roundsOf = (list: readonly Side[]) => list.map(({ profile, reading }) => roundOf(profile, reading));
  if (sides.length === 2) {
    const [a, b] = sides.toSorted(ownerFirst);
    // A source whose own rules found it wrong is no reason to blame the other.
    if (a === undefined || b === undefined || a.record === null || (a.isHealthy && !b.isHealthy)) return;
    const verdict = pairVerdict(
      quoteOf(a),
      quoteOf(b),
      (found) => ({
        message: `${label(a)} and ${label(b)} disagree on ${a.profile.asset} ${limitsPassed(found)}`,
        evidence: { deviation: found.apart, limit: found.limit, rounds: roundsOf([a, b]) },
      }),
      parameters,
    );
    note(a.record, rule, verdict, now, changes);
    return;
  }
  const verdicts = panelVerdicts(
    sides.map(quoteOf),
    (found, i) => {
      const side = sides[i];
      return {
        message: `${side === undefined ? "" : label(side)} is off the other ${sides.length - 1} sources ${limitsPassed(found)}`,
        evidence: { deviation: found.apart, limit: found.limit, rounds: roundsOf(sides) },
      };
    },
    parameters,
  );
  for (const [i, side] of sides.entries()) {
    if (side.record !== null) note(side.record, rule, verdicts[i], now, changes);
  }
}

function compareWithPools(
  own: FreshFeed,
  group: readonly FeedRecord[],
  parameters: RuleParameters,
  changes: AnomalyChange[],
): void {
  const { windowSeconds, minimumDepth } = parameters.twapDeviation;
  const now = own.reading.time;
  for (const { profile, state } of group) {
    if (state.twap === null || (state.depth !== null && state.depth < minimumDepth)) continue;
    const twap = twapPrice(state.twap, now, windowSeconds);
    if (twap === null) continue;
    const verdict = twapVerdict(own.profile, own.reading, profile, twap, parameters.twapDeviation);
    note(own.record, twapDeviation, verdict, now, changes);
    return;
  }
  forget(own.record, twapDeviation, now, changes);
}

/** A contradiction stays open while nobody is there to compare with, but not for ever: a day later updates count as good. */
function forget(record: FeedRecord, rule: RuleIdentity, now: number, changes: AnomalyChange[]): void {
  const streak = record.streaks[rule.name];
  if (streak !== undefined && now - streak.foundAt > FORGET_SECONDS) note(record, rule, null, now, changes);
}

/** A price that moves makes demands on the oracles that did not: their bounds, and their promise to follow. */
function lookAtSilentOracles(
  own: FreshFeed,
  peers: readonly FreshFeed[],
  parameters: RuleParameters,
  changes: AnomalyChange[],
): void {
  for (const { record, profile, reading } of peers) {
    if (profile.kind !== "oracle") continue;
    const reference: Reference = {
      price: own.reading.price,
      deviation: own.profile.deviation,
      rounds: [roundOf(own.profile, own.reading)],
    };
    const now = own.reading.time;
    note(record, clamp, clampVerdict(profile, reading, reference, parameters.clamp), now, changes);
    if (profile.deviation > 0 && profile.heartbeatSeconds !== null) {
      note(record, silent, silentVerdict(profile, reading, reference, parameters.frozen), now, changes);
    }
  }
}

function quoteOf({ profile, reading }: Peer): Quote {
  return { price: reading.price, deviation: profile.deviation };
}

function label({ profile }: Peer): string {
  return profile.label ?? `${profile.family} (${profile.feed} on ${profile.chainId})`;
}

/** Who keeps the finding about a pair: the source that promises something, so that a pair has one row. */
function ownerFirst(a: Side, b: Side): number {
  return (
    rank(b) - rank(a) ||
    a.profile.chainId - b.profile.chainId ||
    (a.profile.feed < b.profile.feed ? -1 : a.profile.feed > b.profile.feed ? 1 : 0) ||
    (a.profile.family < b.profile.family ? -1 : 1)
  );
}

function rank({ profile, record }: Side): number {
  return (
    (record === null ? 0 : 4) +
    (profile.kind === "oracle" ? 2 : 0) +
    (profile.heartbeatSeconds === null ? 0 : 1)
  );
}
