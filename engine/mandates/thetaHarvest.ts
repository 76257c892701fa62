import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkConfidence, checkNonNegative, checkPositive } from "../risk/checks.ts";
import { type GreekLimits, greekRows } from "./greekLimits.ts";
import type { Holding, Holdings } from "./holding.ts";
import type { LegTerms, MandatePlan } from "./plan.ts";
import { perUnitOf, rowOver, sumOver } from "./rows.ts";

/** Earn time decay as long as no scenario loses more than a cap. */
export interface ThetaHarvestMandate extends GreekLimits {
  readonly kind: "thetaHarvest";
  /** Most that any scenario may lose over all venues, USD. */
  readonly maximumLossUsd: number;
  /** Largest mean loss in the worst 1 - confidence of the scenarios, taken as equally likely; no such cap when absent. */
  readonly expectedShortfall?: { readonly confidence: number; readonly maximumUsd: number };
  /** Years over which theta is earned; costs are paid once. */
  readonly horizonYears: number;
  /** Most units of one option to be short of in one netting set; null: no limit of its own. */
  readonly maximumShort: number | null;
}

/**
 * USD that one unit held long gains (as a rule loses) by decay over the horizon: theta until the horizon or expiry, and
 * never more than the premium. Theta times time overstates both what is about to expire and far wings, whose theta is
 * large beside their price, so that a programme would sell those first.
 */
export function decayOver({ greeks, priceUsd, yearsToExpiry }: Holding, horizonYears: number): number {
  const years = yearsToExpiry === null ? horizonYears : Math.min(horizonYears, yearsToExpiry);
  return Math.max(greeks.theta * years, -priceUsd);
}

/**
 * Programme: max sum_i decay_i x_i - cost(trades) s.t. sum_i pnl_is x_i >= -cap for every scenario s, with the
 * delta bands and tenor limits, and mean loss in the worst scenarios <= its own cap where there is one. The shadow price
 * of a tail row is what one USD more of tail would earn.
 *
 * An option whose sale earns at least as much by decay as any scenario takes is invisible to the cap: the grid does not
 * reach it. It may not be sold further, and an issue names it. Fails with INVALID_INPUT without scenarios or for numbers outside
 * their domain.
 */
export function thetaHarvest(mandate: ThetaHarvestMandate, holdings: Holdings): Result<MandatePlan> {
  const { maximumLossUsd, horizonYears, maximumShort, expectedShortfall } = mandate;
  const issues: Issue[] = [
    ...checkNonNegative("maximumLossUsd", maximumLossUsd),
    ...checkPositive("horizonYears", horizonYears),
    ...(expectedShortfall === undefined
      ? []
      : [
          ...checkNonNegative("expectedShortfall.maximumUsd", expectedShortfall.maximumUsd),
          ...checkConfidence(expectedShortfall.confidence).map((issue) => ({
            ...issue,
            field: "expectedShortfall.confidence",
          })),
        ]),
    ...(maximumShort === null ? [] : checkNonNegative("maximumShort", maximumShort)),
  ];
  if (holdings.scenarios.length === 0)
    issues.push(invalid("scenarios", "not empty: the cap rests on them", 0));
  const limits = greekRows(holdings, mandate);
  if (!limits.ok) issues.push(...limits.issues);
  if (issues.length > 0 || !limits.ok) return fail(...issues);
  const theta = (leg: Holding) => leg.greeks.theta;
  const unseen = holdings.legs.filter((leg) => isUnseenWhenShort(leg, horizonYears));
  const decay = perUnitOf(holdings, (leg) => decayOver(leg, horizonYears));
  return ok({
    terms: {
      rows: [...tailRows(holdings, maximumLossUsd), ...shortfallRows(holdings, mandate), ...limits.value],
      rewards: [{ name: "theta", perUnit: decay }],
      risk: null,
    },
    legTerms: holdings.legs.flatMap((leg) => shortLimit(leg, mandate)),
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
      message: `no scenario costs a seller of ${leg.instrumentId} more than decay earns: the grid does not reach it, so it may not be sold`,
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

/** The row of a cap on expected shortfall, over all venues, if the mandate has one. */
function shortfallRows(holdings: Holdings, { expectedShortfall }: ThetaHarvestMandate): MandateRow[] {
  if (expectedShortfall === undefined) return [];
  const { confidence, maximumUsd } = expectedShortfall;
  const head = { id: "shortfall", kind: "scenario", unit: "USD", usdPerUnit: 1 } as const;
  const scenarios = holdings.scenarios.map((_, s) =>
    perUnitOf(holdings, (leg) => leg.scenarioPnlUsd[s] ?? 0),
  );
  const bounds = { lower: -maximumUsd, upper: null, constant: 0 };
  return [{ ...head, ...bounds, perUnit: [], shortfall: { confidence, scenarios } }];
}

function isUnseenWhenShort(leg: Holding, horizonYears: number): boolean {
  const earned = -decayOver(leg, horizonYears);
  return earned > 0 && !leg.scenarioPnlUsd.some((pnl) => pnl > earned);
}

function shortLimit(leg: Holding, { maximumShort, horizonYears }: ThetaHarvestMandate): LegTerms[] {
  if (leg.yearsToExpiry === null) return [];
  const least = isUnseenWhenShort(leg, horizonYears) ? 0 : maximumShort === null ? null : -maximumShort;
  if (least === null) return [];
  // A position beyond the limit is not forced back by it: the limit stops selling.
  const minPosition = Math.min(least, leg.quantity);
  return [{ nettingSetId: leg.nettingSetId, instrumentId: leg.instrumentId, minPosition }];
}
