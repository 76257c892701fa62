import type { Placed } from "./line.ts";
import type { FeedProfile } from "./profile.ts";
import type { Peer, Reading, Reference, Update } from "./reading.ts";
import type { FeedState } from "./state.ts";
import type { Verdict } from "./verdict.ts";

/** A rule's name, and how many looks in a row open and close its anomaly. */
export interface RuleIdentity {
  readonly name: string;
  readonly openAfter: number;
  readonly closeAfter: number;
}

/** What a rule sees of one update: the update, what was known before it, and what others say. */
export interface Look {
  readonly profile: FeedProfile;
  readonly update: Update;
  readonly placed: Placed;
  /** Before this update. */
  readonly state: FeedState;
  /** Newest believed price before this update. */
  readonly previous: Reading | null;
  /** Null when no other source of the asset is fresh and healthy. */
  readonly reference: Reference | null;
  /** Fresh and healthy sources of the asset from other families. */
  readonly peers: readonly Peer[];
  /** Dollar prices of the assets that others are quoted in. */
  readonly quotePrices: () => readonly number[];
}

/** A rule over the updates of one feed. `Parameters` are fixed defaults with a reason, next to the rule. */
export interface UpdateRule<Parameters> extends RuleIdentity {
  readonly parameters: Parameters;
  readonly look: (look: Look, parameters: Parameters) => Verdict;
}
