import type { Address } from "viem";
import type { ChainlinkFeed } from "../../catalog/feeds.ts";
import type { Fact } from "../../ledger/facts.ts";
import { CHAINLINK_FEED_ID } from "./feed.ts";

/**
 * What a look at a proxy says: its phase, and whether the rounds of its aggregator reach us.
 * An aggregator that the catalog does not list is a configuration change, told apart from a stale feed.
 */
export function phaseFacts(
  feed: ChainlinkFeed,
  read: { aggregator: Address; phaseId: number } | null,
): Fact[] {
  const proxy = feed.proxy.toLowerCase() as Address;
  const anomaly = {
    kind: "anomaly",
    address: proxy,
    feedId: CHAINLINK_FEED_ID,
    rule: "aggregator-replaced",
    asset: feed.asset,
  } as const;
  if (read === null) {
    return [
      {
        ...anomaly,
        rule: "proxy-unreadable",
        finding: {
          severity: "warning",
          message: `the proxy ${proxy} of ${feed.asset}/${feed.quote} does not answer aggregator() and phaseId()`,
          evidence: { proxy },
        },
      },
    ];
  }
  const indexed = feed.aggregators.map(({ address }) => address.toLowerCase());
  // An aggregator of another feed does not count: its rounds are filed under that one.
  const isIndexed = indexed.includes(read.aggregator.toLowerCase());
  return [
    { kind: "phase", proxy, phaseId: read.phaseId, aggregator: read.aggregator, isIndexed },
    { ...anomaly, rule: "proxy-unreadable", finding: null },
    {
      ...anomaly,
      finding: isIndexed
        ? null
        : {
            severity: "warning",
            message: `${feed.asset}/${feed.quote} moved to aggregator ${read.aggregator} (phase ${read.phaseId}), whose rounds are not indexed: add it to the catalog`,
            evidence: {
              proxy,
              aggregator: read.aggregator,
              phaseId: read.phaseId,
              indexed,
            },
          },
    },
  ];
}
