import { deltaOf } from "../../../../engine/mandates/greekLimits.ts";
import { type Holdings, underlyingsOf } from "../../../../engine/mandates/holding.ts";
import type { PrimaryMetric } from "../../../../engine/mandates/plan.ts";
import { deltaUsdOf } from "../../../../engine/mandates/priceRisk.ts";
import { quantitiesOf, sumOver, type UnitValue } from "../../../../engine/mandates/rows.ts";
import type { ConstraintLine, RebalanceProposal } from "../../../../engine/rebalance/proposal.ts";
import type { Issue } from "../../../../engine/result.ts";
import type { OwnerRisk } from "../../account/read.ts";
import { distinct } from "../../account/risk.ts";
import type { MandatedInput } from "../../rebalance/applyMandate.ts";
import type { MandateRequest } from "../../rebalance/mandateRequest.ts";
import { asOfOnWire, warningOnWire } from "../wire.ts";

/** Everything that the answer to a rebalance says. */
export interface RebalanceAnswer {
  readonly risk: OwnerRisk;
  readonly request: MandateRequest;
  readonly mandated: MandatedInput;
  readonly proposal: RebalanceProposal;
  /** Beside those of the risk and the proposal. */
  readonly issues: readonly Issue[];
}

/** A proposal with its mandate before and after, and everything that it rests on. */
export function rebalanceOnWire({ risk, request, mandated, proposal, issues }: RebalanceAnswer) {
  const { plan, holdings } = mandated;
  const chains = new Set(risk.rows.map(({ clock }) => clock.chainId));
  // Legs that the mandate holds still are bounded by construction: their shadow prices say nothing about a limit.
  const tradable = new Set(risk.view.tradable.map((line) => `${line.nettingSetId}/${line.instrumentId}`));
  const isLimit = ({ id, kind }: ConstraintLine) =>
    kind !== "position" || tradable.has(id.replace(/^position:/, ""));
  const after = quantitiesAfter(holdings, proposal);
  return {
    ...proposal,
    mandate: {
      strategy: request.strategy,
      primaryMetric: plan?.primaryMetric ?? "charge on margin at unchanged net delta by underlying",
      exposedTo: plan?.exposedTo ?? "all that the book is exposed to now, with smaller margin behind it",
      metric: plan === null ? null : metricOnWire(plan.metric, holdings, after),
      exposures: exposuresOnWire(holdings, after),
    },
    // Without an aversion nothing was forecast, and 0 would read as no risk.
    risk: request.riskAversion === undefined ? null : proposal.risk,
    constraints: proposal.constraints.filter(isLimit),
    warnings: distinct([...risk.warnings, ...issues, ...mandated.issues, ...proposal.issues]).map(
      warningOnWire,
    ),
    asOf: risk.clocks.filter(({ chainId }) => chains.has(chainId)).map(asOfOnWire),
  };
}

function quantitiesAfter({ legs }: Holdings, { orders }: RebalanceProposal): number[] {
  return legs.map(
    ({ nettingSetId, instrumentId, quantity }) =>
      quantity +
      (orders.find((o) => o.nettingSetId === nettingSetId && o.instrumentId === instrumentId)?.quantity ?? 0),
  );
}

function metricOnWire({ name, unit, measure }: PrimaryMetric, holdings: Holdings, after: readonly number[]) {
  return { name, unit, before: measure(quantitiesOf(holdings)), after: measure(after) };
}

/** Net delta of every underlying over all netting sets, those that the rebalance left out as well. */
function exposuresOnWire(holdings: Holdings, after: readonly number[]) {
  const before = quantitiesOf(holdings);
  const both = (perUnit: UnitValue) => ({
    before: sumOver(holdings, perUnit, before),
    after: sumOver(holdings, perUnit, after),
  });
  return underlyingsOf(holdings)
    .filter((underlying) => holdings.legs.some((leg) => deltaOf(underlying)(leg) !== 0))
    .map((underlying) => ({
      underlying,
      delta: both(deltaOf(underlying)),
      deltaUsd: both(deltaUsdOf(underlying)),
    }));
}
