import type { Quote } from "../../../../engine/margin/derive/market.ts";
import { type DeriveHeartbeats, deriveMarket, deriveStableFeed } from "../../../catalog/deriveMarkets.ts";
import { toNumber } from "../../../toNumber.ts";
import { SPOT_FEED_ID } from "../../../venues/derive-v2/feeds.ts";
import {
  accruals,
  type FeedKind,
  heartbeatName,
  parameters,
  VENUE_SCOPE,
} from "../../../venues/derive-v2/names.ts";
import { deployedSpotDiffCap } from "./deployedStandard.ts";
import type { Findings } from "./findings.ts";
import type { Lookup } from "./lookup.ts";

const WAD = 18;

/** Everything that a quote is read from and reported to. */
export interface Source {
  readonly lookup: Lookup;
  readonly findings: Findings;
}

/**
 * Reports data that its feed's own contract would refuse: older than the heartbeat on record, else the catalog's.
 * No grace is added, because the venue adds none.
 */
export function checkAge(
  { lookup, findings }: Source,
  data: { marketId: string; kind: FeedKind; feedId: string; publishedAt: number },
): void {
  const { marketId, kind, feedId, publishedAt } = data;
  const isStable = kind === "stable";
  const known: number | undefined = isStable
    ? deriveStableFeed.heartbeatSeconds
    : deriveMarket(marketId)?.heartbeats[kind satisfies keyof DeriveHeartbeats];
  const heartbeat = lookup.parameter(isStable ? VENUE_SCOPE : marketId, heartbeatName(kind)) ?? known;
  const age = lookup.clock.timestamp - publishedAt;
  if (heartbeat === undefined || age <= heartbeat) return;
  findings.report(
    "STALE",
    feedId,
    `${feedId} was signed ${age} s ago, its heartbeat is ${heartbeat} s: the venue would refuse it until the next update`,
  );
}

/** Spot of a market in USD; null, with an UNPRICED issue, when its feed has never spoken. */
export function spotQuote(source: Source, marketId: string): Quote | null {
  const feed = source.lookup.feedAddress(marketId, "spotFeed");
  const quote = feed === undefined ? null : feedQuote(source, marketId, "spot", feed);
  if (quote === null) {
    source.findings.report(
      "UNPRICED",
      source.lookup.marketSubject(marketId),
      `market ${marketId} has no spot price: ${feed === undefined ? "its feed is not known" : `feed ${feed} has not been heard`}`,
    );
  }
  return quote;
}

/** USD per unit of cash. At par, with an issue, until the feed is heard: the venue itself counts cash at par. */
export function stableQuote(source: Source): Quote {
  const quote = feedQuote(source, "", "stable", deriveStableFeed.address.toLowerCase());
  if (quote !== null) return quote;
  source.findings.report(
    "UNPRICED",
    `${source.lookup.clock.chainId}:${deriveStableFeed.address.toLowerCase()}`,
    "the stablecoin's feed has not been heard: cash is counted at 1 USD",
  );
  return { price: 1, confidence: 1 };
}

function feedQuote(source: Source, marketId: string, kind: "spot" | "stable", feed: string): Quote | null {
  const row = source.lookup.spotRow(feed);
  if (row === undefined) return null;
  const { chainId } = source.lookup.clock;
  const { publishedAt, roundId } = row;
  source.findings.used({ chainId, address: feed, feedId: SPOT_FEED_ID, roundId, publishedAt });
  checkAge(source, { marketId, kind, feedId: `${chainId}:${feed}:${SPOT_FEED_ID}`, publishedAt });
  return {
    price: toNumber(row.price, row.decimals),
    confidence: row.confidence === null ? 1 : toNumber(row.confidence, WAD),
  };
}

/**
 * Price of a market's perpetual in USD: spot plus its difference, which the feed caps at a share of spot; confidence
 * is the lesser of the two. A disabled perpetual keeps its frozen price. Null when spot is unknown.
 * Source: derivexyz/v2-core@7736900 LyraSpotDiffFeed `getResult`, PerpAsset `getPerpPrice`.
 */
export function perpQuote(source: Source, marketId: string): Quote | null {
  const { lookup, findings } = source;
  const frozen = lookup.accrual(marketId, accruals.perpFrozenPrice);
  if (frozen !== undefined) return { price: toNumber(frozen.value, WAD), confidence: 1 };
  const spot = spotQuote(source, marketId);
  if (spot === null) return null;
  const difference = lookup.accrual(marketId, accruals.perpSpotDiff);
  if (difference === undefined) {
    findings.report(
      "STALE",
      lookup.marketSubject(marketId),
      `the perpetual's price feed of market ${marketId} has not been heard: it is marked at spot`,
    );
    return spot;
  }
  const publishedAt = lookup.accrual(marketId, accruals.perpSpotDiffPublishedAt)?.value;
  const confidence = lookup.accrual(marketId, accruals.perpSpotDiffConfidence)?.value;
  const feed = lookup.feedAddress(marketId, "perpFeed") ?? "unknown";
  const { chainId } = lookup.clock;
  const signedAt = Number(publishedAt ?? 0n);
  const round = {
    chainId,
    address: feed,
    feedId: "spotDiff",
    roundId: String(signedAt),
    publishedAt: signedAt,
  };
  findings.used(round);
  checkAge(source, { marketId, kind: "perp", feedId: `${chainId}:${feed}:spotDiff`, publishedAt: signedAt });
  return {
    price: spot.price + cappedDifference(source, marketId, toNumber(difference.value, WAD), spot.price),
    confidence: Math.min(spot.confidence, confidence === undefined ? 1 : toNumber(confidence, WAD)),
  };
}

function cappedDifference(source: Source, marketId: string, difference: number, spot: number): number {
  const set = source.lookup.parameter(marketId, parameters.spotDiffCap);
  const limit = (set ?? deployedSpotDiffCap) * spot;
  if (Math.abs(difference) <= limit) return difference;
  if (set === undefined) {
    source.findings.report(
      "MISSING_PARAMETER",
      source.lookup.marketSubject(marketId),
      `the perpetual of market ${marketId} is capped at ${deployedSpotDiffCap * 100} % from spot, a cap that was not indexed`,
    );
  }
  return Math.sign(difference) * limit;
}
