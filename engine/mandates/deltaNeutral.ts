import { fail, ok, type Result } from "../result.ts";
import { deltaOf, type GreekLimits, greekRows, spotOf } from "./greekLimits.ts";
import type { Holdings } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { type PriceRisk, priceRisk } from "./priceRisk.ts";
import { sumOver } from "./rows.ts";

/**
 * Hold the net delta of each underlying over all venues near a target at the least cost; the cheapest delta (as a rule
 * a perpetual, net of funding) does the work.
 */
export interface DeltaNeutralMandate extends GreekLimits {
  readonly kind: "deltaNeutral";
  /** What is left inside the band may be charged for its variance; null: the band alone counts. */
  readonly risk: PriceRisk | null;
}

/**
 * Programme: min cost(trades) + aversion / 2 horizon d'Cd, d the net delta in USD, s.t. delta_u in target_u +- band_u and
 * |gamma|, |vega| of each bucket below their limits. Fails with INVALID_INPUT when there is no target or a limit is
 * outside its domain.
 */
export function deltaNeutral(mandate: DeltaNeutralMandate, holdings: Holdings): Result<MandatePlan> {
  const rows = greekRows(holdings, mandate);
  const risk = mandate.risk === null ? ok(null) : priceRisk(holdings, mandate.risk);
  if (!rows.ok || !risk.ok) return fail(...(rows.ok ? [] : rows.issues), ...(risk.ok ? [] : risk.issues));
  if (mandate.deltas.length === 0)
    return fail({ code: "INVALID_INPUT", field: "deltas", message: "deltas must name an underlying" });
  const targets = mandate.deltas.map(({ underlying, target }) => ({
    perUnit: deltaOf(underlying),
    target,
    usd: spotOf(holdings, underlying),
  }));
  return ok({
    terms: { rows: rows.value, rewards: [], risk: risk.value },
    legTerms: [],
    metric: {
      name: "net delta away from its targets, summed over underlyings",
      unit: "USD",
      measure: (quantities) =>
        targets.reduce(
          (sum, { perUnit, target, usd }) =>
            sum + Math.abs(sumOver(holdings, perUnit, quantities) - target) * usd,
          0,
        ),
    },
    primaryMetric: "net delta by underlying over all venues, held within a band around its target",
    exposedTo:
      "gamma between hedges, implied volatility (vega) and time decay up to their limits, funding of the hedge, " +
      "liquidation of one venue's leg while the other venue's gain stays out of reach",
    issues: [],
  });
}
