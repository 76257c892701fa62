import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { type CarryMandate, carry } from "./carry.ts";
import { type CollateralEfficientMandate, collateral } from "./collateral.ts";
import { type ConcentrationLimit, concentrationRows } from "./concentration.ts";
import { type DeltaNeutralMandate, deltaNeutral } from "./deltaNeutral.ts";
import { checkHoldings, type Holdings } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { type ThetaHarvestMandate, thetaHarvest } from "./thetaHarvest.ts";
import { type VegaParityMandate, vegaParity } from "./vegaParity.ts";
import { type VegaWeightedMandate, vegaWeighted } from "./vegaWeighted.ts";
import { type VolatilityTargetMandate, volatilityTarget } from "./volatilityTarget.ts";

/** Every mandate by its kind: a new one is added here and to the list below. */
export type MandateRule =
  | DeltaNeutralMandate
  | VegaWeightedMandate
  | VegaParityMandate
  | ThetaHarvestMandate
  | CarryMandate
  | VolatilityTargetMandate
  | CollateralEfficientMandate;

/** A mandate, with caps on concentration that any of them may have. */
export type Mandate = MandateRule & { readonly concentration?: readonly ConcentrationLimit[] };

/**
 * What a mandate asks of a rebalance of these holdings. The legs' terms (`applyLegTerms`) belong to it: without them a
 * carry mandate counts today's funding as certain.
 *
 * Fails with INVALID_INPUT for holdings or parameters outside their domain, and as the mandate says.
 */
export function mandateTerms(mandate: Mandate, holdings: Holdings): Result<MandatePlan> {
  const issues: Issue[] = checkHoldings(holdings);
  if (issues.length > 0) return fail(...issues);
  const plan = planOf(mandate, holdings);
  const caps = concentrationRows(holdings, mandate.concentration ?? []);
  if (!plan.ok || !caps.ok) return fail(...(plan.ok ? [] : plan.issues), ...(caps.ok ? [] : caps.issues));
  const rows = [...plan.value.terms.rows, ...caps.value];
  const ids = rows.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return fail(invalid("mandate", "free of limits that are named twice", twice));
  return ok({ ...plan.value, terms: { ...plan.value.terms, rows } });
}

function planOf(mandate: MandateRule, holdings: Holdings): Result<MandatePlan> {
  switch (mandate.kind) {
    case "deltaNeutral":
      return deltaNeutral(mandate, holdings);
    case "vegaWeighted":
      return vegaWeighted(mandate, holdings);
    case "vegaParity":
      return vegaParity(mandate, holdings);
    case "thetaHarvest":
      return thetaHarvest(mandate, holdings);
    case "carry":
      return carry(mandate, holdings);
    case "volatilityTarget":
      return volatilityTarget(mandate, holdings);
    case "collateral":
      return collateral(mandate, holdings);
  }
}
