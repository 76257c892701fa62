import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative } from "../risk/checks.ts";
import { spotOf } from "./greekLimits.ts";
import { type Holding, type Holdings, type UnitGreeks, underlyingsOf } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { around, notionalPerUnit, quantitiesOf, rowOver, sumOver } from "./rows.ts";

/** Release margin without changing what the book is: every named greek of every underlying stays. */
export interface CollateralEfficientMandate {
  readonly kind: "collateral";
  readonly keep: readonly {
    readonly greek: keyof UnitGreeks;
    /** How far it may move, as a share of its gross (the sum of |quantity * greek|) now. */
    readonly relativeTolerance: number;
  }[];
}

/**
 * Programme: min charge * requirement + cost(trades) - carry s.t. sum_i greek_i x_i as now, for each underlying and kept
 * greek, within its tolerance. The requirement is the venues' and no row. Fails with INVALID_INPUT when nothing is kept.
 */
export function collateral({ keep }: CollateralEfficientMandate, holdings: Holdings): Result<MandatePlan> {
  const issues: Issue[] = keep.flatMap(({ greek, relativeTolerance }, i) => [
    ...checkNonNegative(`keep[${i}].relativeTolerance`, relativeTolerance),
    ...(keep.findIndex((other) => other.greek === greek) === i
      ? []
      : [invalid(`keep[${i}].greek`, "unique", greek)]),
  ]);
  if (keep.length === 0) issues.push(invalid("keep", "not empty", 0));
  if (issues.length > 0) return fail(...issues);
  const held = quantitiesOf(holdings);
  const kept = underlyingsOf(holdings).flatMap((underlying) =>
    keep.map(({ greek, relativeTolerance }) => {
      const perUnit = (leg: Holding) => (leg.underlying === underlying ? leg.greeks[greek] : 0);
      const now = sumOver(holdings, perUnit, held);
      const gross = holdings.legs.reduce((sum, leg) => sum + Math.abs(perUnit(leg) * leg.quantity), 0);
      const usdPerUnit =
        greek === "delta" ? spotOf(holdings, underlying) : notionalPerUnit(holdings, perUnit);
      const head = {
        id: `greek:${greek}:${underlying}`,
        kind: "greek",
        unit: UNITS[greek],
        usdPerUnit,
      } as const;
      const row = rowOver(holdings, head, around(now, relativeTolerance * gross), perUnit);
      return { perUnit, now, gross, row };
    }),
  );
  const rows: MandateRow[] = kept.flatMap(({ row }) => (row.perUnit.length > 0 ? [row] : []));
  return ok({
    terms: { rows, rewards: [], risk: null },
    legTerms: [],
    metric: {
      name: "largest change of a kept greek over its gross",
      unit: "share",
      measure: (quantities) =>
        kept.reduce((most, { perUnit, now, gross }) => {
          const change = Math.abs(sumOver(holdings, perUnit, quantities) - now);
          return change === 0 ? most : Math.max(most, gross > 0 ? change / gross : Number.POSITIVE_INFINITY);
        }, 0),
    },
    primaryMetric: "margin released, worth its charge over the horizon, at unchanged greeks over all venues",
    exposedTo:
      "everything the book was exposed to before; greeks that are not kept; differences between venues' prices, since " +
      "positions move from one to the other",
    issues: [],
  });
}

const UNITS: Readonly<Record<keyof UnitGreeks, string>> = {
  delta: "base units",
  gamma: "base units per USD",
  vega: "USD per 1.00 of volatility",
  theta: "USD per year",
};
