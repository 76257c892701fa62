import { type Address, isAddressEqual } from "viem";
import { type DeriveMarket, deriveMarketOf, deriveStableFeed } from "../../catalog/deriveMarkets.ts";
import type { AccrualFact, Fact } from "../../ledger/facts.ts";
import { accruals, DECIMALS, DERIVE_V2, heartbeatName, parameters, VENUE_SCOPE } from "./names.ts";
import { parameter } from "./parameters.ts";
import { lower } from "./units.ts";

/** The `feedId` of Derive's spot feeds: each has an address of its own. */
export const SPOT_FEED_ID = "spot";

/** Oracle family of Derive's signed feeds. */
const DERIVE_FAMILY = "derive";

/** A signed spot price, USD with 18 decimals; `timestamp` is when it was signed, not when it was included. */
export function spotUpdated(
  feed: Address,
  event: { spot: bigint; confidence: bigint; timestamp: bigint },
): Fact[] {
  const asset = isAddressEqual(feed, deriveStableFeed.address)
    ? deriveStableFeed.underlying
    : deriveMarketOf("spotFeed", feed)?.underlying;
  if (asset === undefined) return [unknownFeed(feed)];
  return [
    {
      kind: "price",
      address: lower(feed),
      feedId: SPOT_FEED_ID,
      family: DERIVE_FAMILY,
      asset,
      quote: "USD",
      decimals: DECIMALS,
      price: event.spot,
      confidence: event.confidence,
      roundId: event.timestamp.toString(),
      publishedAt: Number(event.timestamp),
    },
  ];
}

/**
 * How far a perpetual trades from spot, USD with 18 decimals, before the feed's cap; or the same of the two prices at
 * which a set size trades. All three are contracts of one kind, told apart by their address.
 */
export function spotDiffUpdated(
  feed: Address,
  event: { spotDiff: bigint; confidence: bigint; timestamp: bigint },
): Fact[] {
  const ask = deriveMarketOf("impactAskFeed", feed);
  if (ask !== undefined) return [accrual(ask.marketId, accruals.perpImpactAskDiff, event.spotDiff)];
  const bid = deriveMarketOf("impactBidFeed", feed);
  if (bid !== undefined) return [accrual(bid.marketId, accruals.perpImpactBidDiff, event.spotDiff)];
  return forMarket("perpFeed", feed, ({ marketId }) => [
    accrual(marketId, accruals.perpSpotDiff, event.spotDiff),
    accrual(marketId, accruals.perpSpotDiffConfidence, event.confidence),
    accrual(marketId, accruals.perpSpotDiffPublishedAt, event.timestamp, 0),
  ]);
}

/** The cap on that difference, as a fraction of spot; the caps of impact prices are not needed. */
export function spotDiffCapUpdated(feed: Address, event: { spotDiffCap: bigint }): Fact[] {
  if (isImpactFeed(feed)) return [];
  return forMarket("perpFeed", feed, ({ marketId }) => [
    parameter(marketId, parameters.spotDiffCap, event.spotDiffCap),
  ]);
}

/**
 * The forward of an expiry as a difference to spot. The aggregates are zero until 30 minutes before expiry, and the
 * one signed for the second of expiry settles it.
 */
export function forwardUpdated(
  feed: Address,
  event: {
    expiry: bigint;
    fwdDetails: { fwdSpotDifference: bigint; confidence: bigint; timestamp: bigint };
    settlementDetails: { settlementStartAggregate: bigint; currentSpotAggregate: bigint };
  },
): Fact[] {
  const { fwdDetails, settlementDetails } = event;
  return forMarket("forwardFeed", feed, ({ marketId }) => [
    {
      kind: "forward",
      venue: DERIVE_V2,
      marketId,
      expiry: Number(event.expiry),
      spotDifference: fwdDetails.fwdSpotDifference,
      settlementStartAggregate: settlementDetails.settlementStartAggregate,
      currentSpotAggregate: settlementDetails.currentSpotAggregate,
      confidence: fwdDetails.confidence,
      publishedAt: Number(fwdDetails.timestamp),
    },
  ]);
}

