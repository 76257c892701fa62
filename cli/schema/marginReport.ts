import * as z from "zod";
import type { MarginReport } from "../../engine/margin/report.ts";
import { integer, number, text } from "./primitives.ts";

/** What a venue's model answers for one netting set. */
export const marginReportSchema: z.ZodType<MarginReport> = z.object({
  model: text("name of the model"),
  initialUsd: number("initial margin requirement, >= 0"),
  maintenanceUsd: number("maintenance margin requirement, >= 0; safe while equityUsd is not below it"),
  equityUsd: number("collateral and unrealised P&L as the venue counts them"),
  liquidationPriceUsd: number("nearest price at which equity meets maintenance").nullable(),
  liquidationDistance: number("liquidation price / present price - 1").nullable(),
  worstScenario: z
    .object({ index: integer("index of the scenario"), name: text("its name") })
    .nullable()
    .describe("the scenario that sets the requirement"),
  terms: z
    .array(z.object({ name: z.string(), initialUsd: z.number(), maintenanceUsd: z.number() }))
    .describe("summands of the requirements"),
});

/** Derive's own numbers: what is left of an account after the requirement, so that a shortfall is negative. */
export const deriveBalancesSchema = z.object({
  initialMargin: number("USD; a trade passes while it is >= 0"),
  maintenanceMargin: number("USD; the account can be liquidated once it is below 0"),
  markToMarket: number("USD: cash, unrealised P&L, options and collateral"),
  worstScenarioIndex: integer(
    "index of the scenario that sets the margin, one past the last for the basis contingency; null without scenarios",
  ).nullable(),
});

export type DeriveBalances = z.output<typeof deriveBalancesSchema>;
