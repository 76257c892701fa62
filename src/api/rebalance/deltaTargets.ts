import { deltaOf } from "../../../engine/mandates/greekLimits.ts";
import { type Holding, type Holdings, underlyingsOf } from "../../../engine/mandates/holding.ts";
import { quantitiesOf, sumOver } from "../../../engine/mandates/rows.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { Issue } from "../../../engine/result.ts";
import type { DeltaTarget } from "./mandateRequest.ts";

/**
 * The net deltas that a delta-neutral mandate asks for: those it names or, when it names none, 0 for every underlying of the book
 * that something tradable moves. The others stay and are named: they would make every other hedge infeasible. Where nothing
 * is tradable at all every underlying is asked for, and the answer is what stands in the way.
 */
export function deltaTargets(
  named: readonly DeltaTarget[] | undefined,
  holdings: Holdings,
  { nettingSets }: Pick<RebalanceInput, "nettingSets">,
): { readonly targets: readonly DeltaTarget[]; readonly issues: readonly Issue[] } {
  if (named !== undefined) return { targets: named, issues: [] };
  const canTrade = ({ nettingSetId, instrumentId }: Holding) => {
    const set = nettingSets.find(({ id }) => id === nettingSetId);
    const leg = set?.legs.find((one) => one.instrumentId === instrumentId);
    return leg !== undefined && (leg.minPosition ?? -Infinity) < (leg.maxPosition ?? Infinity);
  };
  const exposed = underlyingsOf(holdings).filter((underlying) =>
    holdings.legs.some((leg) => deltaOf(underlying)(leg) !== 0),
  );
  const movable = exposed.filter((underlying) =>
    holdings.legs.some((leg) => deltaOf(underlying)(leg) !== 0 && canTrade(leg)),
  );
  const targets = movable.length > 0 ? movable : exposed;
  return {
    targets: targets.map((underlying) => ({ underlying, target: 0, halfWidth: 0 })),
    issues: exposed
      .filter((underlying) => !targets.includes(underlying))
      .map((underlying) => {
        const net = sumOver(holdings, deltaOf(underlying), quantitiesOf(holdings));
        const message = `nothing that can be traded here moves with ${underlying}: its net delta stays ${net}`;
        return { code: "UNSUPPORTED", subject: underlying, message };
      }),
  };
}
