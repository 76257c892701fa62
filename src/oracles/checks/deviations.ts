import type { AnomalyFact, Provenance } from "../../ledger/facts.ts";
import type { PriceSource } from "../source.ts";
import { deviationCheck, isFresh, type SourceReading } from "./deviation.ts";
import { graceSecondsOf } from "./staleness.ts";

/** The newest row of a feed, as the checks read it. */
interface FeedRow {
  readonly price: bigint;
  readonly decimals: number;
  readonly roundId: string;
  readonly publishedAt: number;
}

/**
 * The deviation look at two sources of one asset. Nothing when either is too old to be compared, or when neither has a
 * heartbeat: two feeds that speak only when somebody trades are no reference for each other.
 */
export function checkDeviations(
  at: Provenance,
  own: PriceSource,
  ownRow: FeedRow,
  other: PriceSource,
  otherRow: FeedRow,
): AnomalyFact[] {
  const readings = [readingOf(own, ownRow), readingOf(other, otherRow)];
  const grace = graceSecondsOf(at.chainId);
  if (!readings.every((reading) => isFresh(reading, at.timestamp, grace))) return [];
  const reference = readings.find(({ source }) => source.heartbeatSeconds !== null);
  const compared = readings.find((reading) => reading !== reference);
  if (reference === undefined || compared === undefined) return [];
  if (!(reference.price > 0) || !(compared.price > 0)) return [];
  return [deviationCheck(reference, compared)];
}

function readingOf(source: PriceSource, row: FeedRow): SourceReading {
  return {
    source,
    price: Number(row.price) / 10 ** row.decimals,
    roundId: row.roundId,
    publishedAt: row.publishedAt,
  };
}
