import { labelOf } from "./profile.ts";
import { roundOf } from "./reading.ts";
import type { UpdateRule } from "./rule.ts";

export interface StaleObservationParameters {
  /** Seconds from observation to chain that are normal for a feed with a heartbeat, and for one that users push. */
  readonly scheduled: number;
  readonly pulled: number;
}

/**
 * The report arrived late: the price was old when the chain first saw it. It differs from a stale feed, which sends nothing.
 *
 * Definition: seenAt - time > 120 s for feeds with a heartbeat, > 60 s for pull feeds: warning. Source: OCR2 transmits its
 * `observationsTimestamp`, Pyth its `publishTime`, Chronicle its `age`. The limits are own choices: mainnet's gas auctions delay
 * a report by several blocks of 12 s; a pulled price is fetched to be used at once.
 */
export const staleObservation: UpdateRule<StaleObservationParameters> = {
  name: "stale-observation",
  openAfter: 1,
  closeAfter: 3,
  parameters: { scheduled: 120, pulled: 60 },
  look({ profile, update }, { scheduled, pulled }) {
    if (update.seenAt === null) return null;
    const delay = update.seenAt - update.time;
    const limit = profile.heartbeatSeconds === null ? pulled : scheduled;
    if (delay <= limit) return null;
    return {
      severity: "warning",
      message: `${labelOf(profile)}: the price was ${delay} s old when the chain saw it`,
      evidence: { delay, limit, seenAt: update.seenAt, rounds: [roundOf(profile, update)] },
    };
  },
};
