import { SECONDS_PER_YEAR } from "../book/row.ts";
import { fail, ok, type Result } from "../result.ts";
import { checkNonNegative } from "../risk/checks.ts";

/** A price feed that has not updated for a while. */
export interface StaleFeed {
  /** Annualised, per 1.00. */
  readonly volatility: number;
  readonly staleSeconds: number;
  /** Relative move that the feed does not report by design. */
  readonly deviationThreshold: number;
  /** Standard deviations of the move while the feed slept. */
  readonly z: number;
}

/**
 * Relative move that a stale feed can hide: deviationThreshold + z * volatility * sqrt(stale time). Liquidation is
 * blind to it until the feed updates, then marks jump by it.
 */
export function staleOracleGap(feed: StaleFeed): Result<number> {
  const { volatility, staleSeconds, deviationThreshold, z } = feed;
  const issues = [
    ...checkNonNegative("volatility", volatility),
    ...checkNonNegative("staleSeconds", staleSeconds),
    ...checkNonNegative("deviationThreshold", deviationThreshold),
    ...checkNonNegative("z", z),
  ];
  if (issues.length > 0) return fail(...issues);
  return ok(deviationThreshold + z * volatility * Math.sqrt(staleSeconds / SECONDS_PER_YEAR));
}
