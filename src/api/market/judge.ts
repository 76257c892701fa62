import { type Consensus, consensusPrice } from "../../../engine/oracle/consensus.ts";
import {
  feedDecision,
  type OpenAnomaly,
  type OracleAction,
  type PolicyReason,
} from "../../../engine/oracle/policy.ts";
import type { Result } from "../../../engine/result.ts";
import type * as schema from "../../../ponder.schema.ts";
import { stale } from "../../oracles/checks/stale.ts";
import { type Divergence, divergencesOf } from "./acrossChains.ts";
import type { FeedHealth } from "./feedHealth.ts";

export type AnomalyRow = typeof schema.oracleAnomaly.$inferSelect;

/** A feed with what the policy makes of its open anomalies. */
export interface JudgedFeed extends FeedHealth {
  readonly anomalies: readonly OpenAnomaly[];
  readonly action: OracleAction;
  readonly reasons: readonly PolicyReason[];
  /** Share of the consensus; 0 when it is not heard. */
  readonly weight: number;
}

/** What the feeds of an asset say together. */
export interface JudgedMarket {
  readonly feeds: readonly JudgedFeed[];
  readonly divergences: readonly Divergence[];
  /** Of the feeds in USD. */
  readonly consensus: Result<Consensus>;
  /** A year, as a fraction: by which old prices lose weight. */
  readonly volatility: number;
}

/** Of a coin of which no forecast is known, a year: high for majors, so that age counts for more rather than less. */
export const ASSUMED_VOLATILITY = 1;

/**
 * Judges the feeds of one asset over all chains by their open anomalies and by the look across chains, and takes the consensus
 * of the oracles that are heard; a pool, which anybody can move for a block, checks them and has no vote. Feeds that publish only with trades are heard while their price is fresh; when no other is, older
 * ones stand in, with a variance that has grown with their age.
 *
 * @param anomalies open ones of these feeds; others are ignored
 * @param now Unix seconds
 */
export function judgeMarket(
  feeds: readonly FeedHealth[],
  anomalies: readonly AnomalyRow[],
  now: number,
  volatility = ASSUMED_VOLATILITY,
): JudgedMarket {
  const divergences = divergencesOf(feeds);
  const open = new Map(feeds.map((feed) => [keyOf(feed), anomaliesOf(feed, anomalies, divergences)]));
  const speaking = feeds.filter(
    ({ priceUsd, kind, publishedAt }) =>
      priceUsd !== null && priceUsd > 0 && kind === "oracle" && publishedAt !== null,
  );
  const scheduled = speaking.filter(({ isFresh, status }) => isFresh || status === "stale");
  const consensus = consensusPrice(
    (scheduled.some(({ isFresh }) => isFresh) ? scheduled : speaking).map((feed) => ({
      id: keyOf(feed),
      price: feed.priceUsd ?? Number.NaN,
      publishedAt: feed.publishedAt ?? Number.NaN,
      deviation: feed.deviation,
      confidence: feed.confidence,
      anomalies: open.get(keyOf(feed)) ?? [],
    })),
    now,
    volatility,
  );
  const weights = new Map(consensus.ok ? consensus.value.sources.map(({ id, weight }) => [id, weight]) : []);
  return {
    feeds: feeds.map((feed) => {
      const found = open.get(keyOf(feed)) ?? [];
      const { action, reasons } = feedDecision(found);
      return { ...feed, anomalies: found, action, reasons, weight: weights.get(keyOf(feed)) ?? 0 };
    }),
    divergences,
    consensus,
    volatility,
  };
}

/** A feed's name over all chains. */
export function keyOf({
  chainId,
  address,
  feedId,
}: Pick<FeedHealth, "chainId" | "address" | "feedId">): string {
  return `${chainId}:${address}:${feedId}`;
}

function anomaliesOf(
  feed: FeedHealth,
  rows: readonly AnomalyRow[],
  divergences: readonly Divergence[],
): OpenAnomaly[] {
  const key = keyOf(feed);
  const found: OpenAnomaly[] = [...rows.filter(({ isOpen }) => isOpen), ...divergences]
    .filter((one) => keyOf(one) === key)
    .map(({ rule, severity, message }) => ({ rule, severity, message }));
  // The clock of a block asks about once a minute, and begins at the head: the feed's age is known at once.
  if (feed.status === "stale" && !found.some(({ rule }) => rule === stale.name)) {
    const message = `${feed.family} ${feed.asset}/${feed.quote} is ${feed.ageSeconds} s old; it promises ${feed.heartbeatSeconds} s`;
    found.push({ rule: stale.name, severity: "warning", message });
  }
  return found;
}
