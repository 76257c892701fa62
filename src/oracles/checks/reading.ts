import type { JsonObject } from "../../ledger/json.ts";
import type { FeedProfile } from "./profile.ts";

/** One update of a feed, checked for shape: times in Unix seconds, prices in units of the quote. */
export interface Update {
  readonly feed: string;
  readonly chainId: number;
  /** The oracle's own time of the price. */
  readonly time: number;
  /** When the chain saw it; null when unknown. */
  readonly seenAt: number | null;
  readonly price: number;
  readonly confidence: number | null;
  /** As published; a proxy's round carries its phase in the bits above 64. */
  readonly round: string | null;
  readonly phase: number;
  /** The aggregator's own round number; null where rounds are not counted. */
  readonly order: number | null;
  /** Every node's answer. */
  readonly observations: readonly number[] | null;
  readonly source: string | null;
  /** The market's price at the same moment. */
  readonly marketPrice: number | null;
  /** The averaging window that a TWAP oracle really used. */
  readonly windowSeconds: number | null;
  /** What it costs to move a pool by 2 %, in units of the quote. */
  readonly depth: number | null;
}

/** The newest price of a feed that the watch believes. */
export interface Reading {
  readonly price: number;
  readonly time: number;
  readonly round: string | null;
  readonly source: string | null;
}

/** A fresh price of another source of the same asset. */
export interface Peer {
  readonly profile: FeedProfile;
  readonly reading: Reading;
}

/** An independent price of the asset at the moment of an update: the market's own, or the median of fresh peers. */
export interface Reference {
  readonly price: number;
  /** How far the reference itself may be off: its own deviation band. */
  readonly deviation: number;
  readonly rounds: readonly JsonObject[];
}

export function readingOf(update: Update): Reading {
  return { price: update.price, time: update.time, round: update.round, source: update.source };
}

/** A round as evidence. */
export function roundOf(profile: FeedProfile, reading: Reading): JsonObject {
  return {
    feed: profile.feed,
    chainId: profile.chainId,
    source: reading.source ?? profile.source ?? null,
    round: reading.round,
    time: reading.time,
    price: reading.price,
  };
}
