import type { Address } from "viem";
import type { PrimaryMetric } from "../../../../engine/mandates/plan.ts";
import type { ConstraintLine, RebalanceProposal } from "../../../../engine/rebalance/proposal.ts";
import { proposeCollateralRebalance } from "../../../../engine/rebalance/proposeCollateralRebalance.ts";
import type { Issue } from "../../../../engine/result.ts";
import { withinBudget } from "../../../../engine/solvers/highs/timeBudget.ts";
import { ClearspanError } from "../../../errors.ts";
import { type OwnerRisk, readOwnerRisk } from "../../account/read.ts";
import { applyMandate, type MandatedInput } from "../../rebalance/applyMandate.ts";
import { rebalanceInput } from "../../rebalance/input.ts";
import { type MandateRequest, readMandate } from "../../rebalance/mandateRequest.ts";
import { type OracleView, oraclePolicies } from "../../rebalance/oraclePolicy.ts";
import { readForecast } from "../../rebalance/readForecast.ts";
import { readOracleView } from "../../rebalance/readOracleView.ts";
import { transfersOf } from "../../rebalance/transfers.ts";
import type { ApiContext } from "../context.ts";
import { asOfOnWire, warningOnWire } from "../wire.ts";

const LP_LIMITS = { timeLimitMs: 400 };
/** All programmes of a proposal together: a query has five seconds. */
const BUDGET_MS = 4_000;
const DAYS_PER_YEAR = 365;

interface RebalanceArgs {
  readonly owner: Address;
  readonly mandate?: unknown;
}

/** `proposeRebalance`: the trades and transfers by which an owner's book meets a mandate, when they pay for themselves. */
export const rebalanceResolvers = {
  Query: {
    proposeRebalance: async (_: unknown, { owner, mandate }: RebalanceArgs, context: ApiContext) => {
      const request = readMandate(mandate);
      const risk = await readOwnerRisk(context.db, owner, context.wallClock());
      const oracle = await readOracleView(context.db, risk);
      const policyOf = oraclePolicies(risk, oracle, request.horizonDays / DAYS_PER_YEAR);
      const { input, issues } = rebalanceInput(risk, request, policyOf);
      const mandated = await mandatedInput(context, request, risk, oracle, {
        ...input,
        transfers: transfersOf(request, risk, input),
      });
      const solver = withinBudget(await context.solver(), BUDGET_MS);
      const proposal = await proposeCollateralRebalance(mandated.input, solver, LP_LIMITS);
      return proposalOnWire(risk, request, mandated, proposal, [...issues, ...mandated.issues]);
    },
  },
};

/** Reads a forecast only for a mandate that needs one. */
async function mandatedInput(
  { db }: ApiContext,
  request: MandateRequest,
  risk: OwnerRisk,
  { markets }: OracleView,
  input: MandatedInput["input"],
): Promise<MandatedInput> {
  const needsForecast = typeof request.riskAversion === "number" || request.strategy === "VOLATILITY_TARGET";
  const { forecast, issues } = needsForecast
    ? await readForecast(db, risk, markets)
    : { forecast: { underlyings: [], covariancePerYear: [] }, issues: [] };
  const mandated = applyMandate(request, risk, input, forecast);
  if (!mandated.ok) {
    const details = mandated.issues.map(({ message }) => message).join("\n");
    throw new ClearspanError("BAD_USER_INPUT", "The mandate cannot be applied to this book.", { details });
  }
  return { ...mandated.value, issues: [...issues, ...mandated.value.issues] };
}

function proposalOnWire(
  risk: OwnerRisk,
  request: MandateRequest,
  { plan, holdings }: MandatedInput,
  proposal: RebalanceProposal,
  issues: readonly Issue[],
) {
  const chains = new Set(risk.rows.map(({ clock }) => clock.chainId));
  // Legs that the mandate holds still are bounded by construction: their shadow prices say nothing about a limit.
  const tradable = new Set(risk.view.tradable.map((line) => `${line.nettingSetId}/${line.instrumentId}`));
  const isLimit = ({ id, kind }: ConstraintLine) =>
    kind !== "position" || tradable.has(id.replace(/^position:/, ""));
  const warnings = [...risk.warnings, ...issues, ...proposal.issues];
  return {
    ...proposal,
    mandate: {
      strategy: request.strategy,
      primaryMetric: plan?.primaryMetric ?? "charge on margin at unchanged net delta by underlying",
      exposedTo: plan?.exposedTo ?? "all that the book is exposed to now, with smaller margin behind it",
      metric: plan === null ? null : metricOnWire(plan.metric, holdings, proposal),
    },
    constraints: proposal.constraints.filter(isLimit),
    warnings: warnings.map(warningOnWire),
    asOf: risk.clocks.filter(({ chainId }) => chains.has(chainId)).map(asOfOnWire),
  };
}

function metricOnWire(
  { name, unit, measure }: PrimaryMetric,
  { legs }: MandatedInput["holdings"],
  { orders }: RebalanceProposal,
) {
  const traded = legs.map(
    ({ nettingSetId, instrumentId, quantity }) =>
      quantity +
      (orders.find((o) => o.nettingSetId === nettingSetId && o.instrumentId === instrumentId)?.quantity ?? 0),
  );
  return { name, unit, before: measure(legs.map(({ quantity }) => quantity)), after: measure(traded) };
}