/** One SVI slice as the chain's integers; `forward` and `refTau` are the event's own and price only its own slice. */
export function volUpdated(
  feed: Address,
  event: {
    expiry: bigint;
    volDetails: {
      SVI_a: bigint;
      SVI_b: bigint;
      SVI_rho: bigint;
      SVI_m: bigint;
      SVI_sigma: bigint;
      SVI_fwd: bigint;
      SVI_refTau: bigint;
      confidence: bigint;
      timestamp: bigint;
    };
  },
): Fact[] {
  const { volDetails } = event;
  return forMarket("volFeed", feed, ({ marketId }) => [
    {
      kind: "smile",
      venue: DERIVE_V2,
      marketId,
      expiry: Number(event.expiry),
      model: "derive-svi",
      parameters: {
        a: volDetails.SVI_a.toString(),
        b: volDetails.SVI_b.toString(),
        rho: volDetails.SVI_rho.toString(),
        m: volDetails.SVI_m.toString(),
        sigma: volDetails.SVI_sigma.toString(),
        forward: volDetails.SVI_fwd.toString(),
        refTau: volDetails.SVI_refTau.toString(),
      },
      confidence: volDetails.confidence,
      publishedAt: Number(volDetails.timestamp),
    },
  ]);
}

/** The interest rate of an expiry for the second portfolio margin, continuous, 18 decimals. */
export function rateUpdated(
  feed: Address,
  event: { expiry: bigint; rate: bigint; confidence: bigint; timestamp: bigint },
): Fact[] {
  return forMarket("rateFeed", feed, ({ marketId }) => [
    {
      kind: "rate",
      venue: DERIVE_V2,
      marketId,
      expiry: Number(event.expiry),
      rate: event.rate,
      confidence: event.confidence,
      publishedAt: Number(event.timestamp),
    },
  ]);
}

/** The one rate of the first portfolio margin: it has no expiry, so it is not a rate of the curve above. */
export function staticRateUpdated(feed: Address, event: { rate: bigint }): Fact[] {
  return forMarket("staticRateFeed", feed, ({ marketId }) => [
    accrual(marketId, accruals.staticRate, event.rate),
  ]);
}

/** Which role of a market each kind of feed has. */
const feedRoles = {
  spot: "spotFeed",
  forward: "forwardFeed",
  vol: "volFeed",
  perp: "perpFeed",
  rate: "rateFeed",
} as const;

/** The longest age that a feed's contract accepts, in seconds. */
export function heartbeatUpdated(
  kind: keyof typeof feedRoles,
  feed: Address,
  event: { heartbeat: bigint },
): Fact[] {
  if (kind === "perp" && isImpactFeed(feed)) return [];
  if (kind === "spot" && isAddressEqual(feed, deriveStableFeed.address)) {
    return [parameter(VENUE_SCOPE, heartbeatName("stable"), event.heartbeat, 0)];
  }
  return forMarket(feedRoles[kind], feed, ({ marketId }) => [
    parameter(marketId, heartbeatName(kind), event.heartbeat, 0),
  ]);
}

function isImpactFeed(feed: Address): boolean {
  return [deriveMarketOf("impactAskFeed", feed), deriveMarketOf("impactBidFeed", feed)].some(Boolean);
}

function forMarket(role: keyof DeriveMarket, feed: Address, facts: (market: DeriveMarket) => Fact[]): Fact[] {
  const market = deriveMarketOf(role, feed);
  return market === undefined ? [unknownFeed(feed)] : facts(market);
}

function accrual(marketId: string, name: string, value: bigint, decimals = DECIMALS): AccrualFact {
  return { kind: "accrual", venue: DERIVE_V2, marketId, name, value, decimals };
}

function unknownFeed(feed: Address): Fact {
  return {
    kind: "integrity",
    venue: DERIVE_V2,
    subject: lower(feed),
    rule: "feed-unknown",
    message: `feed ${lower(feed)} is indexed but the catalog gives it no market`,
    evidence: { feed: lower(feed) },
  };
}
