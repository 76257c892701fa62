import { applyLegTerms } from "../engine/mandates/applyLegTerms.ts";
import { mandateTerms } from "../engine/mandates/registry.ts";
import { mandateReport } from "../engine/mandates/report.ts";
import { legKey } from "../engine/rebalance/flatTerms.ts";
import type { RebalanceInput } from "../engine/rebalance/input.ts";
import type { RebalanceOrder } from "../engine/rebalance/proposal.ts";
import { fail, type Issue, invalid, ok, type Result } from "../engine/result.ts";
import type { Objective, ObjectiveReport } from "./schema/objective.ts";

/** A rebalance with an objective's terms in it, and findings that do not stop it. */
export interface UnderObjective {
  readonly input: RebalanceInput;
  readonly issues: readonly Issue[];
}

/**
 * Puts an objective into a rebalance: its rows, rewards and risk as terms, its limits and carry into the legs.
 *
 * Fails with INVALID_INPUT, the field named, when there are terms already; when horizons differ, since rewards count over
 * the objective's and costs are weighed over the rebalance's; when holdings and legs are not the same positions; and as
 * `mandateTerms` does.
 */
export function underObjective(input: RebalanceInput, objective: Objective): Result<UnderObjective> {
  const issues = [
    ...(input.terms === undefined ? [] : [invalid("terms", "left out: the objective makes them", "both")]),
    ...horizonIssues(input, objective),
    ...positionIssues(input, objective),
  ];
  const plan = mandateTerms(objective.mandate, objective.holdings);
  if (!plan.ok) issues.push(...plan.issues.map(inObjective));
  if (issues.length > 0 || !plan.ok) return fail(...issues);
  const { terms, legTerms } = plan.value;
  return ok({ input: applyLegTerms({ ...input, terms }, legTerms), issues: plan.value.issues });
}

/** The objective before and after the orders of a proposal. Fails as `mandateTerms` does. */
export function objectiveReport(
  { mandate, holdings }: Objective,
  orders: readonly RebalanceOrder[],
): Result<ObjectiveReport> {
  const report = mandateReport(mandate, holdings, orders);
  if (!report.ok) return report;
  const { primaryMetric, ...rest } = report.value;
  const { words, ...metric } = primaryMetric;
  return ok({ ...rest, primaryMetric: words, metric });
}

function horizonIssues({ mandate }: RebalanceInput, objective: Objective): Issue[] {
  const { mandate: own } = objective;
  if (own.kind !== "thetaHarvest" && own.kind !== "carry") return [];
  if (own.horizonYears === mandate.horizonYears) return [];
  const rule = `mandate.horizonYears (${mandate.horizonYears})`;
  return [invalid("objective.mandate.horizonYears", rule, own.horizonYears)];
}

/** A leg that only one side knows would trade unseen by the objective, and a wrong quantity would shift every limit. */
function positionIssues({ nettingSets }: RebalanceInput, { holdings }: Objective): Issue[] {
  const held = new Map(holdings.legs.map((leg, i) => [legKey(leg), { leg, i }]));
  const issues: Issue[] = [];
  nettingSets.forEach((set, s) => {
    set.legs.forEach(({ instrumentId, quantity }, i) => {
      const key = legKey({ nettingSetId: set.id, instrumentId });
      const own = held.get(key);
      const path = `nettingSets[${s}].legs[${i}]`;
      if (own === undefined) issues.push(invalid(path, "among objective.holdings.legs", key));
      else if (own.leg.quantity !== quantity)
        issues.push(
          invalid(
            `objective.holdings.legs[${own.i}].quantity`,
            `that of ${path}, ${quantity}`,
            own.leg.quantity,
          ),
        );
      held.delete(key);
    });
  });
  for (const [key, { i }] of held) {
    issues.push(invalid(`objective.holdings.legs[${i}]`, "a leg of a netting set", key));
  }
  return issues;
}

/** The mandate's findings name its own fields, or those of the holdings: here both are one level down. */
function inObjective(issue: Issue): Issue {
  const { field, message } = issue;
  if (field === undefined) return issue;
  const isHoldings = /^(legs\[|scenarios|holdings)/.test(field);
  const below = field.replace(/^(holdings|mandate)\.?/, "");
  const path = ["objective", isHoldings ? "holdings" : "mandate", below]
    .filter((part) => part !== "")
    .join(".");
  return {
    ...issue,
    field: path,
    message: message.startsWith(field) ? path + message.slice(field.length) : message,
  };
}
