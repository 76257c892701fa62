import type { MandateTerms } from "../rebalance/terms.ts";
import type { Issue } from "../result.ts";

/** What a mandate says of one leg in place of the leg's own data; absent fields stay as they are. */
export interface LegTerms {
  readonly nettingSetId: string;
  readonly instrumentId: string;
  /** USD per year and unit, received > 0. */
  readonly carryLongUsdPerYear?: number;
  readonly carryShortUsdPerYear?: number;
  /** Bounds of the position after trading, units. */
  readonly minPosition?: number;
  readonly maxPosition?: number;
  /** Most units to trade in either direction. */
  readonly maxTrade?: number;
}

/** The number by which a mandate is judged. */
export interface PrimaryMetric {
  readonly name: string;
  readonly unit: string;
  /** Its value when `quantities`, one per leg in the order of the holdings, are held. */
  readonly measure: (quantities: ArrayLike<number>) => number;
}

/** A mandate applied to holdings: what a rebalance must reach, may not break and is paid for. */
export interface MandatePlan {
  readonly terms: MandateTerms;
  /** Limits and carry of single legs, which are no rows. */
  readonly legTerms: readonly LegTerms[];
  readonly metric: PrimaryMetric;
  /** What it holds or makes as large as it can, in words. */
  readonly primaryMetric: string;
  /** What can still hurt when every row holds, in words. */
  readonly exposedTo: string;
  /** Findings that do not stop the mandate. */
  readonly issues: readonly Issue[];
}
