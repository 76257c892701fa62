import * as schema from "ponder:schema";
import { and, eq, inArray } from "ponder";
import type { AsOf, Database } from "../store/clocks.ts";
import { type FeedRow, feedsOfChain } from "./feedHealth.ts";
import { type AnomalyRow, type JudgedMarket, judgeMarket } from "./judge.ts";

/** The rows that judge an asset's feeds. */
export interface MarketRows {
  readonly feeds: readonly FeedRow[];
  /** Open ones. */
  readonly anomalies: readonly AnomalyRow[];
}

/** Newest rows and open anomalies of the feeds of some assets. */
export async function readMarketRows(db: Database, assets: readonly string[]): Promise<MarketRows> {
  const feeds = await db
    .select()
    .from(schema.oracleFeed)
    .where(inArray(schema.oracleFeed.asset, [...assets]));
  const anomalies = await db
    .select()
    .from(schema.oracleAnomaly)
    .where(and(inArray(schema.oracleAnomaly.asset, [...assets]), eq(schema.oracleAnomaly.isOpen, true)))
    .orderBy(schema.oracleAnomaly.chainId, schema.oracleAnomaly.openedAt);
  return { feeds, anomalies };
}

/** Unix seconds of the newest chain. */
export function newestOf(clocks: readonly AsOf[]): number {
  return Math.max(0, ...clocks.map(({ timestamp }) => timestamp));
}

/** The feeds of an asset on the chains of the clocks, judged at the newest of those clocks. */
export function marketOf(
  asset: string,
  clocks: readonly AsOf[],
  rows: MarketRows,
  volatility?: number,
): JudgedMarket {
  const feeds = clocks
    .flatMap((clock) => feedsOfChain(clock, rows.feeds))
    .filter((feed) => feed.asset === asset);
  return judgeMarket(feeds, rows.anomalies, newestOf(clocks), volatility);
}
