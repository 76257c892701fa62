import type { RebalanceInput, RebalanceNettingSet } from "../../../engine/rebalance/input.ts";
import type { MandateRow, MandateTerms, PerUnit } from "../../../engine/rebalance/terms.ts";
import { MANDATE } from "./support.ts";

export const FREE = { feeBps: 0, halfSpreadBps: 0 };

/** A value per unit of one leg. */
export const per = (nettingSetId: string, instrumentId: string, value: number): PerUnit => ({
  nettingSetId,
  instrumentId,
  value,
});

/** An open row; `changes` bound it. */
export function row(id: string, perUnit: readonly PerUnit[], changes: Partial<MandateRow> = {}): MandateRow {
  const base = {
    id,
    kind: "greek",
    unit: "ETH",
    lower: null,
    upper: null,
    constant: 0,
    usdPerUnit: 3_000,
  } as const;
  return { ...base, perUnit, ...changes };
}

/** A mandate of terms alone: no greek is kept, margin has no charge. */
export function mandate(
  nettingSets: readonly RebalanceNettingSet[],
  terms: Partial<MandateTerms>,
  changes: Partial<RebalanceInput["mandate"]> = {},
): RebalanceInput {
  return {
    mandate: { ...MANDATE, keep: [], marginChargePerYear: 0, ...changes },
    nettingSets,
    terms: { rows: [], rewards: [], risk: null, ...terms },
  };
}

/** One risk factor, the ETH held, with a variance of (3,000 * 60 %)^2 USD^2 a year and unit^2. */
export const VARIANCE = (3_000 * 0.6) ** 2;
export function ethRisk(
  aversionPerUsd: number,
  legs: readonly PerUnit[],
  constant = 0,
): MandateTerms["risk"] {
  const factors = [{ name: "ETH", perUnit: legs, constant }];
  return { aversionPerUsd, factors, covariancePerYear: [[VARIANCE]] };
}
