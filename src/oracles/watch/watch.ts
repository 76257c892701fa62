import { type Line, place } from "../checks/line.ts";
import { isChainSettled, lookAtAges } from "./ages.ts";
import type { Anomaly, AnomalyChange, Rejection } from "./anomaly.ts";
import { applyConfig } from "./applyConfig.ts";
import { type FeedRecord, newFeedRecord } from "./feed.ts";
import { isAnywhere, type ListedProfile } from "./listedProfile.ts";
import { lookAtSequencer } from "./lookAtSequencer.ts";
import { lookAtUpdate, type Surroundings } from "./lookAtUpdate.ts";
import { parseConfig } from "./parseConfig.ts";
import { invalidField, isRejection, parseUpdate, timeOf } from "./parseUpdate.ts";
import { freshFeed } from "./peers.ts";
import { createRegistry, type Expected } from "./registry.ts";
import { type ParameterOverrides, rulesOf } from "./rules.ts";

export interface WatchOptions {
  /** Replaces fixed defaults of rules; feeds' own promises belong in their profiles. */
  readonly parameters?: ParameterOverrides;
  /** Goes on from here; profiles then come from the snapshot. */
  readonly snapshot?: WatchSnapshot;
}

/** All that a watch remembers, as JSON. */
export interface WatchSnapshot {
  readonly clock: Line | null;
  /** When ages have to be looked at next, in Unix seconds. */
  readonly nextLookAt: number;
  readonly expected: Expected;
  readonly feeds: readonly FeedRecord[];
}

export interface WatchResult {
  readonly changes: readonly AnomalyChange[];
  /** Why the input was not looked at; null when it was. */
  readonly rejection: Rejection | null;
}

/** Feeds updates to every rule. Deterministic: the same inputs in the same order give the same anomalies. */
export interface Watch {
  /** Looks at one update (see PriceInput); anything else is rejected with a reason. */
  readonly update: (input: unknown) => WatchResult;
  /** Takes a change of a feed's configuration (see ConfigInput). */
  readonly configure: (input: unknown) => WatchResult;
  /** Moves the clock, e.g. at a block, to look for silence. A time before the last tick finds nothing. */
  readonly tick: (time: number) => WatchResult;
  readonly open: () => Anomaly[];
  readonly snapshot: () => WatchSnapshot;
}

/** One update this far ahead of the stream has to be confirmed by another before it moves the clock. */
const CLOCK_LEAP_SECONDS = 7 * 86_400;
const LOOK_NOW = 0;
/** What ratios are quoted in. */
const QUOTE_ASSETS = ["ETH/USD", "BTC/USD"];

/**
 * Starts a watch over feeds.
 * @param profiles the feeds and their promises; null to assume a feed without promises for every name that comes
 */
export function createWatch(profiles: readonly ListedProfile[] | null, options: WatchOptions = {}): Watch {
  const before = options.snapshot === undefined ? null : structuredClone(options.snapshot);
  const listed = profiles ?? [];
  const expected = before?.expected ?? { assumes: profiles === null, anywhere: listed.filter(isAnywhere) };
  const onChains = listed.flatMap((profile) => (isAnywhere(profile) ? [] : [newFeedRecord(profile)]));
  const registry = createRegistry(before?.feeds ?? onChains, expected);
  const rules = rulesOf(options.parameters);
  let clock = before?.clock ?? null;
  let nextLookAt = before?.nextLookAt ?? LOOK_NOW;

  const around = (group: readonly FeedRecord[]): Surroundings => ({
    rules,
    group,
    quotePrices: (now) =>
      QUOTE_ASSETS.flatMap((asset) => {
        const fresh = registry.groupOf(asset).flatMap((record) => freshFeed(record, now) ?? []);
        return fresh.slice(0, 1).map(({ reading }) => reading.price);
      }),
    isSettled: (chainId, now) =>
      isChainSettled(registry.sequencers, chainId, now, rules.parameters.sequencer),
  });
  const lookAtClock = (changes: AnomalyChange[]) => {
    if (clock === null || clock.time < nextLookAt) return;
    const { all, sequencers } = registry;
    nextLookAt = lookAtAges(all, sequencers, clock.time, rules.parameters.sequencer, changes);
  };
  /** A feed that has just spoken is due later than the last look assumed; a new one may be due earlier. */
  const advance = (time: number, changes: AnomalyChange[]) => {
    clock ??= { source: "clock", time, order: null, price: 0, ahead: null, behind: null };
    const { place: where } = place(clock, { time, order: null, price: time }, CLOCK_LEAP_SECONDS, true);
    if (where === "reanchored") nextLookAt = LOOK_NOW;
    lookAtClock(changes);
  };

  return {
    update(input) {
      const update = parseUpdate(input);
      if (isRejection(update)) return { changes: [], rejection: update };
      const record = registry.find(update);
      if (isRejection(record)) return { changes: [], rejection: record };
      const isSequencer = record.profile.kind === "sequencer";
      const changes = isSequencer
        ? lookAtSequencer(record, update, clock?.time ?? null, rules.parameters.sequencer)
        : lookAtUpdate(record, update, around(registry.groupOf(record.profile.asset)));
      if (isSequencer) nextLookAt = LOOK_NOW;
      const { heartbeatSeconds } = record.profile;
      const { updatedAt } = record.state;
      if (heartbeatSeconds !== null && updatedAt !== null) {
        nextLookAt = Math.min(nextLookAt, updatedAt + heartbeatSeconds);
      }
      advance(update.time, changes);
      return { changes, rejection: null };
    },
    configure(input) {
      const change = parseConfig(input);
      if (isRejection(change)) return { changes: [], rejection: change };
      const records = registry.findAll(change);
      if (isRejection(records)) return { changes: [], rejection: records };
      const changes: AnomalyChange[] = [];
      for (const record of records) applyConfig(record, change, rules.parameters.rateBound, changes);
      nextLookAt = LOOK_NOW;
      advance(change.time, changes);
      return { changes, rejection: null };
    },
    tick(time) {
      const changes: AnomalyChange[] = [];
      if (timeOf(time) === null) return { changes, rejection: invalidField("tick", "Unix seconds", time) };
      if (clock !== null && time < clock.time) return { changes, rejection: null };
      clock = { source: "clock", time, order: null, price: 0, ahead: null, behind: null };
      lookAtClock(changes);
      return { changes, rejection: null };
    },
    open: () => registry.all.flatMap(openAnomalies),
    snapshot: () => structuredClone({ clock, nextLookAt, expected, feeds: [...registry.all] }),
  };
}

function openAnomalies({ profile, streaks }: FeedRecord): Anomaly[] {
  const { feed, chainId, source, asset } = profile;
  return Object.entries(streaks).flatMap(([rule, { open }]) =>
    open === null ? [] : [{ feed, chainId, source: source ?? null, asset, rule, ...open, closedAt: null }],
  );
}
