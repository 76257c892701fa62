import { MAD_TO_SIGMA, median, medianAbsoluteDeviation } from "./statistics.ts";

/**
 * Robust z-score of a move over the moves before it, with the time it took:
 * z = |r - med| / (1.4826 MAD sqrt(dt / dt_mean)). Infinite over a flat history.
 * Source: Hampel, JASA 69 (1974); the square root of time because rounds come at irregular intervals.
 *
 * @param seconds since the update before; at least one is assumed
 */
export function hampelScore(
  move: number,
  seconds: number,
  before: readonly number[],
  intervals: readonly number[],
): number {
  const centre = median(before);
  const scale = MAD_TO_SIGMA * medianAbsoluteDeviation(before, centre);
  const meanInterval = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
  const stretch = Math.sqrt(Math.max(seconds, 1) / Math.max(meanInterval, 1));
  return Math.abs(move - centre) / (scale * stretch);
}
