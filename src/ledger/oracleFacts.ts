import type { Address, Hash } from "viem";
import type { FeedKey } from "./facts.ts";
import type { JsonObject } from "./json.ts";

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

/** What oracles tell beside their prices. */
export type OracleFact =
  | FeedConfigFact
  | SubmissionFact
  | PendingPriceFact
  | PendingOutcomeFact
  | PointerFact;
