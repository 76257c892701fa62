import type { Address } from "viem";
import type { ChainlinkFeed } from "../../catalog/feeds.ts";
import type { FeedConfigFact } from "../../ledger/facts.ts";
import { CHAINLINK_FEED_ID } from "./feed.ts";

interface Phase {
  readonly phaseId: number;
  readonly aggregator: Address;
}

/**
 * What a proxy's move from one aggregator to the next changes: the aggregator, and the decimals where the catalog knows
 * both and they differ.
 */
export function phaseChange(feed: ChainlinkFeed, before: Phase, after: Phase): FeedConfigFact[] {
  const decimalsOf = ({ aggregator }: Phase) =>
    feed.aggregators.find(({ address }) => address.toLowerCase() === aggregator.toLowerCase())?.decimals;
  const change = {
    kind: "feedConfig",
    address: feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    asset: feed.asset,
  } as const;
  const moved: FeedConfigFact = {
    ...change,
    change: "aggregator",
    before: { aggregator: before.aggregator, phaseId: before.phaseId },
    after: { aggregator: after.aggregator, phaseId: after.phaseId },
  };
  const [old, now] = [decimalsOf(before), decimalsOf(after)];
  if (old === undefined || now === undefined || old === now) return [moved];
  return [moved, { ...change, change: "decimals", before: { decimals: old }, after: { decimals: now } }];
}
