import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";
import { bucketGreek, type GreekLimits, greekRows } from "./greekLimits.ts";
import type { Holdings } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { around, notionalPerUnit, rowOver, sumOver } from "./rows.ts";
import { checkBucket, type TenorBucket } from "./tenorBucket.ts";

/** Net vega of an underlying in one bucket of tenors, USD per 1.00 of volatility. */
export interface VegaTarget {
  readonly underlying: string;
  readonly bucket: TenorBucket;
  readonly vega: number;
  /** Half-width of the band in which no trade is asked for. */
  readonly halfWidth: number;
}

/** Hold a given vega in each bucket of tenors, whatever strikes carry it. */
export interface VegaWeightedMandate extends GreekLimits {
  readonly kind: "vegaWeighted";
  readonly targets: readonly VegaTarget[];
}

/**
 * Programme: min cost(trades) s.t. sum over the bucket's strikes of vega_i x_i in target +- band, for every bucket, with
 * the delta bands and tenor limits beside them. Fails with INVALID_INPUT for a target without a leg that has vega there,
 * one named twice, or a number outside its domain.
 */
export function vegaWeighted(mandate: VegaWeightedMandate, holdings: Holdings): Result<MandatePlan> {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const targets = mandate.targets.map((target, i) => {
    const { underlying, bucket, vega, halfWidth } = target;
    const path = `targets[${i}]`;
    const id = `vega:${underlying}:${bucket.name}`;
    if (seen.has(id)) issues.push(invalid(`${path}.bucket`, "unique for its underlying", bucket.name));
    seen.add(id);
    issues.push(
      ...checkBucket(bucket, `${path}.bucket`),
      ...checkFinite(`${path}.vega`, vega),
      ...checkNonNegative(`${path}.halfWidth`, halfWidth),
    );
    const perUnit = bucketGreek("vega", underlying, bucket);
    if (!holdings.legs.some((leg) => perUnit(leg) !== 0))
      issues.push(invalid(path, "a bucket in which some leg has vega", `${underlying} ${bucket.name}`));
    const head = {
      id,
      kind: "vegaBucket",
      unit: "USD per 1.00 of volatility",
      usdPerUnit: notionalPerUnit(holdings, perUnit),
    } as const;
    return { vega, perUnit, row: rowOver(holdings, head, around(vega, halfWidth), perUnit) };
  });
  if (targets.length === 0) issues.push(invalid("targets", "not empty", 0));
  const limits = greekRows(holdings, mandate);
  if (!limits.ok) issues.push(...limits.issues);
  if (issues.length > 0 || !limits.ok) return fail(...issues);
  return ok({
    terms: { rows: [...targets.map(({ row }) => row), ...limits.value], rewards: [], risk: null },
    legTerms: [],
    metric: {
      name: "vega away from its targets, summed over buckets",
      unit: "USD per 1.00 of volatility",
      measure: (quantities) =>
        targets.reduce(
          (sum, { perUnit, vega }) => sum + Math.abs(sumOver(holdings, perUnit, quantities) - vega),
          0,
        ),
    },
    primaryMetric: "net vega of each bucket of tenors, held within a band around its target",
    exposedTo:
      "moves of the level of implied volatility in the size and sign of the targets; inside a bucket, skew and " +
      "curvature, since strikes are added as if they moved together; delta and gamma up to their limits",
    issues: [],
  });
}
