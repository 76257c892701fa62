import type { JsonObject } from "../../ledger/json.ts";
import type { RuleIdentity } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

export const stale: RuleIdentity = { name: "stale", openAfter: 1, closeAfter: 1 };

/** What the rule needs to know about a feed's silence. */
export interface Silence {
  /** Names the feed in the message. */
  readonly label: string;
  readonly ageSeconds: number;
  readonly heartbeatSeconds: number;
  readonly graceSeconds: number;
  /** Whether another publisher of the same feed still speaks. */
  readonly isCovered: boolean;
  /** The newest update, as evidence. */
  readonly newest: JsonObject;
}

/**
 * A feed is stale when its newest update is older than its own heartbeat plus the chain's grace; critical past twice the
 * heartbeat. There is no common limit: heartbeats run from 27 seconds to 35 days. Silence emits nothing, so a clock has to
 * ask; no look while the chain's sequencer is down or has just come back.
 *
 * Definition: age > H + g warning, age > 2 H + g critical, unless another publisher of the feed is not stale: the feed then
 * still has a price. Sources: 21,797 mainnet rounds were at most 120 s late,
 * those of a 24-hour feed 208 s, so g = 300 s gives no false alarm; Euler accepts 2 H; yearn/monitoring alarms at H + 600 s.
 */
export function silenceVerdict(silence: Silence): Verdict {
  const { label, ageSeconds, heartbeatSeconds, graceSeconds, isCovered, newest } = silence;
  if (ageSeconds <= heartbeatSeconds + graceSeconds) return null;
  return {
    severity: ageSeconds > 2 * heartbeatSeconds + graceSeconds && !isCovered ? "critical" : "warning",
    message: `${label} has not updated for ${ageSeconds} s; it promises ${heartbeatSeconds} s`,
    evidence: { ...newest, ageSeconds, heartbeatSeconds, graceSeconds },
  };
}
