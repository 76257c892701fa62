import type { FeedKey, PriceFact, Provenance } from "../../ledger/facts.ts";
import type { FeedProfile } from "../checks/profile.ts";
import { graceSecondsOf } from "../checks/staleness.ts";
import type { PriceSource } from "../source.ts";
import type { PriceInput } from "./parseUpdate.ts";

/** Families that count their rounds. Others put a time or a place in the round id, which says nothing about gaps. */
const COUNTED = new Set(["chainlink"]);
/**
 * Families whose low and high are a spread around the price. A Chainlink round's are the span of its nodes' answers, which
 * the observer rule judges; Derive's `confidence` is a score up to 1, no width.
 */
const QUOTED_AS_SPREAD = new Set(["gmx-v2"]);

/** The profile of an indexed feed. */
export function profileOfSource(chainId: number, source: PriceSource): FeedProfile {
  const { asset, family, heartbeatSeconds, deviation } = source;
  return {
    feed: feedName(source),
    chainId,
    asset,
    family,
    kind: "oracle",
    heartbeatSeconds,
    deviation,
    graceSeconds: graceSecondsOf(chainId),
  };
}

/** An indexed price as an update for the watch. */
export function inputOfPrice(at: Provenance, fact: PriceFact): PriceInput {
  const { family, decimals, price, priceLow = price, priceHigh = price } = fact;
  const scale = 10 ** decimals;
  const width = Number(priceHigh - priceLow) / 2 / scale;
  return {
    feed: feedName(fact),
    chainId: at.chainId,
    time: fact.publishedAt,
    seenAt: at.timestamp,
    price: Number(price) / scale,
    ...(COUNTED.has(family) ? { round: fact.roundId } : {}),
    ...(QUOTED_AS_SPREAD.has(family) ? { confidence: width } : {}),
  };
}

/** The name under which the watch knows an indexed feed. */
export function feedName({ address, feedId }: FeedKey): string {
  return `${address}:${feedId}`;
}
