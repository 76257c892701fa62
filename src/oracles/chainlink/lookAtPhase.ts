import type { Address } from "viem";
import type { ChainlinkFeed } from "../../catalog/feeds.ts";
import type { PhaseFact } from "../../ledger/facts.ts";
import type { RuleIdentity } from "../checks/rule.ts";
import type { Finding } from "../checks/verdict.ts";

/** The proxy points at an aggregator whose rounds do not reach us: told apart from a stale feed. */
export const aggregatorReplaced: RuleIdentity = { name: "aggregator-replaced", openAfter: 1, closeAfter: 1 };
/** The proxy cannot be asked for its aggregator. */
export const proxyUnreadable: RuleIdentity = { name: "proxy-unreadable", openAfter: 1, closeAfter: 1 };

/** What one look at a proxy says. */
export interface PhaseLook {
  /** Null when the proxy did not answer. */
  readonly phase: PhaseFact | null;
  /** What each rule found; undefined where it could not look. */
  readonly findings: readonly {
    readonly rule: RuleIdentity;
    readonly finding: Finding | null;
  }[];
}

/** What a look at a proxy says: its phase, and whether the rounds of its aggregator reach us. */
export function lookAtPhase(
  feed: ChainlinkFeed,
  read: { aggregator: Address; phaseId: number } | null,
): PhaseLook {
  const proxy = feed.proxy.toLowerCase() as Address;
  if (read === null) {
    const message = `the proxy ${proxy} of ${feed.asset}/${feed.quote} does not answer aggregator() and phaseId()`;
    return {
      phase: null,
      findings: [{ rule: proxyUnreadable, finding: { severity: "warning", message, evidence: { proxy } } }],
    };
  }
  const { aggregator, phaseId } = read;
  const phase = phaseOf(feed, phaseId, aggregator);
  const replaced: Finding = {
    severity: "warning",
    message: `${feed.asset}/${feed.quote} moved to aggregator ${aggregator} (phase ${phaseId}), whose rounds are not indexed: add it to the catalog`,
    evidence: { proxy, aggregator, phaseId, indexed: indexedBy(feed) },
  };
  return {
    phase,
    findings: [
      { rule: proxyUnreadable, finding: null },
      { rule: aggregatorReplaced, finding: phase.isIndexed ? null : replaced },
    ],
  };
}

/** A phase of a proxy, and whether its rounds reach us. */
export function phaseOf(feed: ChainlinkFeed, phaseId: number, aggregator: Address): PhaseFact {
  const proxy = feed.proxy.toLowerCase() as Address;
  // An aggregator of another feed does not count: its rounds are filed under that one.
  const isIndexed = indexedBy(feed).includes(aggregator.toLowerCase());
  return { kind: "phase", proxy, phaseId, aggregator, isIndexed };
}

function indexedBy({ aggregators }: ChainlinkFeed): string[] {
  return aggregators.map(({ address }) => address.toLowerCase());
}
