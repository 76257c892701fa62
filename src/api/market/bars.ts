import * as schema from "ponder:schema";
import { and, eq, gt, gte, sql } from "ponder";
import type { Bar } from "../../../engine/forecast/rangeVariance.ts";
import type { Database } from "../store/clocks.ts";
import type { FeedHealth } from "./feedHealth.ts";

/** A day of a feed by UTC, in units of its quote. */
export interface DailyBar extends Bar {
  /** Days since 1970. */
  readonly day: number;
}

const DAY = 86_400;
/** A year, and what a regression on it warms up with. */
const MOST_DAYS = 400;

/** The finished days of a feed up to a clock, oldest first. A day without a round is missing. */
export async function readDailyBars(
  db: Database,
  { chainId, address, feedId }: FeedHealth,
  now: number,
): Promise<DailyBar[]> {
  const table = schema.oracleRound;
  const today = Math.floor(now / DAY);
  const day = sql<number>`${table.timestamp} / ${sql.raw(String(DAY))}`;
  const price = sql<number>`(${table.price} / power(10::numeric, ${table.decimals}))::double precision`;
  const order = sql`order by ${table.blockNumber}, ${table.logIndex}`;
  const reversed = sql`order by ${table.blockNumber} desc, ${table.logIndex} desc`;
  const rows = await db
    .select({
      day,
      open: sql<number>`(array_agg(${price} ${order}))[1]`,
      high: sql<number>`max(${price})`,
      low: sql<number>`min(${price})`,
      close: sql<number>`(array_agg(${price} ${reversed}))[1]`,
    })
    .from(table)
    .where(
      and(
        eq(table.chainId, chainId),
        eq(table.address, address as `0x${string}`),
        eq(table.feedId, feedId),
        gte(table.timestamp, (today - MOST_DAYS) * DAY),
        gt(table.price, 0n),
      ),
    )
    .groupBy(day)
    .orderBy(day);
  return rows.filter((row) => row.day < today);
}

/** The days at the end of a series that follow one another. */
export function unbroken(bars: readonly DailyBar[]): readonly DailyBar[] {
  let first = bars.length - 1;
  while (first > 0 && bars[first - 1]?.day === (bars[first]?.day ?? 0) - 1) first -= 1;
  return bars.slice(Math.max(0, first));
}
