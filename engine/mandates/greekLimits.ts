import { whalleyWilmottBand } from "../rebalance/bands/whalleyWilmott.ts";
import type { MandateRow } from "../rebalance/terms.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";
import { type Holding, type Holdings, underlyingsOf } from "./holding.ts";
import { around, notionalPerUnit, quantitiesOf, rowOver, sumOver, type UnitValue } from "./rows.ts";
import { checkBucket, isInBucket, type TenorBucket } from "./tenorBucket.ts";

/** How far net delta may stray: a number of base units, or as far as a hedge would cost more than its risk. */
export type DeltaBand =
  | { readonly kind: "fixed"; readonly halfWidth: number }
  /** Whalley and Wilmott's band of the book's net gamma: one-way cost as a fraction, aversion per USD. */
  | {
      readonly kind: "costAware";
      readonly cost: number;
      readonly riskAversion: number;
      /** Base units: without gamma the band vanishes, and no lot would ever hit its middle. */
      readonly minimumHalfWidth: number;
    };

/** Net delta of an underlying over all venues, in base units. */
export interface DeltaTarget {
  readonly underlying: string;
  readonly target: number;
  readonly band: DeltaBand;
}

/** Largest absolute net gamma (base units per USD) or vega (USD per 1.00) of an underlying in a bucket of tenors. */
export interface TenorLimit {
  readonly greek: "gamma" | "vega";
  readonly underlying: string;
  readonly bucket: TenorBucket;
  readonly maximum: number;
}

export interface GreekLimits {
  readonly deltas: readonly DeltaTarget[];
  readonly tenors: readonly TenorLimit[];
}

/** USD price of an underlying. Venues differ a little: the median is nobody's outlier. NaN without a leg. */
export function spotOf({ legs }: Holdings, underlying: string): number {
  const prices = legs.flatMap((leg) => (leg.underlying === underlying ? leg.referenceUsd : []));
  return prices.sort((a, b) => a - b)[Math.floor(prices.length / 2)] ?? Number.NaN;
}

/** Base units of an underlying per unit of a leg. */
export function deltaOf(underlying: string): UnitValue {
  return (leg) => (leg.underlying === underlying ? leg.greeks.delta : 0);
}

/** Vega or gamma per unit of the legs of an underlying that expire inside a bucket. */
export function bucketGreek(greek: "gamma" | "vega", underlying: string, bucket: TenorBucket): UnitValue {
  return (leg: Holding) => (leg.underlying === underlying && isInBucket(leg, bucket) ? leg.greeks[greek] : 0);
}

/**
 * The rows of delta targets and tenor limits. A band instead of an equality: within it no trade pays.
 * Fails with INVALID_INPUT for an underlying that no leg has, a target twice, or a number outside its domain.
 */
export function greekRows(holdings: Holdings, { deltas, tenors }: GreekLimits): Result<MandateRow[]> {
  const issues: Issue[] = [];
  const known = underlyingsOf(holdings);
  const checkUnderlying = (underlying: string, field: string) => {
    if (!known.includes(underlying)) issues.push(invalid(field, "the underlying of a leg", underlying));
  };
  const rows: MandateRow[] = [];
  deltas.forEach(({ underlying, target, band }, i) => {
    const path = `deltas[${i}]`;
    checkUnderlying(underlying, `${path}.underlying`);
    if (deltas.findIndex((other) => other.underlying === underlying) !== i)
      issues.push(invalid(`${path}.underlying`, "unique", underlying));
    issues.push(...checkFinite(`${path}.target`, target));
    const halfWidth = bandWidth(holdings, underlying, band);
    if (!halfWidth.ok) {
      issues.push(...halfWidth.issues.map((issue) => ({ ...issue, field: `${path}.band.${issue.field}` })));
      return;
    }
    const perUnit = deltaOf(underlying);
    const id = `greek:delta:${underlying}`;
    const head = { id, kind: "greek", unit: underlying, usdPerUnit: spotOf(holdings, underlying) } as const;
    rows.push(rowOver(holdings, head, around(target, halfWidth.value), perUnit));
  });
  tenors.forEach(({ greek, underlying, bucket, maximum }, i) => {
    const path = `tenors[${i}]`;
    checkUnderlying(underlying, `${path}.underlying`);
    issues.push(...checkBucket(bucket, `${path}.bucket`), ...checkNonNegative(`${path}.maximum`, maximum));
    const perUnit = bucketGreek(greek, underlying, bucket);
    const unit = greek === "vega" ? "USD per 1.00 of volatility" : `${underlying} per USD`;
    const kind = greek === "vega" ? "vegaBucket" : "greek";
    const id = `limit:${greek}:${underlying}:${bucket.name}`;
    const usdPerUnit = notionalPerUnit(holdings, perUnit);
    rows.push(rowOver(holdings, { id, kind, unit, usdPerUnit }, around(0, maximum), perUnit));
  });
  return issues.length > 0 ? fail(...issues) : ok(rows);
}

function bandWidth(holdings: Holdings, underlying: string, band: DeltaBand): Result<number> {
  if (band.kind === "fixed") {
    const issues = checkNonNegative("halfWidth", band.halfWidth);
    return issues.length > 0 ? fail(...issues) : ok(band.halfWidth);
  }
  const own = (leg: Holding) => leg.underlying === underlying;
  const spot = spotOf(holdings, underlying);
  const gamma = sumOver(holdings, (leg) => (own(leg) ? leg.greeks.gamma : 0), quantitiesOf(holdings));
  const { cost, riskAversion, minimumHalfWidth } = band;
  const issues = checkNonNegative("minimumHalfWidth", minimumHalfWidth);
  if (issues.length > 0) return fail(...issues);
  // Without interest the band does not depend on the time to expiry.
  const found = whalleyWilmottBand(0, { spot, timeToExpiry: 1, rate: 0, gamma, cost, riskAversion });
  return found.ok ? ok(Math.max(minimumHalfWidth, found.value.halfWidth)) : found;
}
