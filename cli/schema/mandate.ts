import * as z from "zod";
import type { Holdings } from "../../engine/mandates/holding.ts";
import type { Mandate } from "../../engine/mandates/registry.ts";
import { number, text } from "./primitives.ts";

const years = (what: string) => number(`${what}, years (ACT/365), > 0`);

const bucket = z.strictObject({
  name: text("unique, such as 30d-90d"),
  minimumDays: number("days to expiry, from here on"),
  maximumDays: z.number().nullable().describe("days to expiry, below this; null has no end"),
});

const deltas = z
  .array(
    z.strictObject({
      underlying: z.string(),
      target: number("net delta over all venues, base units"),
      band: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("fixed"), halfWidth: number("base units, >= 0") }),
        z.strictObject({
          kind: z.literal("costAware"),
          cost: number("one-way cost of hedging as a fraction, >= 0"),
          riskAversion: number("absolute, per USD, > 0"),
          minimumHalfWidth: number("base units, >= 0: a book without gamma has no band of its own"),
        }),
      ]),
    }),
  )
  .describe("one an underlying");

const tenors = z
  .array(
    z.strictObject({
      greek: z.enum(["gamma", "vega"]),
      underlying: z.string(),
      bucket,
      maximum: number("largest absolute sum: gamma in base units per USD, vega in USD per 1.00, >= 0"),
    }),
  )
  .describe("limits by bucket of tenors");

const covariance = (what: string) => z.array(z.array(z.number())).describe(`${what}; symmetric, row by row`);

const forecast = {
  underlyings: z.array(z.string()).describe("all that have exposure"),
  covariancePerYear: covariance("of log returns, per year, in the order of the underlyings"),
};

const concentration = z
  .array(
    z.strictObject({
      venue: z.string().nullable().describe("null for all"),
      underlying: z.string().nullable().describe("null for all"),
      maximumUsd: number("largest absolute net delta of the group, USD, >= 0"),
    }),
  )
  .describe("caps on groups, under any mandate")
  .exactOptional();

const deltaNeutral = z.strictObject({
  kind: z.literal("deltaNeutral"),
  deltas,
  tenors,
  risk: z
    .strictObject({ ...forecast, aversionPerUsd: number("absolute risk aversion, 1/USD, > 0") })
    .nullable()
    .describe("charges the variance of what is left; null for none"),
  concentration,
});

const vegaWeighted = z.strictObject({
  kind: z.literal("vegaWeighted"),
  targets: z.array(
    z.strictObject({
      underlying: z.string(),
      bucket,
      vega: number("net vega of the bucket, USD per 1.00 of volatility"),
      halfWidth: number("of the band around it, >= 0"),
    }),
  ),
  deltas,
  tenors,
  concentration,
});

const vegaParity = z.strictObject({
  kind: z.literal("vegaParity"),
  buckets: z.array(z.strictObject({ underlying: z.string(), bucket, side: z.enum(["long", "short"]) })),
  volatilityCovariancePerYear: covariance(
    "of the buckets' implied volatilities, each restated at 30 days (times sqrt(days / 30)), per year",
  ),
  grossVega: number("sum of |weighted vega| over buckets, USD per 1.00 of 30-day volatility, > 0"),
  tolerance: number("half-width of each band as a share of its target, >= 0"),
  deltas,
  tenors,
  concentration,
});

const thetaHarvest = z.strictObject({
  kind: z.literal("thetaHarvest"),
  maximumLossUsd: number("most that any scenario may lose over all venues, >= 0"),
  expectedShortfall: z
    .strictObject({
      confidence: number("the worst 1 - confidence of the scenarios count, in (0, 1)"),
      maximumUsd: number("largest mean loss in them, >= 0"),
    })
    .exactOptional(),
  horizonYears: years("over which theta is earned"),
  maximumShort: z.number().nullable().describe("most units of one option to be short of; null for no limit"),
  deltas,
  tenors,
  concentration,
});

const key = { nettingSetId: z.string(), instrumentId: z.string() };

const carry = z.strictObject({
  kind: z.literal("carry"),
  horizonYears: years("over which carry is earned"),
  caution: number("standard deviations of forecast funding taken off every position, >= 0"),
  funding: z.array(
    z.strictObject({
      ...key,
      ratesPerYear: z.array(z.number()).describe("received by a long > 0, per year and USD, oldest first"),
      intervalYears: years("between two rates"),
    }),
  ),
  basis: z
    .array(z.strictObject({ ...key, spotUsd: number("what a dated future converges to, > 0") }))
    .describe("dated futures"),
  capacities: z.array(
    z.strictObject({
      ...key,
      maximumTrade: number("units: a share of volume, >= 0"),
      maximumPosition: number("units: a share of open interest, >= 0"),
    }),
  ),
  liquidation: z.strictObject({
    distance: number("relative move that every set must survive, in (0, 1)"),
    sets: z.array(
      z.strictObject({
        nettingSetId: z.string(),
        equityUsd: number("what the venue counts towards the requirement now"),
        maintenanceRates: z.array(
          z.strictObject({ instrumentId: z.string(), rate: number("share of notional, >= 0") }),
        ),
      }),
    ),
  }),
  deltas,
  tenors,
  concentration,
});

const volatilityTarget = z.strictObject({
  kind: z.literal("volatilityTarget"),
  targetVolatility: number("of the capital, per year, per 1.00, > 0"),
  capitalUsd: number("> 0"),
  forecast: z.strictObject(forecast),
  tolerance: number("share by which the volatility may miss its target untouched, >= 0"),
  maximumScale: number("largest factor on the present exposure, >= 0"),
  proportionTolerance: number(
    "share of its exposure by which an underlying may leave the common scale, >= 0",
  ),
  concentration,
});

const collateral = z.strictObject({
  kind: z.literal("collateral"),
  keep: z.array(
    z.strictObject({
      greek: z.enum(["delta", "gamma", "vega", "theta"]),
      relativeTolerance: number("share of the gross greek by which it may move, >= 0"),
    }),
  ),
  concentration,
});

/** A mandate over greeks; docs/mandates.md says what each is for. */
export const mandateSchema = z.discriminatedUnion("kind", [
  deltaNeutral,
  vegaWeighted,
  vegaParity,
  thetaHarvest,
  carry,
  volatilityTarget,
  collateral,
]) satisfies z.ZodType<Mandate>;

/** What a mandate is applied to. */
export const holdingsSchema = z.strictObject({
  scenarios: z.array(z.string()).describe("names, unique"),
  legs: z.array(
    z.strictObject({
      ...key,
      venue: z.string(),
      underlying: z.string(),
      quantity: number("signed units held now; 0 for what may be bought"),
      priceUsd: number("USD per unit, >= 0"),
      referenceUsd: number("USD price of the underlying that delta refers to, > 0"),
      greeks: z.strictObject({
        delta: number("base units"),
        gamma: number("base units per USD"),
        vega: number("USD per 1.00 of volatility"),
        theta: number("USD per year"),
      }),
      yearsToExpiry: z.number().nullable().describe("null never expires"),
      scenarioPnlUsd: z.array(z.number()).describe("USD per unit, one a scenario"),
      carryLongUsdPerYear: number("USD per year of one unit held long; received > 0"),
      carryShortUsdPerYear: number("USD per year of one unit held short; received > 0"),
    }),
  ),
}) satisfies z.ZodType<Holdings>;
