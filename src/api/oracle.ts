import type * as schema from "../../ponder.schema.ts";
import { graceSecondsOf } from "../oracles/checks/staleness.ts";
import type { PriceSource } from "../oracles/source.ts";
import { priceSourcesOf } from "../oracles/sources.ts";
import type { AsOf } from "./store/clocks.ts";

type FeedRow = typeof schema.oracleFeed.$inferSelect;

/** A feed and its health at its chain's clock. */
export interface FeedHealth {
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  readonly family: string;
  readonly asset: string;
  /** What the price is in. Only prices in USD are given as a number. */
  readonly quote: string;
  readonly priceUsd: number | null;
  readonly roundId: string | null;
  readonly publishedAt: number | null;
  readonly ageSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  readonly status: "healthy" | "stale" | "unscheduled" | "silent";
}

/** Every feed of a chain that the catalog lists, with its newest row where it has spoken. */
export function feedsOfChain(clock: AsOf, rows: readonly FeedRow[]): FeedHealth[] {
  return priceSourcesOf(clock.chainId).map((source) => {
    const row = rows.find(
      (one) =>
        one.chainId === clock.chainId && one.address === source.address && one.feedId === source.feedId,
    );
    return healthOf(clock, source, row);
  });
}

function healthOf(clock: AsOf, source: PriceSource, row: FeedRow | undefined): FeedHealth {
  const age = row === undefined ? null : clock.timestamp - row.publishedAt;
  return {
    chainId: clock.chainId,
    address: source.address,
    feedId: source.feedId,
    family: source.family,
    asset: source.asset,
    quote: source.quote,
    priceUsd: row === undefined || source.quote !== "USD" ? null : Number(row.price) / 10 ** row.decimals,
    roundId: row?.roundId ?? null,
    publishedAt: row?.publishedAt ?? null,
    ageSeconds: age,
    heartbeatSeconds: source.heartbeatSeconds,
    status: statusOf(source.heartbeatSeconds, age, graceSecondsOf(clock.chainId)),
  };
}

function statusOf(heartbeat: number | null, age: number | null, grace: number): FeedHealth["status"] {
  if (age === null) return "silent";
  if (heartbeat === null) return "unscheduled";
  return age > heartbeat + grace ? "stale" : "healthy";
}

/** Median price of the feeds that are healthy, or failing that of those without a schedule; null when there is none. */
export function medianPrice(feeds: readonly FeedHealth[]): number | null {
  for (const status of ["healthy", "unscheduled"] as const) {
    const prices = feeds
      .filter((feed) => feed.status === status)
      .map(({ priceUsd }) => priceUsd)
      .filter((price): price is number => price !== null && price > 0)
      .sort((a, b) => a - b);
    const high = prices[Math.floor(prices.length / 2)];
    const low = prices[Math.floor((prices.length - 1) / 2)];
    if (high !== undefined && low !== undefined) return (low + high) / 2;
  }
  return null;
}
