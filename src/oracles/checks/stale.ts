import type { AnomalyFact } from "../../ledger/facts.ts";
import type { PriceSource } from "../source.ts";

export const STALE_RULE = "stale";

/**
 * A feed is stale when its newest update is older than its own heartbeat plus the chain's grace; critical past twice the
 * heartbeat. There is no common limit: heartbeats run from 27 seconds to 35 days.
 *
 * @param now Unix seconds of the chain, not of the wall clock
 * @param publishedAt the oracle's own time of the newest update
 */
export function staleCheck(
  source: PriceSource & { readonly heartbeatSeconds: number },
  newest: { readonly publishedAt: number; readonly roundId: string },
  now: number,
  graceSeconds: number,
): AnomalyFact {
  const age = now - newest.publishedAt;
  const { heartbeatSeconds } = source;
  return {
    kind: "anomaly",
    address: source.address,
    feedId: source.feedId,
    rule: STALE_RULE,
    asset: source.asset,
    finding:
      age <= heartbeatSeconds + graceSeconds
        ? null
        : {
            severity: age > 2 * heartbeatSeconds + graceSeconds ? "critical" : "warning",
            message: `${source.family} ${source.asset} has not updated for ${age} s; it promises ${heartbeatSeconds} s`,
            evidence: {
              roundId: newest.roundId,
              publishedAt: newest.publishedAt,
              ageSeconds: age,
              heartbeatSeconds,
              graceSeconds,
            },
          },
  };
}
