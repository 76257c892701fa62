import * as z from "zod";
import type { RebalanceProposal } from "../../engine/rebalance/proposal.ts";
import type { OuterGap } from "../../engine/solvers/separable.ts";
import { certificateSchema } from "./certificate.ts";
import { issuesSchema } from "./issue.ts";
import { type ObjectiveReport, objectiveReportSchema } from "./objective.ts";
import { number, text } from "./primitives.ts";

const decision = z.object({
  action: z.enum(["TRADE", "NO_TRADE", "PARTIAL", "INFEASIBLE", "BLOCKED_BY_ORACLE"]),
  reasonCode: z.enum([
    "MARGIN_RELEASED",
    "CARRY_GAINED",
    "RISK_REDUCED",
    "REWARD_GAINED",
    "LIMIT_RESTORED",
    "COST_EXCEEDS_BENEFIT",
    "GAS_DOMINATES",
    "NEGATIVE_EXPECTED_RETURN",
    "LOW_CONFIDENCE",
    "WITHIN_BAND",
    "NOTHING_TO_RELEASE",
    "BELOW_MIN_NOTIONAL",
    "ORACLE_POLICY",
    "STALE_ORACLE",
    "LIMIT_CONFLICT",
    "INVALID_INPUT",
    "SOLVER_FAILED",
  ]),
  reason: text("one sentence with the numbers"),
  benefitUsd: number("of the orders; of the best trades turned down when there are none"),
  costUsd: z.number(),
  netUsd: z.number(),
  standardErrorUsd: number("of the net benefit; 0 when the mandate states none"),
  terms: z.object({
    marginReleasedUsd: number("requirement before - after"),
    marginReleaseValueUsd: number("released margin * charge * horizon"),
    carryUsd: number("carry after - before over the horizon"),
    riskReductionUsd: number("charge for risk before - after"),
    rewardUsd: number("rewards after - before"),
    feesUsd: z.number(),
    spreadUsd: z.number(),
    impactUsd: z.number(),
    permanentImpactUsd: number("loss of mark on positions that are traded against"),
    gasUsd: number("fixed costs of orders"),
    bridgeUsd: number("fees and fixed costs of transfers"),
  }),
});

const order = z.object({
  instrumentId: z.string(),
  nettingSetId: z.string(),
  quantity: number("signed units; buy > 0"),
  notionalUsd: z.number(),
  costUsd: z.number(),
  cost: z.object({
    feeUsd: z.number(),
    spreadUsd: z.number(),
    impactUsd: z.number(),
    permanentImpactUsd: z.number(),
    gasUsd: z.number(),
  }),
  marginImpactUsd: number("change of its set's requirement that goes back to this order"),
  dependsOn: z.array(z.string()).describe("ids of transfers that must have arrived before"),
  ifNotTraded: z
    .object({
      netChangeUsd: number("net benefit without this order less that of the whole"),
      breaks: z.array(z.string()).describe("ids of limits that would not hold"),
    })
    .describe("if this order alone were left out"),
  reason: z.string(),
});

const collateralMove = z.object({
  transferId: z.string(),
  fromSetId: z.string(),
  toSetId: z.string(),
  asset: z.string(),
  amountUsd: number("what leaves"),
  creditedUsd: number("what the receiving venue counts after fee and haircut"),
  costUsd: z.number(),
  haircut: z.number(),
  etaSeconds: z.number(),
  bridge: z.string(),
  dependsOn: z.array(z.string()).describe("orders that must free the collateral first, as set/instrument"),
  reason: z.string(),
});

const setMargin = z.object({
  nettingSetId: z.string(),
  equityUsd: z.number(),
  equityAfterUsd: number("with transfers made and costs paid"),
  marginBeforeUsd: z.number(),
  marginAfterUsd: z.number(),
  worstPieces: z.array(z.object({ block: z.string(), piece: z.string().nullable() })),
});

const greekLine = z.object({
  underlying: z.string(),
  greek: z.string(),
  before: z.number(),
  after: z.number(),
  residual: number("after - before: what lots leave"),
  tolerance: z.number(),
});

const beforeAfter = z.object({ before: z.number(), after: z.number() });
const rowKind = z.enum(["greek", "scenario", "vegaBucket", "carry", "concentration"]);

const risk = z.object({
  variancePerYear: beforeAfter.describe("USD^2 a year"),
  volatilityPerYear: beforeAfter.describe("USD a year"),
  exposures: z.array(beforeAfter.extend({ name: z.string() })),
  rows: z.array(beforeAfter.extend({ id: z.string(), kind: rowKind, unit: z.string() })),
  worstScenario: beforeAfter
    .extend({ beforeId: z.string(), afterId: z.string() })
    .nullable()
    .describe("least value of the scenario rows; null without any"),
});

const constraintKind = z.enum([
  ...(["marginLimit", "totalMargin", "position", "tradeSize", "oracle", "transfer"] as const),
  ...rowKind.options,
]);

const constraint = z.object({
  id: z.string(),
  kind: constraintKind,
  value: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  binding: z.boolean(),
  shadowPrice: number("USD gained per unit by which the limit is relaxed"),
  unit: text("of value and bounds"),
});

const oracleLine = z.object({
  instrumentId: z.string(),
  nettingSetId: z.string(),
  policy: z.enum(["widen", "reduceOnly", "exclude", "freeze"]),
  reason: z.string(),
  rule: z.string().exactOptional(),
  withheldQuantity: number("signed units that the unrestricted optimum would trade"),
});

const infeasibility = z.object({
  conflict: z.array(z.string()).describe("ids of limits that cannot hold together"),
  cheapestRelaxation: z.array(
    z.object({
      constraintId: z.string(),
      kind: constraintKind,
      by: number("how far the limit must move"),
      unit: z.string(),
      weightUsd: number("the same in USD"),
      text: z.string(),
    }),
  ),
});

const outerGap: z.ZodType<OuterGap> = z.object({
  gap: number("proven, relative to the magnitude of the objective"),
  lowerBound: number("of cost less benefit, constants left out; USD"),
  rowMiss: number("largest relative miss of a row by the true value of what bends"),
  rounds: number("linear programmes solved"),
  tolerance: z.number(),
  closed: z.boolean().describe("whether the gap is within the tolerance"),
});

const proposal = z.object({
  decision,
  orders: z.array(order).describe("empty unless TRADE or PARTIAL; nothing is ever sent to a venue"),
  collateralMoves: z.array(collateralMove).describe("transfers of collateral, to be made first"),
  margin: z.array(setMargin),
  risk: risk.nullable().describe("the mandate's measures of risk; null without terms"),
  greeks: z.array(greekLine),
  constraints: z.array(constraint),
  oracle: z.array(oracleLine),
  infeasibility: infeasibility.nullable(),
  certificate: certificateSchema.nullable().describe("of the programme that decided"),
  outerGap: outerGap
    .nullable()
    .describe("distance from the optimum where costs or risk bend; null elsewhere"),
  issues: issuesSchema,
});

/** A proposal, with what it does to the objective when the input has one. */
export type ProposalAnswer = RebalanceProposal & { readonly objective?: ObjectiveReport };

export const answerSchema: z.ZodType<ProposalAnswer> = proposal.extend({
  objective: objectiveReportSchema.exactOptional(),
});
