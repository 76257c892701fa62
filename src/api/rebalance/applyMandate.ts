import { applyLegTerms } from "../../../engine/mandates/applyLegTerms.ts";
import { bookHoldings } from "../../../engine/mandates/bookHoldings.ts";
import { deltaOf } from "../../../engine/mandates/greekLimits.ts";
import type { Holdings } from "../../../engine/mandates/holding.ts";
import type { MandatePlan } from "../../../engine/mandates/plan.ts";
import { type PriceForecast, priceRisk } from "../../../engine/mandates/priceRisk.ts";
import { type Mandate, mandateTerms } from "../../../engine/mandates/registry.ts";
import { quantitiesOf, sumOver } from "../../../engine/mandates/rows.ts";
import type { RebalanceInput } from "../../../engine/rebalance/input.ts";
import type { MandateRisk } from "../../../engine/rebalance/terms.ts";
import { type Issue, ok, type Result } from "../../../engine/result.ts";
import type { Risk } from "../account/risk.ts";
import { deltaTargets } from "./deltaTargets.ts";
import { hedgeBounds, type WantedChange } from "./hedgeBounds.ts";
import { withLeftOut } from "./leftOut.ts";
import type { MandateRequest } from "./mandateRequest.ts";

/** A rebalance with a mandate's terms in it. */
export interface MandatedInput {
  readonly input: RebalanceInput;
  /** Null for a rebalance of collateral alone. */
  readonly plan: MandatePlan | null;
  /** All that the owner holds or may trade, in sets that the rebalance left out as well. */
  readonly holdings: Holdings;
  readonly issues: readonly Issue[];
}

/** Share by which an underlying may leave the common scale of a volatility target: lots need some. */
const PROPORTION_TOLERANCE = 0.05;
/** A calm forecast must not lever a book without end. */
const MAXIMUM_SCALE = 3;

/**
 * Puts a mandate into the rebalance of an owner's book. Netting sets that the rebalance had to leave out still count in what the
 * owner is exposed to. Fails as the mandate does (INVALID_INPUT), for one that this book cannot follow.
 */
export function applyMandate(
  request: MandateRequest,
  risk: Risk,
  input: RebalanceInput,
  forecast: PriceForecast,
): Result<MandatedInput> {
  const { positions, tradable, nettingSets } = risk.view;
  const { holdings, issues } = bookHoldings(positions, tradable, nettingSets, risk.sheet);
  if (request.strategy === "COLLATERAL") return ok({ input, plan: null, holdings, issues });
  const charge = riskCharge(request, holdings, forecast);
  if (!charge.ok) return charge;
  const asked =
    request.strategy === "DELTA_NEUTRAL"
      ? deltaNeutral(request, holdings, input)
      : volatilityTarget(request, risk, holdings, forecast);
  const plan = mandateTerms(asked.mandate, holdings);
  if (!plan.ok) return plan;
  const terms = withLeftOut({ ...plan.value.terms, risk: charge.value }, holdings, input);
  return ok({
    input: applyLegTerms(
      { ...input, mandate: { ...input.mandate, keep: [] }, terms },
      hedgeBounds(holdings, asked.wanted(plan.value)),
    ),
    plan: plan.value,
    holdings,
    issues: [...issues, ...asked.issues, ...plan.value.issues],
  });
}

function riskCharge(
  { riskAversion }: MandateRequest,
  holdings: Holdings,
  forecast: PriceForecast,
): Result<MandateRisk | null> {
  if (riskAversion === undefined) return ok(null);
  return priceRisk(holdings, { ...forecast, aversionPerUsd: riskAversion });
}

interface Asked {
  readonly mandate: Mandate;
  /** The changes of net delta that meet it. */
  readonly wanted: (plan: MandatePlan) => readonly WantedChange[];
  readonly issues: readonly Issue[];
}

function deltaNeutral({ deltas }: MandateRequest, holdings: Holdings, input: RebalanceInput): Asked {
  const { targets, issues } = deltaTargets(deltas, holdings, input);
  const bands = targets.map(({ underlying, target, halfWidth }) => ({
    underlying,
    target,
    band: { kind: "fixed", halfWidth } as const,
  }));
  const wanted = targets.map(({ underlying, target, halfWidth }) => {
    const away = target - netDelta(holdings, underlying);
    return { underlying, least: away - halfWidth, most: away + halfWidth };
  });
  return {
    mandate: { kind: "deltaNeutral", deltas: bands, tenors: [], risk: null },
    wanted: () => wanted,
    issues,
  };
}

function volatilityTarget(
  request: MandateRequest,
  { view }: Risk,
  holdings: Holdings,
  forecast: PriceForecast,
): Asked {
  const equities = view.nettingSets.map(({ id }) => {
    const report = view.margins.find(({ nettingSetId }) => nettingSetId === id)?.report;
    return { id, equityUsd: report?.ok === true ? report.value.equityUsd : null };
  });
  const given = request.capitalUsd;
  const unknown = given === undefined ? equities.filter(({ equityUsd }) => equityUsd === null) : [];
  return {
    mandate: {
      kind: "volatilityTarget",
      targetVolatility: request.targetVolatility ?? Number.NaN,
      capitalUsd: given ?? equities.reduce((sum, { equityUsd }) => sum + (equityUsd ?? 0), 0),
      forecast,
      tolerance: request.tolerance,
      maximumScale: MAXIMUM_SCALE,
      proportionTolerance: PROPORTION_TOLERANCE,
    },
    wanted: ({ metric }) => {
      const scale = Math.min(1 / metric.measure(quantitiesOf(holdings)), MAXIMUM_SCALE);
      return forecast.underlyings.map((underlying) => {
        const net = netDelta(holdings, underlying);
        const slack = Math.abs(net * scale) * (request.tolerance + PROPORTION_TOLERANCE);
        const away = net * (scale - 1);
        return { underlying, least: away - slack, most: away + slack };
      });
    },
    issues: unknown.map(({ id }) => ({
      code: "MISSING_PARAMETER",
      subject: id,
      message: `the equity of ${id} is not known and missing from the capital: state capitalUsd to count it`,
    })),
  };
}

function netDelta(holdings: Holdings, underlying: string): number {
  return sumOver(holdings, deltaOf(underlying), quantitiesOf(holdings));
}
