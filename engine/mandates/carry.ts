import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";
import { type FundingForecast, forecastFunding } from "./fundingForecast.ts";
import { type GreekLimits, greekRows } from "./greekLimits.ts";
import type { Holding, Holdings } from "./holding.ts";
import { type LiquidationLimit, liquidationRows } from "./liquidationRows.ts";
import type { LegTerms, MandatePlan } from "./plan.ts";

/** Names a leg. */
export interface LegKey {
  readonly nettingSetId: string;
  readonly instrumentId: string;
}

/** Funding of a leg as it was: the rate a long receives (> 0) or pays, per year and USD of notional, oldest first. */
export interface FundingHistory extends LegKey {
  readonly ratesPerYear: readonly number[];
  readonly intervalYears: number;
}

/** Price of the underlying that a dated future converges to. */
export interface BasisTerms extends LegKey {
  readonly spotUsd: number;
}

/** What the market of a leg takes, in units. */
export interface Capacity extends LegKey {
  /** Most to trade: a share of the volume while the orders work. */
  readonly maximumTrade: number;
  /** Largest absolute position afterwards: a share of the open interest. */
  readonly maximumPosition: number;
}

/** Earn funding and basis with the price risk hedged. */
export interface CarryMandate extends GreekLimits {
  readonly kind: "carry";
  readonly horizonYears: number;
  /** Standard deviations of forecast funding taken off every position, long or short. */
  readonly caution: number;
  readonly funding: readonly FundingHistory[];
  readonly basis: readonly BasisTerms[];
  readonly capacities: readonly Capacity[];
  readonly liquidation: LiquidationLimit;
}

/**
 * Programme: max horizon sum_i (f_i x_i - caution s_i |x_i|) - cost(trades) s.t. delta bands, liquidation distance,
 * |trade| and |position| within capacity. f is the AR(1) forecast of funding over the horizon, s its standard deviation:
 * the worst rate of the box f +- caution s, whichever side is held. Borrow fees and other charges of a leg stay as they
 * are; only the latest funding in them is replaced. A dated future adds (spot - price) / years to expiry, earned until
 * then, without doubt. The kink at 0 is in the legs' carry of the two sides.
 *
 * Fails with INVALID_INPUT without a delta target, for keys that name no leg, or numbers outside their domain;
 * UNSUPPORTED see `liquidationRows`.
 */
export function carry(mandate: CarryMandate, holdings: Holdings): Result<MandatePlan> {
  const issues: Issue[] = [
    ...checkPositive("horizonYears", mandate.horizonYears),
    ...checkNonNegative("caution", mandate.caution),
    ...keyIssues(mandate, holdings),
  ];
  if (mandate.deltas.length === 0) issues.push(invalid("deltas", "not empty: carry is hedged", 0));
  mandate.capacities.forEach(({ maximumTrade, maximumPosition }, i) => {
    issues.push(
      ...checkNonNegative(`capacities[${i}].maximumTrade`, maximumTrade),
      ...checkNonNegative(`capacities[${i}].maximumPosition`, maximumPosition),
    );
  });
  mandate.basis.forEach(({ spotUsd }, i) => {
    issues.push(...checkPositive(`basis[${i}].spotUsd`, spotUsd));
  });
  const greeks = greekRows(holdings, mandate);
  const liquidation = liquidationRows(holdings, mandate.liquidation);
  for (const result of [greeks, liquidation]) if (!result.ok) issues.push(...result.issues);
  const terms: LegTerms[] = [];
  const unknown: Issue[] = [];
  for (const leg of holdings.legs) {
    const own = legTerms(mandate, leg);
    if (!own.ok) issues.push(...own.issues);
    else {
      terms.push(own.value.terms);
      if (own.value.isUnknown) unknown.push(withoutHistory(leg));
    }
  }
  if (issues.length > 0 || !greeks.ok || !liquidation.ok) return fail(...issues);
  const rows: MandateRow[] = [...greeks.value, ...liquidation.value];
  return ok({
    terms: { rows, rewards: [], risk: null },
    legTerms: terms,
    metric: {
      name: "carry after caution",
      unit: "USD per year",
      measure: (quantities) =>
        terms.reduce((sum, { carryLongUsdPerYear = 0, carryShortUsdPerYear = 0 }, i) => {
          const held = quantities[i] ?? 0;
          return sum + (held > 0 ? held * carryLongUsdPerYear : -held * carryShortUsdPerYear);
        }, 0),
    },
    primaryMetric:
      "funding and basis expected over the horizon less a margin for doubt, as large as limits allow",
    exposedTo:
      "funding that turns for longer than its history did, one venue's leg liquidated while the other gains, venue " +
      "default, prices of one underlying that part between venues, and costs of closing",
    issues: unknown,
  });
}

