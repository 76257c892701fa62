import * as z from "zod";
import type { RebalanceProposal } from "../../engine/rebalance/proposal.ts";
import { certificateSchema } from "./certificate.ts";
import { issuesSchema } from "./issue.ts";
import { number, text } from "./primitives.ts";

const decision = z.object({
  action: z.enum(["TRADE", "NO_TRADE", "PARTIAL", "INFEASIBLE", "BLOCKED_BY_ORACLE"]),
  reasonCode: z.enum([
    "MARGIN_RELEASED",
    "CARRY_GAINED",
    "LIMIT_RESTORED",
    "COST_EXCEEDS_BENEFIT",
    "NOTHING_TO_RELEASE",
    "BELOW_MIN_NOTIONAL",
    "ORACLE_POLICY",
    "LIMIT_CONFLICT",
    "INVALID_INPUT",
    "SOLVER_FAILED",
  ]),
  reason: text("one sentence with the numbers"),
  benefitUsd: number("of the orders; of the best trades turned down when there are none"),
  costUsd: z.number(),
  netUsd: z.number(),
  terms: z.object({
    marginReleasedUsd: number("requirement before - after"),
    marginReleaseValueUsd: number("released margin * charge * horizon"),
    carryUsd: number("carry after - before over the horizon"),
    feesUsd: z.number(),
    spreadUsd: z.number(),
  }),
});

const order = z.object({
  instrumentId: z.string(),
  nettingSetId: z.string(),
  quantity: number("signed units; buy > 0"),
  notionalUsd: z.number(),
  costUsd: z.number(),
  marginImpactUsd: number("change of its set's requirement that goes back to this order"),
  reason: z.string(),
});

const setMargin = z.object({
  nettingSetId: z.string(),
  equityUsd: z.number(),
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

const constraintKind = z.enum(["greek", "marginLimit", "totalMargin", "position", "tradeSize", "oracle"]);

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
  policy: z.enum(["reduceOnly", "freeze"]),
  reason: z.string(),
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

export const proposalSchema: z.ZodType<RebalanceProposal> = z.object({
  decision,
  orders: z.array(order).describe("empty unless TRADE or PARTIAL; nothing is ever sent to a venue"),
  margin: z.array(setMargin),
  greeks: z.array(greekLine),
  constraints: z.array(constraint),
  oracle: z.array(oracleLine),
  infeasibility: infeasibility.nullable(),
  certificate: certificateSchema.nullable().describe("of the programme that decided"),
  issues: issuesSchema,
});
