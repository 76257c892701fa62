/** What an anomaly does to the numbers, from nothing to everything. */
export type OracleAction =
  | "use" // as it is
  | "widen" // with more variance
  | "reduceOnly" // for trades that lower risk
  | "exclude" // not in the consensus; other sources carry on
  | "freeze"; // no trade in the market, whatever others say

export type AnomalySeverity = "info" | "warning" | "critical";

/** An open anomaly of a feed, as the indexer or the watch reports it. */
export interface OpenAnomaly {
  readonly rule: string;
  readonly severity: AnomalySeverity;
  readonly message: string;
}

export interface PolicyReason extends OpenAnomaly {
  readonly action: OracleAction;
}

export interface FeedDecision {
  /** The strongest action that any anomaly asks for. */
  readonly action: OracleAction;
  /** Strongest first; empty when nothing is wrong. */
  readonly reasons: readonly PolicyReason[];
}

const STRENGTH: Readonly<Record<OracleAction, number>> = {
  use: 0,
  widen: 1,
  reduceOnly: 2,
  exclude: 3,
  freeze: 4,
};

interface RulePolicy {
  readonly warning: OracleAction;
  readonly critical: OracleAction;
}

/**
 * One row a rule; info never changes a number. The price itself is wrong: exclude. Right but late, or not known to be wrong:
 * widen. Right, but the asset or its market is not what it was: reduceOnly. Nothing on the chain can be acted upon, two
 * sources contradict each other and nobody can say which is wrong, or the scale itself is in doubt: freeze.
 */
const POLICY: Readonly<Record<string, RulePolicy>> = {
  invalid: { warning: "exclude", critical: "exclude" },
  "scale-error": { warning: "freeze", critical: "exclude" },
  "out-of-order": { warning: "widen", critical: "exclude" },
  "round-gap": { warning: "widen", critical: "widen" },
  stale: { warning: "widen", critical: "exclude" },
  "stale-observation": { warning: "widen", critical: "widen" },
  frozen: { warning: "widen", critical: "exclude" },
  clamp: { warning: "exclude", critical: "exclude" },
  "wide-confidence": { warning: "widen", critical: "exclude" },
  "observer-dispersion": { warning: "widen", critical: "exclude" },
  jump: { warning: "widen", critical: "exclude" },
  "cadence-change": { warning: "widen", critical: "widen" },
  "cross-source-deviation": { warning: "widen", critical: "freeze" },
  "cross-chain-divergence": { warning: "widen", critical: "reduceOnly" },
  "twap-deviation": { warning: "widen", critical: "reduceOnly" },
  "twap-window": { warning: "exclude", critical: "exclude" },
  "flash-size-move": { warning: "widen", critical: "exclude" },
  depeg: { warning: "widen", critical: "reduceOnly" },
  "single-venue-depeg": { warning: "widen", critical: "exclude" },
  "rate-bound": { warning: "reduceOnly", critical: "exclude" },
  "config-change": { warning: "reduceOnly", critical: "freeze" },
  sequencer: { warning: "reduceOnly", critical: "freeze" },
};

/** A rule that this table does not know yet is treated with care. */
const UNKNOWN_RULE: RulePolicy = { warning: "widen", critical: "freeze" };

/** What one anomaly asks for. */
export function actionOf({ rule, severity }: Pick<OpenAnomaly, "rule" | "severity">): OracleAction {
  if (severity === "info") return "use";
  return (Object.hasOwn(POLICY, rule) ? (POLICY[rule] ?? UNKNOWN_RULE) : UNKNOWN_RULE)[severity];
}

/** What the open anomalies of a feed do to it: the strongest action among theirs. */
export function feedDecision(anomalies: readonly OpenAnomaly[]): FeedDecision {
  const reasons = anomalies
    .map((anomaly) => ({ ...anomaly, action: actionOf(anomaly) }))
    .filter(({ action }) => action !== "use")
    .toSorted((a, b) => STRENGTH[b.action] - STRENGTH[a.action] || (a.rule < b.rule ? -1 : 1));
  return { action: reasons[0]?.action ?? "use", reasons };
}

/** The stronger of two actions. */
export function stronger(a: OracleAction, b: OracleAction): OracleAction {
  return STRENGTH[a] >= STRENGTH[b] ? a : b;
}

/** Whether a source under this action still speaks in the consensus. */
export function isHeard(action: OracleAction): boolean {
  return STRENGTH[action] < STRENGTH.exclude;
}
