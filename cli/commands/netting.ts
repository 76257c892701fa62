import * as z from "zod";
import { bookGreeks } from "../../engine/book/book.ts";
import { type BookGreeks, greeksOf, NO_TERMS } from "../../engine/book/measures.ts";
import { buildSheet } from "../../engine/book/sheet.ts";
import type { NetExposure } from "../../engine/netting/netTally.ts";
import { netting as netBook } from "../../engine/netting/netting.ts";
import { type Issue, ok, type Result } from "../../engine/result.ts";
import { calculation } from "../calculation.ts";
import { BOOK_LISTS, bookSchema } from "../schema/book.ts";
import { bookExample } from "../schema/bookExample.ts";
import { issuesSchema } from "../schema/issue.ts";
import { number } from "../schema/primitives.ts";

const netFields = {
  grossUsd: number("sum of |delta| over positions"),
  enforceableUsd: number("what stands after every venue nets what it really nets"),
  informationalUsd: number("|sum of delta|: the economic exposure, which no venue's margin sees"),
  trappedHedgeUsd: number("enforceable - informational: hedge that no venue recognises"),
  ratio: number("informational / gross").nullable(),
  enforceableRatio: number("enforceable / gross").nullable(),
};
const slice = z.record(z.string(), z.object(netFields));

const underlyingGreeks = z.object({
  delta: number("base units"),
  deltaPa: number("base units, coin-settled options price-adjusted; never add it to delta").nullable(),
  deltaUsd: number("USD"),
  gamma: number("base units per USD"),
  gammaUsd1Pct: number("change of deltaUsd for a rise of 1 %"),
  vega: number("USD per 1.00 of volatility"),
  vanna: number("base units per 1.00 of volatility"),
});

export const nettingOutput = z.object({
  ...netFields,
  byUnderlying: z.record(z.string(), z.object({ ...netFields, netUsd: number("signed net delta") })),
  byVenue: slice,
  byChain: slice,
  byTenor: slice,
  sets: z.array(
    z.object({
      nettingSetId: z.string(),
      underlying: z.string(),
      grossUsd: z.number(),
      netUsd: number("signed"),
    }),
  ),
  greeks: z.object({
    valueUsd: number("sum of quantity * price - cost"),
    deltaUsd: number("USD"),
    gammaUsd1Pct: number("change of deltaUsd when every underlying rises 1 %"),
    vega: number("USD per 1.00 of volatility"),
    theta: number("USD per year"),
    rhoSpot: number("USD per 1.00 of rate at a fixed spot"),
    rhoForward: number("USD per 1.00 of rate at a fixed forward"),
    volga: number("change of vega per 1.00 of volatility"),
    carryUsdPerYear: number("funding and borrow, paid < 0 < received"),
    byUnderlying: z.record(z.string(), underlyingGreeks),
  }),
  issues: issuesSchema,
});

/** Nets a book three ways and sums its greeks. Stablecoins are in `byUnderlying` and not in the totals. */
export function runNetting(
  input: z.output<typeof bookSchema>,
  leftOut: readonly Issue[] = [],
): Result<z.output<typeof nettingOutput>> {
  const { timestamp, instruments, nettingSets, positions } = input;
  const market = { timestamp, marks: new Map(Object.entries(input.marks)) };
  const { sheet, issues: pricing } = buildSheet(instruments, market, []);
  const { report, issues } = netBook(positions, nettingSets, sheet);
  const total = bookGreeks(positions, nettingSets, sheet, "TOTAL").groups.get("total");
  return ok({
    ...report.total,
    byUnderlying: Object.fromEntries(report.byUnderlying),
    byVenue: slices(report.byVenue),
    byChain: slices(report.byChain),
    byTenor: slices(report.byTenor),
    sets: [...report.sets],
    greeks: greeks(total ?? greeksOf([], NO_TERMS, 0)),
    issues: [...leftOut, ...pricing, ...issues],
  });
}

function slices(by: ReadonlyMap<string, NetExposure>): Record<string, NetExposure> {
  return Object.fromEntries(by);
}

function greeks({ pnl: _, byUnderlying, ...total }: BookGreeks) {
  return { ...total, byUnderlying: Object.fromEntries(byUnderlying) };
}

export const netting = calculation({
  summary: "exposure of a book over venues: gross, enforceable, informational, trapped hedge, greeks",
  example: bookExample,
  input: bookSchema,
  output: nettingOutput,
  tolerant: BOOK_LISTS,
  open: () => ({ run: runNetting }),
});
