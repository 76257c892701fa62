import { applyLegTerms } from "../../../engine/mandates/applyLegTerms.ts";
import { bookHoldings } from "../../../engine/mandates/bookHoldings.ts";
import type { Holding, Holdings } from "../../../engine/mandates/holding.ts";
import type { MandatePlan } from "../../../engine/mandates/plan.ts";
import { deltaUsdOf, type PriceForecast, priceRisk } from "../../../engine/mandates/priceRisk.ts";
import { type Mandate, mandateTerms } from "../../../engine/mandates/registry.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { MandateRisk, MandateTerms } from "../../../engine/rebalance/terms.ts";
import { type Issue, ok, type Result } from "../../../engine/result.ts";
import type { Risk } from "../account/risk.ts";
import type { MandateRequest } from "./mandateRequest.ts";

/** A rebalance with a mandate's terms in it. */
export interface MandatedInput {
  readonly input: RebalanceInput;
  /** Null for a rebalance of collateral alone. */
  readonly plan: MandatePlan | null;
  /** What the plan's metric is measured on. */
  readonly holdings: Holdings;
  readonly issues: readonly Issue[];
}

/** Share by which an underlying may leave the common scale of a volatility target: lots need some. */
const PROPORTION_TOLERANCE = 0.05;
/** A calm forecast must not lever a book without end. */
const MAXIMUM_SCALE = 3;

/**
 * Puts a mandate into the rebalance of an owner's book. Netting sets that the rebalance had to leave out still count in what the
 * owner is exposed to: their delta stands beside the legs as a constant.
 */
export function applyMandate(
  request: MandateRequest,
  risk: Risk,
  input: RebalanceInput,
  forecast: PriceForecast,
): Result<MandatedInput> {
  const { holdings: all, issues } = bookHoldings(
    risk.view.positions,
    risk.view.tradable,
    risk.view.nettingSets,
    risk.sheet,
  );
  const isIn = (leg: Holding) => input.nettingSets.some(({ id }) => id === leg.nettingSetId);
  const holdings = { ...all, legs: all.legs.filter(isIn) };
  const leftOut = { ...all, legs: all.legs.filter((leg) => !isIn(leg)) };
  const charge = riskCharge(request, holdings, leftOut, forecast);
  if (!charge.ok) return charge;
  if (request.strategy === "COLLATERAL") {
    const terms: MandateTerms = { rows: [], rewards: [], risk: charge.value };
    const wider = charge.value === null ? input : { ...input, terms };
    return ok({ input: wider, plan: null, holdings, issues });
  }
  const plan = mandateTerms(mandateOf(request, holdings, leftOut, forecast, input), holdings);
  if (!plan.ok) return plan;
  const { terms, legTerms } = plan.value;
  return ok({
    input: applyLegTerms(
      { ...input, mandate: { ...input.mandate, keep: [] }, terms: { ...terms, risk: charge.value } },
      legTerms,
    ),
    plan: plan.value,
    holdings,
    issues: [...issues, ...plan.value.issues],
  });
}

function riskCharge(
  { riskAversion }: MandateRequest,
  holdings: Holdings,
  leftOut: Holdings,
  forecast: PriceForecast,
): Result<MandateRisk | null> {
  if (riskAversion === null || riskAversion === undefined) return ok(null);
  const charged = priceRisk(holdings, { ...forecast, aversionPerUsd: riskAversion });
  if (!charged.ok) return charged;
  const factors = charged.value.factors.map((factor, i) => ({
    ...factor,
    constant: exposure(leftOut, deltaUsdOf(forecast.underlyings[i] ?? "")),
  }));
  return ok({ ...charged.value, factors });
}

function mandateOf(
  request: MandateRequest,
  holdings: Holdings,
  leftOut: Holdings,
  forecast: PriceForecast,
  { nettingSets }: RebalanceInput,
): Mandate {
  if (request.strategy === "VOLATILITY_TARGET") {
    const equityUsd = nettingSets.reduce((sum, set) => sum + set.equityUsd, 0);
    return {
      kind: "volatilityTarget",
      targetVolatility: request.targetVolatility ?? Number.NaN,
      capitalUsd: request.capitalUsd ?? equityUsd,
      forecast,
      tolerance: request.tolerance,
      maximumScale: MAXIMUM_SCALE,
      proportionTolerance: PROPORTION_TOLERANCE,
    };
  }
  const held = [
    ...new Set(holdings.legs.filter(({ greeks }) => greeks.delta !== 0).map((l) => l.underlying)),
  ];
  const targets = request.deltas ?? held.map((underlying) => ({ underlying, target: 0, halfWidth: 0 }));
  return {
    kind: "deltaNeutral",
    deltas: targets.map(({ underlying, target, halfWidth }) => ({
      underlying,
      target: target - exposure(leftOut, (leg) => (leg.underlying === underlying ? leg.greeks.delta : 0)),
      band: { kind: "fixed", halfWidth },
    })),
    tenors: [],
    risk: null,
  };
}

function exposure({ legs }: Holdings, perUnit: (leg: Holding) => number): number {
  return legs.reduce((sum, leg) => sum + leg.quantity * perUnit(leg), 0);
}
