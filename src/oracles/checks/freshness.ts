/** A source without a heartbeat speaks only when somebody trades; older than this it says nothing about now. */
const UNSCHEDULED_FRESH_SECONDS = 120;

/**
 * Whether a price is young enough to be compared at `now`. A feed with a heartbeat vouches for its price until the heartbeat
 * has run out, because a larger move would have made it update; a trade vouches for two minutes.
 */
export function isFresh(
  publishedAt: number,
  heartbeatSeconds: number | null,
  graceSeconds: number,
  now: number,
): boolean {
  const limit = heartbeatSeconds === null ? UNSCHEDULED_FRESH_SECONDS : heartbeatSeconds + graceSeconds;
  const age = now - publishedAt;
  return age <= limit && age >= -UNSCHEDULED_FRESH_SECONDS;
}
