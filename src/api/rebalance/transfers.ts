import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { Transfer } from "../../../engine/rebalance/transfer.ts";
import type { Risk } from "../account/risk.ts";
import type { MandateRequest } from "./mandateRequest.ts";

/**
 * Every way for an owner's collateral to go from one netting set to another, at the cost that the mandate states: what bridges
 * and venues really take is not indexed. No more can leave a set than the collateral in it is worth, nor than its equity.
 */
export function transfersOf(
  { transfer }: MandateRequest,
  { view, sheet }: Risk,
  { nettingSets }: RebalanceInput,
): Transfer[] {
  if (transfer === null || transfer === undefined) return [];
  const chainOf = (id: string) => view.nettingSets.find((set) => set.id === id)?.chainId;
  return nettingSets.flatMap((from) => {
    const collateralUsd = view.positions
      .filter(({ nettingSetId, isCollateral }) => nettingSetId === from.id && isCollateral)
      .reduce(
        (sum, { instrumentId, quantity }) => sum + quantity * (sheet.rows.get(instrumentId)?.priceUsd ?? 0),
        0,
      );
    const maxUsd = Math.max(0, Math.min(collateralUsd, from.equityUsd));
    return nettingSets
      .filter(({ id }) => id !== from.id && maxUsd > 0)
      .map(({ id }) => ({
        id: `${from.id} -> ${id}`,
        fromSetId: from.id,
        toSetId: id,
        asset: "USD",
        maxUsd,
        ...transfer,
        bridge: chainOf(from.id) === chainOf(id) ? "within the chain" : "between chains",
      }));
  });
}