function legTerms(
  { horizonYears, caution, funding, basis, capacities }: CarryMandate,
  leg: Holding,
): Result<{ readonly terms: LegTerms; readonly isUnknown: boolean }> {
  const history = funding.find(isOf(leg));
  const future = basis.find(isOf(leg));
  const capacity = capacities.find(isOf(leg));
  let long = leg.carryLongUsdPerYear;
  let short = leg.carryShortUsdPerYear;
  if (history !== undefined) {
    const forecast = forecastFunding(history.ratesPerYear, history.intervalYears, horizonYears);
    if (!forecast.ok) return fail(...forecast.issues.map((issue) => ({ ...issue, subject: nameOf(leg) })));
    const { change, doubt } = fundingChange(forecast.value, history, caution);
    long += (change - doubt) * leg.priceUsd;
    short += (-change - doubt) * leg.priceUsd;
  }
  if (future !== undefined) {
    const years = leg.yearsToExpiry ?? 0;
    if (!(years > 0)) {
      return fail({ ...invalid("basis", "of a leg that expires", leg.yearsToExpiry), subject: nameOf(leg) });
    }
    const convergence = ((future.spotUsd - leg.priceUsd) / years) * Math.min(1, years / horizonYears);
    long += convergence;
    short -= convergence;
  }
  const { nettingSetId, instrumentId } = leg;
  const limits =
    capacity === undefined
      ? {}
      : {
          // What is held beyond the limit may stay; it may not grow.
          minPosition: Math.min(-capacity.maximumPosition, leg.quantity),
          maxPosition: Math.max(capacity.maximumPosition, leg.quantity),
          maxTrade: capacity.maximumTrade,
        };
  return ok({
    terms: { nettingSetId, instrumentId, carryLongUsdPerYear: long, carryShortUsdPerYear: short, ...limits },
    isUnknown: history === undefined && (leg.carryLongUsdPerYear !== 0 || leg.carryShortUsdPerYear !== 0),
  });
}

/** What the forecast changes about the latest rate, and the margin for doubt, per year and USD of notional. */
function fundingChange(forecast: FundingForecast, { ratesPerYear }: FundingHistory, caution: number) {
  const latest = ratesPerYear[ratesPerYear.length - 1] ?? 0;
  return { change: forecast.ratePerYear - latest, doubt: caution * forecast.standardDeviation };
}

const isOf = (leg: LegKey) => (key: LegKey) =>
  key.nettingSetId === leg.nettingSetId && key.instrumentId === leg.instrumentId;

const nameOf = ({ nettingSetId, instrumentId }: LegKey) => `${nettingSetId}/${instrumentId}`;

function withoutHistory(leg: Holding): Issue {
  const message = `${leg.instrumentId} has carry without a history of funding: it is taken as certain`;
  return { code: "MISSING_PARAMETER", subject: nameOf(leg), message };
}

function keyIssues({ funding, basis, capacities }: CarryMandate, holdings: Holdings): Issue[] {
  return Object.entries({ funding, basis, capacities }).flatMap(
    ([field, keys]: [string, readonly LegKey[]]) =>
      keys.flatMap((key, i) => {
        if (keys.findIndex(isOf(key)) !== i) return [invalid(`${field}[${i}]`, "unique", nameOf(key))];
        return holdings.legs.some(isOf(key))
          ? []
          : [invalid(`${field}[${i}]`, "the key of a leg", nameOf(key))];
      }),
  );
}
