import type { Issue } from "../../../engine/result.ts";
import type { AsOf } from "../store/clocks.ts";

/** A chain this far behind is reported: longer than any indexed chain goes without a block. */
const LAG_SECONDS = 120;

/**
 * Chains that stand still: behind the newest chain of the answer, or behind the wall clock.
 * @param wallClock Unix seconds; null for local chains, which tell the time of their tape
 */
export function chainWarnings(clocks: readonly AsOf[], wallClock: number | null): Issue[] {
  const newest = Math.max(0, ...clocks.map(({ timestamp }) => timestamp));
  const now = Math.max(newest, wallClock ?? 0);
  return clocks
    .filter(({ timestamp }) => now - timestamp > LAG_SECONDS)
    .map(({ chainId, chain, timestamp, blockNumber }) => ({
      code: "STALE",
      subject: `chain:${chainId}`,
      message: `${chain} is indexed up to block ${blockNumber}, ${now - timestamp} s ago: what happened there since is missing`,
    }));
}
