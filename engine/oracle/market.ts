import type { Result } from "../result.ts";
import type { Consensus, ConsensusSource } from "./consensus.ts";
import { feedDecision, type OpenAnomaly, type OracleAction, type PolicyReason, stronger } from "./policy.ts";

export interface MarketDecision {
  /** What may be done in the market; `exclude` never, since a market without its oracle is frozen. */
  readonly action: Exclude<OracleAction, "exclude">;
  readonly reasons: readonly PolicyReason[];
}

/**
 * What may be done in a market, by the health of the venue's own oracle and of the consensus. The venue margins and liquidates
 * by its own oracle, right or wrong: when that one is excluded or frozen, or no consensus is left to check it, the market is
 * frozen and a proposal that touches it is BLOCKED_BY_ORACLE. Other sources' faults only drop out of the consensus; a freeze
 * of theirs (a contradiction nobody can settle, a sequencer) holds here too.
 *
 * @param venueOracle open anomalies of the feed that the venue itself uses
 * @param consensus of the underlying, with all its sources
 */
export function marketDecision(
  venueOracle: readonly OpenAnomaly[],
  consensus: Result<Consensus>,
): MarketDecision {
  const own = feedDecision(venueOracle);
  const others = consensus.ok ? consensus.value.sources.flatMap(unsettledReasons) : [];
  const noConsensus: PolicyReason[] = consensus.ok
    ? []
    : consensus.issues.map(({ message }) => ({
        rule: "no-consensus",
        severity: "critical",
        message,
        action: "freeze",
      }));
  const binding = others.filter(({ action }) => action === "freeze" || action === "reduceOnly");
  const reasons = [...noConsensus, ...own.reasons, ...binding].filter(
    (reason, i, all) =>
      all.findIndex((other) => other.rule === reason.rule && other.message === reason.message) === i,
  );
  const action = [...noConsensus, ...binding].reduce(
    (strongest, reason) => stronger(strongest, reason.action),
    own.action,
  );
  return { action: action === "exclude" ? "freeze" : action, reasons };
}

/** A contradiction is settled when the source that carries it is excluded for a fault of its own: that is the wrong one. */
function unsettledReasons({ reasons }: ConsensusSource): readonly PolicyReason[] {
  const isAtFault = reasons.some(({ action }) => action === "exclude");
  return isAtFault ? reasons.filter(({ rule }) => rule !== "cross-source-deviation") : reasons;
}
