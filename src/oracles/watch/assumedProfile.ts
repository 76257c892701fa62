import type { FeedProfile } from "../checks/profile.ts";

/** Who an update speaks for. */
export interface FeedName {
  readonly feed: string;
  readonly chainId: number;
  readonly source: string | null;
}

/** The band of most Chainlink majors: the least that can be said of a feed of which nothing is known. */
const ASSUMED_DEVIATION = 0.005;

const DOLLARS = new Set(
  "BUSD CRVUSD DAI FDUSD FRAX GHO GUSD LUSD PYUSD SUSD TUSD USD USDC USDE USDP USDS USDT UST".split(" "),
);
const STAKED_ETHER = new Set(["STETH", "EETH"]);

/**
 * The profile of a feed of which nothing is promised: an oracle of its own name, with a peg where the name says so (a dollar
 * coin in dollars, rebasing staked ether in ether). A source that is an address is the aggregator behind the feed; any other
 * name is a publisher, watched alone and compared with the others of the same feed name.
 */
export function assumedProfile({ feed, chainId, source }: FeedName): FeedProfile {
  const peg = assumedPeg(feed);
  return {
    feed,
    chainId,
    ...(isPublisher(source) ? { source } : {}),
    asset: feed,
    family: isPublisher(source) ? source : "unnamed",
    kind: "oracle",
    heartbeatSeconds: null,
    deviation: ASSUMED_DEVIATION,
    ...(peg === undefined ? {} : { peg }),
  };
}

export function isPublisher(source: string | null): source is string {
  return source !== null && !/^0x[0-9a-fA-F]{40}$/.test(source);
}

/** The peg that a name states: a dollar coin in dollars, rebasing staked ether in ether. */
export function assumedPeg(feed: string): FeedProfile["peg"] {
  const [base = "", quote = "", ...rest] = feed.toUpperCase().split(/\s*[/_-]\s*/);
  if (rest.length > 0) return undefined;
  if (DOLLARS.has(base) && DOLLARS.has(quote)) return { target: 1, side: "both" };
  return STAKED_ETHER.has(base) && quote === "ETH" ? { target: 1, side: "downside" } : undefined;
}
