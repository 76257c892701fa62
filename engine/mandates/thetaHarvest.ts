import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";
import { type GreekLimits, greekRows } from "./greekLimits.ts";
import type { Holding, Holdings } from "./holding.ts";
import type { LegTerms, MandatePlan } from "./plan.ts";
import { perUnitOf, rowOver, sumOver } from "./rows.ts";

/** Earn time decay as long as no scenario loses more than a cap. */
export interface ThetaHarvestMandate extends GreekLimits {
  readonly kind: "thetaHarvest";
  /** Most that any scenario may lose over all venues, USD. */
  readonly maximumLossUsd: number;
  /** Years over which theta is earned; costs are paid once. */
  readonly horizonYears: number;
  /** Most units of one option to be short of in one netting set; null: no limit of its own. */
  readonly maximumShort: number | null;
}

/**
 * Programme: max horizon sum_i theta_i x_i - cost(trades) s.t. sum_i pnl_is x_i >= -cap for every scenario s, with the
 * delta bands and tenor limits. The shadow price of a tail row is what one USD more of tail would earn.
 *
 * An option that earns theta when sold and loses in no scenario is invisible to the cap: selling it would be free. It
 * may not be sold further, and an issue names it. Fails with INVALID_INPUT without scenarios or for numbers outside
 * their domain.
 */
export function thetaHarvest(mandate: ThetaHarvestMandate, holdings: Holdings): Result<MandatePlan> {
  const { maximumLossUsd, horizonYears, maximumShort } = mandate;
  const issues: Issue[] = [
    ...checkNonNegative("maximumLossUsd", maximumLossUsd),
    ...checkPositive("horizonYears", horizonYears),
    ...(maximumShort === null ? [] : checkNonNegative("maximumShort", maximumShort)),
  ];
  if (holdings.scenarios.length === 0)
    issues.push(invalid("scenarios", "not empty: the cap rests on them", 0));
  const limits = greekRows(holdings, mandate);
  if (!limits.ok) issues.push(...limits.issues);
  if (issues.length > 0 || !limits.ok) return fail(...issues);
  const theta = (leg: Holding) => leg.greeks.theta;
  const unseen = holdings.legs.filter(isUnseenWhenShort);
  const reward = perUnitOf(holdings, (leg) => theta(leg) * horizonYears);
  return ok({
    terms: {
      rows: [...tailRows(holdings, maximumLossUsd), ...limits.value],
      rewards: [{ name: "theta", perUnit: reward }],
      risk: null,
    },
    legTerms: holdings.legs.flatMap((leg) => shortLimit(leg, maximumShort)),
    metric: {
      name: "theta",
      unit: "USD per year",
      measure: (quantities) => sumOver(holdings, theta, quantities),
    },
    primaryMetric: "time decay earned, as large as the tail cap, the greek limits and the costs allow",
    exposedTo:
      "short gamma and short volatility: losses up to the cap in every scenario, beyond it in moves that no scenario " +
      "holds or in paths that cross several; volatility realised above what was sold",
    issues: unseen.map((leg) => ({
      code: "MISSING_PARAMETER",
      subject: `${leg.nettingSetId}/${leg.instrumentId}`,
      message: `no scenario makes ${leg.instrumentId} dearer, so the tail cap does not see it sold: it may not be sold`,
    })),
  });
}

/** One row a scenario: the P&L over all venues, against today's marks, is at least -`maximumLossUsd`. */
export function tailRows(holdings: Holdings, maximumLossUsd: number): MandateRow[] {
  return holdings.scenarios.map((name, s) => {
    const head = { id: `tail:${name}`, kind: "scenario", unit: "USD", usdPerUnit: 1 } as const;
    const interval = { lower: -maximumLossUsd, upper: null };
    return rowOver(holdings, head, interval, (leg) => leg.scenarioPnlUsd[s] ?? 0);
  });
}

function isUnseenWhenShort({ greeks, scenarioPnlUsd }: Holding): boolean {
  return greeks.theta < 0 && !scenarioPnlUsd.some((pnl) => pnl > 0);
}

function shortLimit(leg: Holding, maximumShort: number | null): LegTerms[] {
  if (leg.yearsToExpiry === null) return [];
  const least = isUnseenWhenShort(leg) ? 0 : maximumShort === null ? null : -maximumShort;
  if (least === null) return [];
  // A position beyond the limit is not forced back by it: the limit stops selling.
  const minPosition = Math.min(least, leg.quantity);
  return [{ nettingSetId: leg.nettingSetId, instrumentId: leg.instrumentId, minPosition }];
}
