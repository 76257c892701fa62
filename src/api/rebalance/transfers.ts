import { isStableRow } from "../../../engine/book/row.ts";
import type { RebalanceInput, RebalanceNettingSet } from "../../../engine/rebalance/input.ts";
import type { Transfer } from "../../../engine/rebalance/transfer.ts";
import type { Risk } from "../account/risk.ts";
import type { MandateRequest } from "./mandateRequest.ts";

/**
 * Adds every way for an owner's collateral to go from one netting set to another, at the cost that the mandate states: what
 * bridges and venues really take is not indexed. Only stablecoins go: a coin would take its delta along.
 */
export function withTransfers(request: MandateRequest, risk: Risk, input: RebalanceInput): RebalanceInput {
  const { transfer } = request;
  if (transfer === undefined) return input;
  const nettingSets = input.nettingSets.map((set) => ({ ...set, maxSentUsd: sendableUsd(risk, set) }));
  const chainOf = (id: string) => risk.view.nettingSets.find((set) => set.id === id)?.chainId;
  const transfers = nettingSets.flatMap(({ id: fromSetId, maxSentUsd }): Transfer[] => {
    if (maxSentUsd === 0) return [];
    return nettingSets
      .filter(({ id }) => id !== fromSetId)
      .map(({ id: toSetId }) => ({
        id: `${fromSetId} -> ${toSetId}`,
        fromSetId,
        toSetId,
        asset: "USD",
        maxUsd: maxSentUsd,
        ...transfer,
        bridge: chainOf(fromSetId) === chainOf(toSetId) ? "within the chain" : "between chains",
      }));
  });
  return { ...input, nettingSets, transfers };
}

/** USD that may leave a set: its stablecoins, no more than its equity; none of a set that is short of its requirement now. */
function sendableUsd({ view, sheet }: Risk, { id, equityUsd }: RebalanceNettingSet): number {
  const report = view.margins.find(({ nettingSetId }) => nettingSetId === id)?.report;
  if (report?.ok !== true || report.value.initialUsd > equityUsd) return 0;
  const stableUsd = view.positions
    .filter(({ nettingSetId, isCollateral }) => nettingSetId === id && isCollateral)
    .reduce((sum, { instrumentId, quantity }) => {
      const row = sheet.rows.get(instrumentId);
      return row !== undefined && isStableRow(row) ? sum + quantity * row.priceUsd : sum;
    }, 0);
  return Math.max(0, Math.min(stableUsd, equityUsd));
}
