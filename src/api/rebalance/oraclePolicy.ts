import type { OraclePolicy } from "../../../engine/rebalance/input.ts";
import type { Risk } from "../account/risk.ts";

/** The part of an open anomaly that a policy needs. */
export interface OpenAnomaly {
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  readonly asset: string;
  readonly rule: string;
  readonly severity: "info" | "warning" | "critical";
  readonly message: string;
}

/**
 * What the open anomalies mean for trading: an instrument whose venue prices it with a feed under a critical anomaly is
 * frozen. Feeds that no position rests on do not matter here; they are shown beside the proposal.
 */
export function oraclePolicies(risk: Risk, anomalies: readonly OpenAnomaly[]) {
  const used = new Set(risk.view.rounds.map(feedKey));
  const frozen = anomalies.filter((anomaly) => anomaly.severity === "critical" && used.has(feedKey(anomaly)));
  return (nettingSetId: string, instrumentId: string): OraclePolicy => {
    const set = risk.view.nettingSets.find(({ id }) => id === nettingSetId);
    const underlying = risk.sheet.instruments.get(instrumentId)?.underlying;
    const reason = frozen.find(({ chainId, asset }) => chainId === set?.chainId && asset === underlying);
    return reason === undefined ? { policy: "use" } : { policy: "freeze", reason: reason.message };
  };
}

function feedKey({ chainId, address, feedId }: { chainId: number; address: string; feedId: string }): string {
  return `${chainId}:${address}:${feedId}`;
}
