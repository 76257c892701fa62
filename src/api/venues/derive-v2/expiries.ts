import { forwardPortions } from "../../../../engine/margin/derive/forward.ts";
import type { ExpiryForward } from "../../../../engine/margin/derive/market.ts";
import { deriveSviVolatility } from "../../../../engine/surface/deriveSvi.ts";
import { toNumber } from "../../../toNumber.ts";
import { SETTLEMENT_SECONDS } from "../../../venues/derive-v2/settlement.ts";
import { checkAge, type Source, spotQuote } from "./quotes.ts";
import { fromText18 } from "./text18.ts";

const WAD = 18;

/** Inside the settlement window the forward feed demands fresher data than its heartbeat. */
const SETTLEMENT_HEARTBEAT_SECONDS = 300;

/**
 * Forward of an expiry, split into the part of the settlement average that is already fixed and the part that still
 * follows spot. Once the feed holds data signed for the second of expiry all of it is fixed and is the settlement
 * price. Null, with an UNPRICED issue, without a forward or a spot.
 * Source: derivexyz/v2-core@7736900 LyraForwardFeed.
 */
export function expiryForward(source: Source, marketId: string, expiry: number): ExpiryForward | null {
  const { lookup, findings } = source;
  const row = lookup.forward(marketId, expiry);
  if (row === undefined) {
    const message = `expiry ${expiry} of market ${marketId} has no forward`;
    findings.report("UNPRICED", lookup.marketSubject(marketId), message);
    return null;
  }
  const aggregates = {
    settlementStartAggregate: toNumber(row.settlementStartAggregate, WAD),
    currentSpotAggregate: toNumber(row.currentSpotAggregate, WAD),
  };
  const { publishedAt } = row;
  const address = lookup.feedAddress(marketId, "forwardFeed") ?? "unknown";
  const feedId = `forward:${expiry}`;
  const { chainId, timestamp } = lookup.clock;
  findings.used({ chainId, address, feedId, roundId: String(publishedAt), publishedAt });
  if (publishedAt === expiry) {
    const settled = { expiry, updatedAt: expiry, spot: 0, forwardSpotDifference: 0, ...aggregates };
    return { expiry, ...forwardPortions(settled), confidence: toNumber(row.confidence, WAD) };
  }
  const spot = spotQuote(source, marketId);
  if (spot === null) return null;
  if (timestamp >= expiry) {
    const message = `expiry ${expiry} of market ${marketId} has passed and its settlement price is not known`;
    findings.report("UNPRICED", lookup.marketSubject(marketId), message);
    return null;
  }
  const subject = `${chainId}:${address}:${feedId}`;
  checkAge(source, { marketId, kind: "forward", feedId: subject, publishedAt });
  const windowStart = expiry - Number(SETTLEMENT_SECONDS);
  if (
    timestamp > windowStart &&
    Math.max(publishedAt, windowStart) + SETTLEMENT_HEARTBEAT_SECONDS < timestamp
  ) {
    const message = `${subject} is older than the ${SETTLEMENT_HEARTBEAT_SECONDS} s that the settlement window allows`;
    findings.report("STALE", subject, message);
  }
  const forwardSpotDifference = toNumber(row.spotDifference, WAD);
  const state = { expiry, updatedAt: publishedAt, spot: spot.price, forwardSpotDifference, ...aggregates };
  const confidence = Math.min(spot.confidence, toNumber(row.confidence, WAD));
  return { expiry, ...forwardPortions(state), confidence };
}

/** Implied volatility of a strike per 1.00 and year, and how sure its feed is of it. */
export interface VolatilityQuote {
  readonly volatility: number;
  readonly confidence: number;
}

/**
 * Implied volatility of a strike: from the smile's own forward and reference time, not the live ones.
 * Null, with an UNPRICED issue, without a smile or where the contract would revert.
 */
export function volatilityQuote(
  source: Source,
  marketId: string,
  expiry: number,
  strike: number,
): VolatilityQuote | null {
  const { lookup, findings } = source;
  const row = lookup.smile(marketId, expiry);
  if (row === undefined) {
    const message = `expiry ${expiry} of market ${marketId} has no volatility smile`;
    findings.report("UNPRICED", lookup.marketSubject(marketId), message);
    return null;
  }
  const { publishedAt } = row;
  const address = lookup.feedAddress(marketId, "volFeed") ?? "unknown";
  const feedId = `vol:${expiry}`;
  const { chainId } = lookup.clock;
  findings.used({ chainId, address, feedId, roundId: String(publishedAt), publishedAt });
  checkAge(source, { marketId, kind: "vol", feedId: `${chainId}:${address}:${feedId}`, publishedAt });
  const field = (name: string) => fromText18(row.parameters[name]);
  const volatility = deriveSviVolatility(
    {
      a: field("a"),
      b: field("b"),
      rho: field("rho"),
      m: field("m"),
      sigma: field("sigma"),
      forward: field("forward"),
      refTau: field("refTau"),
    },
    strike,
  );
  if (volatility.ok) return { volatility: volatility.value, confidence: toNumber(row.confidence, WAD) };
  for (const issue of volatility.issues) {
    const message = `smile of expiry ${expiry}, market ${marketId}: ${issue.message}`;
    findings.report("UNPRICED", lookup.marketSubject(marketId), message);
  }
  return null;
}
