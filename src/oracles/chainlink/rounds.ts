import type { Address } from "viem";
import type { PriceFact, Provenance } from "../../ledger/facts.ts";
import { CHAINLINK_FEED_ID, feedOfAggregator } from "./feed.ts";

interface Transmission {
  readonly aggregator: Address;
  readonly roundId: bigint;
  readonly answer: bigint;
  /** Every node's answer; the median is the round's. Empty for events that do not carry them. */
  readonly observations: readonly bigint[];
  /** When the nodes observed it, where the event says so. */
  readonly observedAt: number;
}

/**
 * A round as a price fact. The band is the span of the nodes' answers, so that a split vote is visible in the row.
 * Returns null for an aggregator that the catalog does not list.
 */
export function roundFact(at: Provenance, round: Transmission): PriceFact | null {
  const known = feedOfAggregator(at.chainId, round.aggregator);
  if (known === undefined) return null;
  const answers = round.observations.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    kind: "price",
    address: known.feed.proxy.toLowerCase() as Address,
    feedId: CHAINLINK_FEED_ID,
    family: "chainlink",
    asset: known.feed.asset,
    quote: known.feed.quote,
    decimals: known.decimals,
    price: round.answer,
    priceLow: answers[0] ?? round.answer,
    priceHigh: answers.at(-1) ?? round.answer,
    ...(answers.length === 0 ? {} : { observations: answers }),
    aggregator: round.aggregator.toLowerCase() as Address,
    roundId: round.roundId.toString(),
    publishedAt: round.observedAt,
  };
}
