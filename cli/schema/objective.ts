import * as z from "zod";
import type { Holdings } from "../../engine/mandates/holding.ts";
import type { Mandate } from "../../engine/mandates/registry.ts";
import type { MandateReport } from "../../engine/mandates/report.ts";
import { holdingsSchema, mandateSchema } from "./mandate.ts";
import { number, text } from "./primitives.ts";

/** A mandate over greeks with what it looks at. */
export interface Objective {
  readonly mandate: Mandate;
  readonly holdings: Holdings;
}

export const objectiveSchema = z
  .strictObject({ mandate: mandateSchema, holdings: holdingsSchema })
  .describe(
    "what the book is for; takes the place of `terms`. The holdings name every leg of the netting sets",
  ) satisfies z.ZodType<Objective>;

/** What the orders do to an objective. */
export interface ObjectiveReport extends Omit<MandateReport, "primaryMetric" | "issues"> {
  readonly primaryMetric: string;
  readonly metric: Pick<MandateReport["primaryMetric"], "name" | "unit" | "before" | "after">;
}

const beforeAfter = z.object({ before: z.number(), after: z.number() });

const concentration = z.object({
  groups: z.array(z.object({ name: z.string(), exposureUsd: number("|net delta|, USD"), share: z.number() })),
  herfindahl: number("sum of squared shares; 0 without exposure"),
  effectiveNumber: number("1 / herfindahl; 0 without exposure"),
});
const spread = z.object({ before: concentration, after: concentration });

export const objectiveReportSchema: z.ZodType<ObjectiveReport> = z.object({
  primaryMetric: text("what the mandate holds or makes as large as it can"),
  exposedTo: text("what can still hurt when every limit holds"),
  metric: beforeAfter.extend({ name: z.string(), unit: z.string() }),
  exposures: z
    .array(
      z.object({
        underlying: z.string(),
        delta: beforeAfter.describe("base units"),
        deltaUsd: beforeAfter,
        gamma: beforeAfter.describe("base units per USD"),
        vega: beforeAfter.describe("USD per 1.00 of volatility"),
        theta: beforeAfter.describe("USD per year"),
      }),
    )
    .describe("by underlying, over all venues"),
  scenarios: z
    .array(beforeAfter.extend({ name: z.string() }))
    .describe("P&L of the whole book against today's marks, USD"),
  rows: z
    .array(
      beforeAfter.extend({
        id: z.string(),
        unit: z.string(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
        excessBefore: number("how far outside: below 0 under the lower end, 0 inside"),
        excessAfter: z.number(),
      }),
    )
    .describe("limits of the mandate"),
  concentration: z.object({ venue: spread, underlying: spread }).describe("of the net delta in USD"),
});
