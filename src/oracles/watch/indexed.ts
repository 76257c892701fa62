import type { Address } from "viem";
import { chainById } from "../../catalog/chains.ts";
import type { FeedKey, PriceFact, Provenance } from "../../ledger/facts.ts";
import { toNumber } from "../../toNumber.ts";
import type { FeedProfile } from "../checks/profile.ts";
import { graceSecondsOf } from "../grace.ts";
import type { PriceSource } from "../source.ts";
import type { PriceInput } from "./parseUpdate.ts";

/**
 * Families that count their rounds, and pools, whose round is their block. Others put a time or a place in the round id, which
 * says nothing about gaps.
 */
const COUNTED = new Set(["chainlink", "uniswap-v3", "uniswap-v4"]);
/**
 * Families whose low and high are how sure they are of the price. A Chainlink round's are the span of its nodes' answers, which
 * the observer rule judges; Derive's `confidence` is a score up to 1, no width.
 */
const QUOTED_AS_SPREAD = new Set(["gmx-v2", "pyth"]);
/** Assets that are worth one unit of their quote, or no less than that. */
const DOLLARS = new Set(["USDC", "USDT", "DAI", "USDE"]);

/** The profile of an indexed feed. */
export function profileOfSource(chainId: number, source: PriceSource): FeedProfile {
  const { asset, quote, family, kind, heartbeatSeconds, deviation, minAnswer, maxAnswer } = source;
  const peg = pegOf(source);
  return {
    feed: feedName(source),
    label: `${family} ${asset}/${quote} on ${chainById(chainId)?.label ?? chainId}`,
    chainId,
    asset: `${asset}/${quote}`,
    family,
    kind,
    heartbeatSeconds,
    deviation,
    graceSeconds: graceSecondsOf(chainId),
    ...(minAnswer === undefined ? {} : { minAnswer }),
    ...(maxAnswer === undefined ? {} : { maxAnswer }),
    ...(peg === undefined ? {} : { peg }),
  };
}

function pegOf({ asset, quote, kind }: PriceSource): FeedProfile["peg"] {
  if (kind === "sequencer") return undefined;
  if (DOLLARS.has(asset) && quote === "USD") return { target: 1, side: "both" };
  return asset === "STETH" && quote === "ETH" ? { target: 1, side: "downside" } : undefined;
}

/** An indexed price as an update for the watch. */
export function inputOfPrice(at: Provenance, fact: PriceFact): PriceInput {
  const { family, decimals, price, observations, aggregator, depth, isAmendment = false } = fact;
  const scaled = (value: bigint) => toNumber(value, decimals);
  const confidence = confidenceOf(fact);
  return {
    feed: feedName(fact),
    chainId: at.chainId,
    time: fact.publishedAt,
    seenAt: at.timestamp,
    price: scaled(price),
    // An amended round is not published twice: its place in the count is taken.
    ...(COUNTED.has(family) && !isAmendment ? { round: fact.roundId } : {}),
    ...(confidence === undefined ? {} : { confidence: scaled(confidence) }),
    ...(observations === undefined ? {} : { observations: observations.map(scaled) }),
    ...(aggregator === undefined ? {} : { source: aggregator }),
    ...(depth === undefined ? {} : { depth }),
  };
}

function confidenceOf({ family, price, priceLow = price, priceHigh = price }: PriceFact) {
  return QUOTED_AS_SPREAD.has(family) ? (priceHigh - priceLow) / 2n : undefined;
}

/** The name under which the watch knows an indexed feed. */
export function feedName({ address, feedId }: FeedKey): string {
  return `${address}:${feedId}`;
}

/** The feed of such a name. */
export function feedKeyOf(name: string): FeedKey {
  const end = name.indexOf(":");
  return { address: name.slice(0, end) as Address, feedId: name.slice(end + 1) };
}
