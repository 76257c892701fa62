import type { AnomalyFact, Provenance } from "../../ledger/facts.ts";
import type { PriceSource } from "../source.ts";
import { crossSource, limitsPassed, pairVerdict } from "./crossSource.ts";
import { isFresh } from "./freshness.ts";
import { graceSecondsOf } from "./staleness.ts";

/** The newest row of a feed, as the checks read it. */
interface FeedRow {
  readonly price: bigint;
  readonly decimals: number;
  readonly roundId: string;
  readonly publishedAt: number;
}

interface SourceReading {
  readonly source: PriceSource;
  /** In units of the quote, e.g. USD. */
  readonly price: number;
  readonly roundId: string;
  readonly publishedAt: number;
}

/**
 * The deviation look at two sources of one asset. Nothing when either is too old to be compared, or when neither has a
 * heartbeat: two feeds that speak only when somebody trades are no reference for each other. The finding is kept on the
 * source with a heartbeat, so that a pair has one row.
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
  const areFresh = readings.every(({ source, publishedAt }) =>
    isFresh(publishedAt, source.heartbeatSeconds, grace, at.timestamp),
  );
  if (!areFresh) return [];
  const reference = readings.find(({ source }) => source.heartbeatSeconds !== null);
  const compared = readings.find((reading) => reading !== reference);
  if (reference === undefined || compared === undefined) return [];
  if (!(reference.price > 0) || !(compared.price > 0)) return [];
  return [deviationFact(reference, compared)];
}

function deviationFact(a: SourceReading, b: SourceReading): AnomalyFact {
  const quotes = [a, b].map(({ price, source }) => ({ price, deviation: source.deviation }));
  const [first = { price: a.price, deviation: 0 }, second = { price: b.price, deviation: 0 }] = quotes;
  const { address, feedId, asset, family } = a.source;
  const finding = pairVerdict(first, second, (disagreement) => ({
    message: `${family} and ${b.source.family} disagree on ${asset} ${limitsPassed(disagreement)}`,
    evidence: {
      deviation: disagreement.apart,
      limit: disagreement.limit,
      a: evidenceOf(a),
      b: evidenceOf(b),
    },
  }));
  const { name: rule, openAfter, closeAfter } = crossSource;
  const peer = { address: b.source.address, feedId: b.source.feedId };
  return {
    kind: "anomaly",
    address,
    feedId,
    rule,
    peer,
    asset,
    openAfter,
    closeAfter,
    finding: finding ?? null,
  };
}

function readingOf(source: PriceSource, row: FeedRow): SourceReading {
  return {
    source,
    price: Number(row.price) / 10 ** row.decimals,
    roundId: row.roundId,
    publishedAt: row.publishedAt,
  };
}

function evidenceOf(reading: SourceReading) {
  return {
    address: reading.source.address,
    feedId: reading.source.feedId,
    price: reading.price,
    roundId: reading.roundId,
    publishedAt: reading.publishedAt,
  };
}
