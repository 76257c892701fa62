import * as schema from "ponder:schema";
import { and, desc, eq, inArray } from "ponder";
import type { Database } from "../store/clocks.ts";
import { anomalyKey, type OpenAnomalies } from "./changes.ts";

/** More than are ever open at once; the severest come first. */
const MOST_OPEN = 2_000;
const MOST_CLOSED = 2_000;

/** Every open anomaly. */
export async function readOpen(db: Database): Promise<OpenAnomalies> {
  const table = schema.oracleAnomaly;
  const rows = await db
    .select()
    .from(table)
    .where(eq(table.isOpen, true))
    .orderBy(desc(table.severity), table.chainId, table.address, table.feedId, table.rule, table.openedAt)
    .limit(MOST_OPEN);
  return new Map(rows.map((row) => [anomalyKey(row), row]));
}

/** Closed anomalies that opened at given times. */
export async function readClosed(db: Database, openedAt: readonly number[]): Promise<OpenAnomalies> {
  if (openedAt.length === 0) return new Map();
  const table = schema.oracleAnomaly;
  const rows = await db
    .select()
    .from(table)
    .where(and(eq(table.isOpen, false), inArray(table.openedAt, [...new Set(openedAt)])))
    .limit(MOST_CLOSED);
  return new Map(rows.map((row) => [anomalyKey(row), row]));
}
