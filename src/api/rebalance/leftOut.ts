import type { Holding, Holdings } from "../../../engine/mandates/holding.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { MandateTerms, PerUnit } from "../../../engine/rebalance/terms.ts";

/**
 * A mandate's terms over all that an owner holds, as terms over the netting sets of a rebalance: what is held in the sets that
 * had to be left out cannot be traded and still counts, as a constant.
 */
export function withLeftOut(
  terms: MandateTerms,
  { legs }: Holdings,
  { nettingSets }: Pick<RebalanceInput, "nettingSets">,
): MandateTerms {
  const ids = new Set(nettingSets.map(({ id }) => id));
  const isIn = ({ nettingSetId }: PerUnit) => ids.has(nettingSetId);
  const held = new Map(legs.map((leg) => [keyOf(leg), leg.quantity]));
  const fix = <Form extends { readonly constant: number; readonly perUnit: readonly PerUnit[] }>(
    form: Form,
  ): Form => ({
    ...form,
    perUnit: form.perUnit.filter(isIn),
    constant: form.perUnit
      .filter((one) => !isIn(one))
      .reduce((sum, one) => sum + one.value * (held.get(keyOf(one)) ?? 0), form.constant),
  });
  return {
    rows: terms.rows.map(fix),
    rewards: terms.rewards.map((reward) => ({ ...reward, perUnit: reward.perUnit.filter(isIn) })),
    risk: terms.risk === null ? null : { ...terms.risk, factors: terms.risk.factors.map(fix) },
  };
}

function keyOf({ nettingSetId, instrumentId }: Pick<Holding, "nettingSetId" | "instrumentId">): string {
  return JSON.stringify([nettingSetId, instrumentId]);
}
