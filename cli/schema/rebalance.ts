import * as z from "zod";
import type { RebalanceInput } from "../../engine/rebalance/input.ts";
import { number, text } from "./primitives.ts";

const oraclePolicy = z.discriminatedUnion("policy", [
  z.strictObject({ policy: z.literal("use") }),
  z.strictObject({ policy: z.literal("reduceOnly"), reason: text("why only trades towards zero") }),
  z.strictObject({ policy: z.literal("freeze"), reason: text("why no trade") }),
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
  }),
  nettingSets: z.array(nettingSet),
}) satisfies z.ZodType<RebalanceInput>;
