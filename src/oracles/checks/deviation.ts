import type { AnomalyFact } from "../../ledger/facts.ts";
import type { PriceSource } from "../source.ts";

export const DEVIATION_RULE = "cross-source-deviation";

/** Noise between two healthy oracles of one asset beyond their own bands. Source: yearn/monitoring stables/oracles.py, 25 bp. */
const MARGIN = 0.0025;
/** A source without a heartbeat speaks only when somebody trades; older than this it says nothing about now. */
const UNSCHEDULED_FRESH_SECONDS = 120;

/** The newest update of a source, as the check needs it. */
export interface SourceReading {
  readonly source: PriceSource;
  /** In units of the quote, e.g. USD. */
  readonly price: number;
  readonly roundId: string;
  readonly publishedAt: number;
}

/** Whether a reading is young enough to be compared at `now`. */
export function isFresh(reading: SourceReading, now: number, graceSeconds: number): boolean {
  const { heartbeatSeconds } = reading.source;
  const limit = heartbeatSeconds === null ? UNSCHEDULED_FRESH_SECONDS : heartbeatSeconds + graceSeconds;
  return now - reading.publishedAt <= limit;
}

/**
 * Two fresh sources of one asset disagree by more than both deviation bands plus 25 bp; critical past twice that.
 * |p_a / p_b - 1| > band_a + band_b + margin. Opens after two looks in a row, closes after three good ones.
 * The finding is kept on `a`, the source with a heartbeat, so that a pair has one row.
 */
export function deviationCheck(a: SourceReading, b: SourceReading): AnomalyFact {
  const limit = a.source.deviation + b.source.deviation + MARGIN;
  const deviation = a.price / b.price - 1;
  return {
    kind: "anomaly",
    address: a.source.address,
    feedId: a.source.feedId,
    rule: DEVIATION_RULE,
    asset: a.source.asset,
    openAfter: 2,
    closeAfter: 3,
    finding:
      Math.abs(deviation) <= limit
        ? null
        : {
            severity: Math.abs(deviation) > 2 * limit ? "critical" : "warning",
            message: `${a.source.family} and ${b.source.family} disagree on ${a.source.asset} by ${(deviation * 100).toFixed(2)} %, more than ${(limit * 100).toFixed(2)} %`,
            evidence: { deviation, limit, a: evidenceOf(a), b: evidenceOf(b) },
          },
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
