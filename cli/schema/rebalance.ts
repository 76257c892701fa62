import * as z from "zod";
import type { RebalanceInput } from "../../engine/rebalance/input.ts";
import { mandateTerms, transfer } from "./mandateTerms.ts";
import { objectiveSchema } from "./objective.ts";
import { number, text } from "./primitives.ts";

const rule = text("name of the oracle rule behind it, such as stale").exactOptional();
const oraclePolicy = z.discriminatedUnion("policy", [
  z.strictObject({ policy: z.literal("use") }),
  z.strictObject({
    policy: z.literal("widen"),
    varianceFactor: number("variance of the position counts this many times in terms.risk, >= 1"),
    reason: text("why the price is doubted"),
    rule,
  }),
  z.strictObject({ policy: z.literal("reduceOnly"), reason: text("why only trades towards zero"), rule }),
  z.strictObject({
    policy: z.literal("exclude"),
    reason: text("why its price is not believed: no trade"),
    rule,
  }),
  z.strictObject({ policy: z.literal("freeze"), reason: text("why no trade"), rule }),
]);

const leg = z.strictObject({
  instrumentId: text("unique inside its netting set"),
  underlying: z.string(),
  quantity: number("signed units held now; long > 0"),
  notionalUsdPerUnit: number("USD, > 0: base of fees and spread"),
  greeksPerUnit: z
    .record(z.string(), z.number())
    .describe("by name: delta in base units, vega in USD per 1.00; absent means 0"),
  feeBps: number("basis points of the traded notional, >= 0"),
  halfSpreadBps: number("basis points of the traded notional, >= 0"),
  carryLongUsdPerYear: number("USD per year of one unit held long; received > 0"),
  carryShortUsdPerYear: number("USD per year of one unit held short; received > 0"),
  lot: number("smallest step of a trade in units; 0 for any amount"),
  minimumTrade: number("smallest trade in units; 0 for none"),
  minPosition: number("lower bound of the position afterwards").exactOptional(),
  maxPosition: number("upper bound of the position afterwards").exactOptional(),
  maxTrade: number("most that can be traded in either direction").exactOptional(),
  impact: z
    .strictObject({ coefficientUsd: number("a trade costs this * |units|^1.5 USD, >= 0") })
    .exactOptional(),
  fixedCostUsd: number("gas or order fee of a trade of any size, >= 0").exactOptional(),
  permanentImpactUsdPerUnit2: number(
    "USD by which one unit traded moves the mark of every unit for good, >= 0",
  ).exactOptional(),
  oracle: oraclePolicy.describe("whether the instrument's price may be traded on"),
});

const nettingSet = z.strictObject({
  id: text("unique"),
  equityUsd: number("what the venue counts towards the requirement"),
  legs: z.array(leg),
  margin: z
    .array(
      z.strictObject({
        name: z.string(),
        pieces: z
          .array(
            z.strictObject({
              name: text("such as the scenario"),
              constantUsd: z.number(),
              usdPerUnit: z.array(z.number()).describe("one per leg of the set, in their order"),
            }),
          )
          .describe("linear functions of the quantities; the largest counts, not below 0"),
      }),
    )
    .describe("convex parts whose sum is the set's requirement"),
  maxSentUsd: number("most that its transfers may take out of it together").exactOptional(),
});

export const rebalanceInputSchema = z.strictObject({
  mandate: z.strictObject({
    horizonYears: number("years over which released margin and carry count, > 0"),
    marginChargePerYear: number("value of one USD of free margin for one year, >= 0"),
    keep: z
      .array(
        z.strictObject({
          greek: text("name as in greeksPerUnit"),
          relativeTolerance: number("residual that lots may leave, as a share of the gross greek now"),
        }),
      )
      .describe("greeks whose sum over all venues stays, underlying by underlying"),
    minimumNetUsd: number("a proposal must be worth more than this after costs"),
    maxUtilisation: number("largest share of equity that a set's requirement may take").exactOptional(),
    confidence: z
      .strictObject({
        relativeError: number("standard error of carry, rewards and risk reduction as a share of them, >= 0"),
        standardErrors: number("that the net benefit must exceed the minimum by, >= 0"),
      })
      .exactOptional(),
  }),
  nettingSets: z.array(nettingSet),
  terms: mandateTerms.exactOptional(),
  transfers: z.array(transfer).exactOptional(),
}) satisfies z.ZodType<RebalanceInput>;

/** A rebalance, or one whose terms an objective makes. */
export const proposeInputSchema = rebalanceInputSchema.extend({ objective: objectiveSchema.exactOptional() });
