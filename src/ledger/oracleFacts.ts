import type { Address, Hash } from "viem";
import type { JsonObject } from "./json.ts";

/** A feed and what it quotes. */
export interface FeedKey {
  readonly address: Address;
  readonly feedId: string;
}

/** A price feed published an update. */
export interface PriceFact extends FeedKey {
  readonly kind: "price";
  readonly family: string;
  readonly asset: string;
  readonly quote: string;
  readonly decimals: number;
  readonly price: bigint;
  readonly priceLow?: bigint;
  readonly priceHigh?: bigint;
  readonly confidence?: bigint;
  /** What every publisher of the round said, for families that tell. */
  readonly observations?: readonly bigint[];
  /** The contract behind the feed that counted the round: its count starts again with the next one. */
  readonly aggregator?: Address;
  /** What it costs to move a pool by 2 %, in units of the quote. */
  readonly depth?: number;
  readonly roundId: string;
  /** The feed's newest round again with one more answer in it, as Flux aggregators publish it. */
  readonly isAmendment?: boolean;
  /** Unix seconds, as the publisher says: it may lie in the future. */
  readonly publishedAt: number;
}

/** A proxy points at an aggregator. */
export interface PhaseFact {
  readonly kind: "phase";
  readonly proxy: Address;
  readonly phaseId: number;
  readonly aggregator: Address;
  readonly isIndexed: boolean;
}

/**
 * What is behind a feed changed. `before` holds what is known of the state before: some events do not say.
 * - `signers`: who may report; `rounds`: how Flux rounds are gathered
 * - `aggregator`, `decimals`, `cap`: a proxy went to another aggregator, with another scale, with other bounds
 * - `cutoff`, `unlockedRound`, `secondaryRound`: how an auctioned feed shows its rounds
 * - `bar`: signatures that Chronicle asks for; `dataFeed`: what an API3 name points at
 * - `rejectedValue`: the contract refused a report as invalid
 */
export interface FeedConfigFact extends FeedKey {
  readonly kind: "feedConfig";
  readonly asset: string;
  readonly change:
    | "signers"
    | "rounds"
    | "aggregator"
    | "decimals"
    | "cap"
    | "cutoff"
    | "unlockedRound"
    | "secondaryRound"
    | "bar"
    | "dataFeed"
    | "rejectedValue";
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** One node's answer in a round whose answers come one by one. */
export interface SubmissionFact {
  readonly kind: "submission";
  readonly aggregator: Address;
  readonly roundId: string;
  readonly node: Address;
  readonly answer: bigint;
}

/** A value that is published but can still be challenged. Replaces the feed's last one. */
export interface PendingPriceFact extends FeedKey {
  readonly kind: "pendingPrice";
  readonly price: bigint;
  readonly publishedAt: number;
  /** Unix seconds from which nobody can challenge it any more. */
  readonly finalAt: number;
}

/** What became of the feed's pending value. */
export interface PendingOutcomeFact extends FeedKey {
  readonly kind: "pendingOutcome";
  readonly outcome: "final" | "dropped";
}

/** A name on an oracle's contract points at something else from now on. */
export interface PointerFact {
  readonly kind: "pointer";
  readonly address: Address;
  readonly name: Hash;
  readonly target: Hash;
}

/** An anomaly of a feed under one rule opened, changed or closed. */
export interface AnomalyFact extends FeedKey {
  readonly kind: "anomaly";
  readonly rule: string;
  readonly asset: string;
  readonly severity: "info" | "warning" | "critical";
  /** Unix seconds. */
  readonly openedAt: number;
  readonly updatedAt: number;
  /** Null while it is open. */
  readonly closedAt: number | null;
  readonly message: string;
  readonly evidence: JsonObject;
}

/** All that the oracle watch has to remember of a feed, replaced as a whole. */
export interface WatchFact extends FeedKey {
  readonly kind: "watch";
  /** As JSON; all that other feeds look at. */
  readonly memory: string;
  /** Windows of numbers as JSON: much, and of no use to another feed. */
  readonly windows: string;
}
