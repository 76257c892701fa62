import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkCovariance, checkNonNegative, checkPositive } from "../risk/checks.ts";
import { multiplySquare, type SquareMatrix } from "../solvers/dense.ts";
import { solveRiskBudget } from "../solvers/riskBudget.ts";
import { dot } from "../solvers/sparse.ts";
import { type GreekLimits, greekRows } from "./greekLimits.ts";
import type { Holding, Holdings } from "./holding.ts";
import type { MandatePlan } from "./plan.ts";
import { around, notionalPerUnit, rowOver, sumOver, type UnitValue } from "./rows.ts";
import { checkBucket, isInBucket, type TenorBucket } from "./tenorBucket.ts";

/** A bucket that takes part in the parity, long or short of volatility. */
export interface ParityBucket {
  readonly underlying: string;
  readonly bucket: TenorBucket;
  readonly side: "long" | "short";
}

/** Give each bucket of tenors the same share of the risk from moves of implied volatility. */
export interface VegaParityMandate extends GreekLimits {
  readonly kind: "vegaParity";
  readonly buckets: readonly ParityBucket[];
  /**
   * Of the buckets' implied volatilities (not of returns), each restated at 30 days (times sqrt(days / 30)), per year,
   * in the order of the buckets.
   */
  readonly volatilityCovariancePerYear: readonly (readonly number[])[];
  /** Sum over buckets of |weighted vega|, USD per 1.00 of 30-day volatility. */
  readonly grossVega: number;
  /** Half-width of each bucket's band, as a share of its target. */
  readonly tolerance: number;
}

const REFERENCE_YEARS = 30 / 365;
/** Volatility of the last day moves with the spot, not with the term structure: the weight stops growing there. */
const SHORTEST_YEARS = 1 / 365;

/** Vega of one unit restated at 30 days: vega sqrt(30 / days), since short volatilities move as 1 / sqrt(days). */
export function weightedVega({ greeks, yearsToExpiry }: Holding): number {
  if (yearsToExpiry === null) return 0;
  return greeks.vega * Math.sqrt(REFERENCE_YEARS / Math.max(yearsToExpiry, SHORTEST_YEARS));
}

/**
 * Targets t_b = gross side_b w_b with w_b (D C D w)_b equal over buckets, w >= 0, sum w = 1, D the signs of the sides:
 * equal risk contributions with the covariance C of implied volatilities. The result is one row a bucket,
 * sum of weighted vega in t_b (1 +- tolerance). Source of the convex form: `solveRiskBudget`.
 *
 * Fails with INVALID_INPUT for data outside its domain, NOT_CONVERGED when sides hedge each other without any risk.
 */
export function vegaParity(mandate: VegaParityMandate, holdings: Holdings): Result<MandatePlan> {
  const { buckets, grossVega, tolerance } = mandate;
  const issues = checkParity(mandate, holdings);
  const limits = greekRows(holdings, mandate);
  if (!limits.ok) issues.push(...limits.issues);
  if (issues.length > 0 || !limits.ok) return fail(...issues);
  const signs = buckets.map(({ side }) => (side === "long" ? 1 : -1));
  const covariance = signed(mandate.volatilityCovariancePerYear, signs);
  const parity = solveRiskBudget(covariance, new Float64Array(buckets.length).fill(1));
  if (!parity.ok) return parity;
  const targets = buckets.map(({ underlying, bucket }, b) => {
    const perUnit = vegaOf(underlying, bucket);
    const target = grossVega * (signs[b] ?? 1) * (parity.value.weights[b] ?? 0);
    const head = {
      id: `vega:${underlying}:${bucket.name}`,
      kind: "vegaBucket",
      unit: "USD per 1.00 of 30-day volatility",
      usdPerUnit: notionalPerUnit(holdings, perUnit),
    } as const;
    return { perUnit, row: rowOver(holdings, head, around(target, tolerance * Math.abs(target)), perUnit) };
  });
  const measure = (quantities: ArrayLike<number>) => {
    const exposure = targets.map(
      ({ perUnit }, b) => (signs[b] ?? 1) * sumOver(holdings, perUnit, quantities),
    );
    return parityError(covariance, Float64Array.from(exposure));
  };
  return ok({
    terms: { rows: [...targets.map(({ row }) => row), ...limits.value], rewards: [], risk: null },
    legTerms: [],
    metric: {
      name: "largest deviation of a bucket's share of vega risk from parity",
      unit: "share",
      measure,
    },
    primaryMetric: "shares of the buckets in the risk from implied volatility, held equal",
    exposedTo:
      "a parallel move of implied volatilities in the size of the gross vega, correlations of the term structure that " +
      "differ from their forecast, skew inside a bucket, and spot through delta and gamma up to their limits",
    issues: [],
  });
}

const vegaOf =
  (underlying: string, bucket: TenorBucket): UnitValue =>
  (leg) =>
    leg.underlying === underlying && isInBucket(leg, bucket) ? weightedVega(leg) : 0;

function signed(rows: readonly (readonly number[])[], signs: readonly number[]): SquareMatrix {
  const values = rows.flatMap((row, i) => row.map((c, j) => c * (signs[i] ?? 1) * (signs[j] ?? 1)));
  return { size: rows.length, values: Float64Array.from(values) };
}

/** Largest |share of risk * count - 1|; the exposures are positive in the direction of their sides. */
function parityError(covariance: SquareMatrix, exposure: Float64Array): number {
  const product = multiplySquare(covariance, exposure);
  const variance = dot(exposure, product);
  // Without risk no share exists: as far from parity as a book can be.
  if (!(variance > 0)) return covariance.size;
  const shares = exposure.map((x, b) => (x * (product[b] ?? 0)) / variance);
  return shares.reduce((most, share) => Math.max(most, Math.abs(share * covariance.size - 1)), 0);
}

function checkParity(mandate: VegaParityMandate, holdings: Holdings): Issue[] {
  const { buckets, volatilityCovariancePerYear, grossVega, tolerance } = mandate;
  const issues = [
    ...checkCovariance("volatilityCovariancePerYear", volatilityCovariancePerYear, buckets.length),
    ...checkPositive("grossVega", grossVega),
    ...checkNonNegative("tolerance", tolerance),
  ];
  if (buckets.length === 0) issues.push(invalid("buckets", "not empty", 0));
  buckets.forEach(({ underlying, bucket }, b) => {
    issues.push(...checkBucket(bucket, `buckets[${b}].bucket`));
    const perUnit = vegaOf(underlying, bucket);
    if (!holdings.legs.some((leg) => perUnit(leg) !== 0)) {
      const rule = "a bucket in which some leg has vega";
      issues.push(invalid(`buckets[${b}]`, rule, `${underlying} ${bucket.name}`));
    }
  });
  return issues;
}
