import type * as schema from "../../../ponder.schema.ts";
import { isFresh } from "../../oracles/checks/freshness.ts";
import { graceSecondsOf } from "../../oracles/grace.ts";
import type { PriceSource } from "../../oracles/source.ts";
import { priceSourcesOf } from "../../oracles/sources.ts";
import { feedName } from "../../oracles/watch/indexed.ts";
import { toNumber } from "../../toNumber.ts";
import type { AsOf } from "../store/clocks.ts";

export type FeedRow = typeof schema.oracleFeed.$inferSelect;

/** A feed and its health at its chain's clock. */
export interface FeedHealth {
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  readonly family: string;
  readonly kind: PriceSource["kind"];
  readonly asset: string;
  readonly quote: string;
  /** In units of the quote; null until it has spoken. */
  readonly price: number | null;
  /** The same where the quote is USD. */
  readonly priceUsd: number | null;
  /** Half the band that the oracle gives, in units of the quote; 0 where it gives none. */
  readonly confidence: number | null;
  readonly deviation: number;
  readonly roundId: string | null;
  readonly publishedAt: number | null;
  readonly ageSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  readonly status: "healthy" | "stale" | "unscheduled" | "silent";
  /** Young enough to be compared with others. */
  readonly isFresh: boolean;
}

/** Every feed of a chain that the catalog lists, with its newest row where it has spoken. */
export function feedsOfChain(clock: AsOf, rows: readonly FeedRow[]): FeedHealth[] {
  const byKey = new Map(
    rows.filter(({ chainId }) => chainId === clock.chainId).map((row) => [feedName(row), row]),
  );
  return priceSourcesOf(clock.chainId).map((source) => healthOf(clock, source, byKey.get(feedName(source))));
}

function healthOf(clock: AsOf, source: PriceSource, row: FeedRow | undefined): FeedHealth {
  const { address, feedId, family, kind, asset, quote, deviation, heartbeatSeconds } = source;
  const grace = graceSecondsOf(clock.chainId);
  const age = row === undefined ? null : clock.timestamp - row.publishedAt;
  const price = row === undefined ? null : toNumber(row.price, row.decimals);
  return {
    chainId: clock.chainId,
    address,
    feedId,
    family,
    kind,
    asset,
    quote,
    price,
    priceUsd: quote === "USD" ? price : null,
    confidence: row === undefined ? null : confidenceOf(row),
    deviation,
    roundId: row?.roundId ?? null,
    publishedAt: row?.publishedAt ?? null,
    ageSeconds: age,
    heartbeatSeconds,
    status: statusOf(heartbeatSeconds, age, grace),
    isFresh: row !== undefined && isFresh(row.publishedAt, heartbeatSeconds, grace, clock.timestamp),
  };
}

/** Half the band between low and high: GMX's spread, the span of a Chainlink round's nodes, Pyth's confidence. */
function confidenceOf({ priceLow, priceHigh, decimals }: FeedRow): number {
  return toNumber(priceHigh - priceLow, decimals) / 2;
}

function statusOf(heartbeat: number | null, age: number | null, grace: number): FeedHealth["status"] {
  if (age === null) return "silent";
  if (heartbeat === null) return "unscheduled";
  return age > heartbeat + grace ? "stale" : "healthy";
}
