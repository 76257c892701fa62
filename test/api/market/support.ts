import type { FeedHealth } from "../../../src/api/market/feedHealth.ts";
import type { AnomalyRow } from "../../../src/api/market/judge.ts";

export const NOW = 1_765_000_000;

/** A fresh Chainlink feed of ether on Arbitrum. */
export function feed(more: Partial<FeedHealth> = {}): FeedHealth {
  const price = more.price === undefined ? 2_000 : more.price;
  return {
    chainId: 42161,
    address: "0xfeed",
    feedId: "answer",
    family: "chainlink",
    kind: "oracle",
    asset: "ETH",
    quote: "USD",
    price,
    priceUsd: price,
    confidence: 0,
    deviation: 0.005,
    roundId: "7",
    publishedAt: NOW - 10,
    ageSeconds: 10,
    heartbeatSeconds: 3_600,
    status: "healthy",
    isFresh: true,
    ...more,
  };
}

/** A price of GMX, an hour old unless said. */
export function trade(more: Partial<FeedHealth> = {}): FeedHealth {
  return feed({
    address: "0xgmx",
    feedId: "0xweth",
    family: "gmx-v2",
    deviation: 0,
    heartbeatSeconds: null,
    publishedAt: NOW - 3_600,
    ageSeconds: 3_600,
    status: "unscheduled",
    isFresh: false,
    ...more,
  });
}

export function anomaly(more: Partial<AnomalyRow> = {}): AnomalyRow {
  return {
    chainId: 42161,
    address: "0xfeed",
    feedId: "answer",
    rule: "jump",
    openedAt: NOW - 60,
    severity: "critical",
    asset: "ETH",
    isOpen: true,
    updatedAt: NOW - 60,
    closedAt: null,
    message: "it jumped",
    evidence: {},
    blockNumber: 1,
    ...more,
  };
}
