import type { Address } from "viem";
import type { ChainlinkAggregator, ChainlinkFeed } from "../../catalog/chainlink/feed.ts";
import type { FeedConfigFact } from "../../ledger/oracleFacts.ts";
import { CHAINLINK_FEED_ID } from "./feed.ts";

interface Phase {
  readonly phaseId: number;
  readonly aggregator: Address;
}

/**
 * What a proxy's move from one aggregator to the next changes: the aggregator; and where the catalog knows both, the
 * decimals and the bounds if they differ.
 */
export function phaseChange(feed: ChainlinkFeed, before: Phase, after: Phase): FeedConfigFact[] {
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
  const [old, now] = [before, after].map((phase) => aggregatorOf(feed, phase));
  if (old === undefined || now === undefined) return [moved];
  const facts = [moved];
  if (old.decimals !== now.decimals) {
    const [was, is] = [{ decimals: old.decimals }, { decimals: now.decimals }];
    facts.push({ ...change, change: "decimals", before: was, after: is });
  }
  if (old.minAnswer !== now.minAnswer || old.maxAnswer !== now.maxAnswer) {
    facts.push({ ...change, change: "cap", before: boundsOf(old), after: boundsOf(now) });
  }
  return facts;
}

function aggregatorOf({ aggregators }: ChainlinkFeed, phase: Phase): ChainlinkAggregator | undefined {
  return aggregators.find(({ address }) => address.toLowerCase() === phase.aggregator.toLowerCase());
}

function boundsOf({ minAnswer, maxAnswer }: ChainlinkAggregator) {
  return { minAnswer: minAnswer ?? null, maxAnswer: maxAnswer ?? null };
}
