import * as z from "zod";
import type { AllocationConstraints } from "../../engine/allocation/constraints.ts";
import {
  type Allocation,
  type AllocationOptions,
  type AllocationRequest,
  STRATEGIES,
} from "../../engine/allocation/request.ts";
import type { Uncertainty } from "../../engine/allocation/robust/uncertainty.ts";
import { COVARIANCE_ESTIMATORS, type CovarianceEstimator } from "../../engine/covariance/estimate.ts";
import { certificateSchema } from "./certificate.ts";
import { issuesSchema } from "./issue.ts";
import { integer, number, text } from "./primitives.ts";

const bound = z.union([z.number(), z.null(), z.array(z.number().nullable())]);
const table = z.array(z.array(z.number()));
const perAsset = z.array(z.number());
const estimators = Object.keys(COVARIANCE_ESTIMATORS) as [CovarianceEstimator, ...CovarianceEstimator[]];

const constraints = z.strictObject({
  lower: bound
    .describe("least weight, one for all or one per asset; null for none; default 0")
    .exactOptional(),
  upper: bound
    .describe("largest weight, one for all or one per asset; null for none, the default")
    .exactOptional(),
  groups: z
    .array(
      z.strictObject({
        name: text("for people"),
        members: z.array(integer("index of an asset, from 0")),
        lower: number("least sum of the members' weights").exactOptional(),
        upper: number("largest sum of the members' weights").exactOptional(),
      }),
    )
    .exactOptional(),
  budget: number("sum of the weights; default 1, 0 for a market-neutral book").exactOptional(),
  maximumHhi: number(
    "largest sum of squared weights (Herfindahl-Hirschman); 1 / it is the effective number of assets",
  ).exactOptional(),
}) satisfies z.ZodType<AllocationConstraints>;

const view = z.strictObject({
  pick: perAsset.describe("weights of the portfolio that the view is about, one per asset"),
  expectedReturn: number("of that portfolio, per period"),
  variance: number("of the view, >= 0; default tau * pick' C pick").exactOptional(),
  confidence: number("Idzorek's, in (0, 1], in place of variance; 1 is certainty").exactOptional(),
});

const uncertainty = z.strictObject({
  returnBox: perAsset.describe("largest error of each expected return, >= 0").exactOptional(),
  returnEllipsoid: z
    .strictObject({
      covariance: table.describe("of the errors of the expected returns"),
      radius: number("standard errors, >= 0"),
    })
    .describe("errors e with e' covariance^-1 e <= radius^2")
    .exactOptional(),
  covarianceUpper: table.describe("largest covariance, entry by entry; long-only weights").exactOptional(),
  covarianceError: number("k >= 0: adds k (volatility'|w|)^2 to the variance").exactOptional(),
}) satisfies z.ZodType<Uncertainty>;

export const allocationOptionsSchema = z.strictObject({
  covarianceEstimator: z.enum(estimators).describe("of returns; default sample").exactOptional(),
  expectedReturns: perAsset.describe("per period; default the means of the returns").exactOptional(),
  riskFreeRate: number("per period; default 0").exactOptional(),
  riskAversion: number("multiplies half the variance, >= 0; default 1").exactOptional(),
  minimumReturn: number("least expected return of the portfolio, per period").exactOptional(),
  maximumVolatility: number("of the portfolio, per period, > 0 (mean-variance)").exactOptional(),
  budgets: perAsset.describe("shares of risk, > 0 (risk-budgeting); scaled to sum 1").exactOptional(),
  signs: z
    .array(z.union([z.literal(1), z.literal(-1)]))
    .describe("1 for long, -1 for short (risk-parity, risk-budgeting)")
    .exactOptional(),
  capitalisations: perAsset.describe(">= 0 (capitalisation, black-litterman)").exactOptional(),
  linkage: z.enum(["single", "complete", "average", "ward"]).describe("of hrp and herc").exactOptional(),
  leafOrder: z.enum(["tree", "optimal"]).describe("of hrp").exactOptional(),
  split: z.enum(["variance", "standard-deviation"]).describe("of hrp").exactOptional(),
  clusters: integer("of herc; default by the gap statistic").exactOptional(),
  confidence: number("of cvar, in [0, 1): losses beyond it are averaged; default 0.95").exactOptional(),
  views: z.array(view).describe("of black-litterman").exactOptional(),
  tau: number("uncertainty of the prior relative to the covariance, > 0; default 0.05").exactOptional(),
  uncertainty: uncertainty
    .describe("errors of the estimates to be safe against (minimum-variance, mean-variance, maximum-sharpe)")
    .exactOptional(),
}) satisfies z.ZodType<AllocationOptions>;

export const allocationInputSchema = z.strictObject({
  strategy: z.enum(STRATEGIES),
  returns: table
    .describe(
      "simple returns, one row per period, oldest first, one column per asset; or one row per scenario",
    )
    .exactOptional(),
  covariance: table
    .describe("rows, per period; takes precedence over an estimate from returns")
    .exactOptional(),
  constraints: constraints.describe("without any: long-only and fully invested").exactOptional(),
  options: allocationOptionsSchema.exactOptional(),
}) satisfies z.ZodType<AllocationRequest>;

export const allocationSchema: z.ZodType<Allocation> = z.object({
  weights: perAsset.describe("one per asset, in the order of the columns; sum to the budget"),
  riskContributions: perAsset.describe("shares of the variance, sum 1; zeros without risk"),
  volatility: number("per period of the data"),
  certificate: certificateSchema.nullable().describe("of the optimisation; null for a closed formula"),
  issues: issuesSchema,
});
