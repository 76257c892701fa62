import * as z from "zod";
import type { MandateTerms } from "../../engine/rebalance/terms.ts";
import type { Transfer } from "../../engine/rebalance/transfer.ts";
import { number, text } from "./primitives.ts";

const perUnit = z
  .array(
    z.strictObject({
      nettingSetId: z.string(),
      instrumentId: z.string(),
      value: number("per unit of the position after trading"),
    }),
  )
  .describe("a linear form of the positions; legs that are not named count 0");

export const mandateTerms = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          id: text("unique"),
          kind: z.enum(["greek", "scenario", "vegaBucket", "carry", "concentration"]),
          unit: text("of the row's value and bounds"),
          lower: number("null for none").nullable(),
          upper: number("null for none").nullable(),
          constant: number("of what no leg moves"),
          perUnit,
          usdPerUnit: number("USD that one unit of the row is worth, > 0: weighs relaxations"),
          shortfall: z
            .strictObject({
              confidence: number("the worst 1 - confidence of the scenarios count, in (0, 1)"),
              scenarios: z.array(perUnit).describe("P&L of one unit by scenario, equally likely"),
            })
            .describe("their mean loss is taken off the sum; such a row has a lower bound only")
            .exactOptional(),
        }),
      )
      .describe("lower <= sum(value * position) + constant <= upper after trading"),
    rewards: z
      .array(z.strictObject({ name: text("unique"), perUnit }))
      .describe("USD earned over the horizon per unit held long"),
    risk: z
      .strictObject({
        aversionPerUsd: number("the charge is aversion / 2 * horizon * variance, >= 0"),
        factors: z.array(z.strictObject({ name: text("unique"), perUnit, constant: z.number() })),
        covariancePerYear: z
          .array(z.array(z.number()))
          .describe("of the factors, per year; symmetric, positive semidefinite"),
      })
      .nullable(),
  })
  .describe(
    "rows, rewards and risk of a wider mandate; with them the total margin may rise, at its charge",
  ) satisfies z.ZodType<MandateTerms>;

export const transfer = z.strictObject({
  id: text("unique"),
  fromSetId: z.string(),
  toSetId: z.string(),
  asset: z.string(),
  maxUsd: number("most that can be moved, >= 0"),
  feeBps: number("basis points of the amount, >= 0"),
  fixedCostUsd: number("gas and bridge fee of a transfer of any size, >= 0"),
  haircut: number("share of the value that the receiving venue does not count, from 0 to under 1"),
  etaSeconds: number("how long it takes to arrive, >= 0"),
  bridge: text("what carries it"),
}) satisfies z.ZodType<Transfer>;
