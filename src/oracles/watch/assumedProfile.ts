import { type FeedProfile, OFF_CHAIN } from "../checks/profile.ts";
import type { ProfileAnywhere } from "./listedProfile.ts";
import { pairIn, pegIn } from "./pairName.ts";

/** Who an update speaks for. */
export interface FeedName {
  readonly feed: string;
  readonly chainId: number;
  readonly source: string | null;
}

/** The band of most Chainlink majors: the least that can be said of a feed of which nothing is known. */
const ASSUMED_DEVIATION = 0.005;

/** What speaks on no chain is a market beside the feeds on chains, not one more deployment of theirs. */
const OFF_CHAIN_FAMILY = "market";

/**
 * The profile of a feed of which nothing is promised: an oracle for the pair that its name states, by the operator that the
 * rest of the name states, with a peg where the pair has one. A source that is an address is the aggregator behind the feed;
 * any other name is a publisher, watched alone and compared with the others of the same pair.
 */
export function assumedProfile({ feed, chainId, source }: FeedName): FeedProfile {
  const stated = pairIn(feed);
  const peg = pegIn(feed);
  const operator = stated?.rest || (chainId === OFF_CHAIN ? OFF_CHAIN_FAMILY : "unnamed");
  return {
    feed,
    chainId,
    ...(isPublisher(source) ? { source } : {}),
    asset: stated?.pair ?? feed,
    family: isPublisher(source) ? source : operator,
    kind: "oracle",
    heartbeatSeconds: null,
    deviation: ASSUMED_DEVIATION,
    ...(peg === undefined ? {} : { peg }),
  };
}

/** A profile that holds on any chain, on the one where its feed spoke. */
export function profileOnChain(profile: ProfileAnywhere, chainId: number): FeedProfile {
  const isUnstated = profile.family === profile.feed;
  const family = chainId === OFF_CHAIN && isUnstated ? OFF_CHAIN_FAMILY : profile.family;
  return { ...profile, chainId, family };
}

/** A profile that is listed for a feed, for one of several publishers that report under the feed's name. */
export function profileOfPublisher(profile: FeedProfile, source: string): FeedProfile {
  return { ...profile, source, family: source };
}

/** Whether a source is a publisher; else it is the contract behind the feed. */
export function isPublisher(source: string | null): source is string {
  return source !== null && !/^0x/i.test(source);
}
