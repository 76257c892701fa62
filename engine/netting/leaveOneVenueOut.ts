import type { BookGreeks } from "../book/measures.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative, checkPositive } from "../risk/checks.ts";
import { covarianceRisk } from "../risk/covarianceRisk.ts";

/** One venue's part of a book: its equity there and its dollar deltas, in the order of the covariance matrix. */
export interface VenueExposure {
  readonly venue: string;
  readonly equityUsd: number;
  readonly deltaUsd: readonly number[];
}

/**
 * Reads a book's greeks grouped by venue as exposures to `underlyings`, the order of the covariance matrix. What is
 * held beside them has no covariance: it is left out of VaR and named by an issue, its value stays in the equity.
 */
export function venueExposures(
  greeksByVenue: ReadonlyMap<string, BookGreeks>,
  underlyings: readonly string[],
): { readonly venues: readonly VenueExposure[]; readonly issues: readonly Issue[] } {
  const known = new Set(underlyings);
  const missing = new Set<string>();
  const venues = [...greeksByVenue].map(([venue, greeks]) => {
    for (const [underlying, { deltaUsd }] of greeks.byUnderlying) {
      if (!known.has(underlying) && deltaUsd !== 0) missing.add(underlying);
    }
    const deltaUsd = underlyings.map((underlying) => greeks.byUnderlying.get(underlying)?.deltaUsd ?? 0);
    return { venue, equityUsd: greeks.valueUsd, deltaUsd };
  });
  const issues = [...missing].sort().map(
    (underlying): Issue => ({
      code: "MISSING_PARAMETER",
      subject: underlying,
      field: "covariance",
      message: `${underlying} is held but has no covariance, so its risk is left out of the VaR`,
    }),
  );
  return { venues, issues };
}

/** Market and assumptions of the test. */
export interface VenueOutParameters {
  /** Daily covariance of the underlyings' returns. */
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviations that VaR stands for, such as 2.326. */
  readonly z: number;
  /** Share of the equity that is lost with the venue, 0 to 1. */
  readonly lossGivenDefault: number;
  /** Days until the lost legs are hedged again. */
  readonly horizonDays: number;
}

/** The book after one venue is gone. USD. */
export interface VenueOutRow {
  readonly failed: string;
  readonly lostEquityUsd: number;
  readonly varAfterUsd: number;
  /** After minus before; negative when the venue's legs were the risk. */
  readonly varChangeUsd: number;
  /** Lost equity plus the VaR of what is left. */
  readonly stressUsd: number;
}

/** Leave-one-venue-out, worst stress first named. */
export interface VenueOutReport {
  readonly varBeforeUsd: number;
  readonly rows: readonly VenueOutRow[];
  readonly worst: string | null;
}

/**
 * What happens when each venue fails in turn: its equity is lost in part and its legs are gone, so what they hedged
 * stands open until it is hedged again. stress = LGD max(equity, 0) + VaR(book without the venue).
 */
export function leaveOneVenueOut(
  venues: readonly VenueExposure[],
  parameters: VenueOutParameters,
): Result<VenueOutReport> {
  const { covariance, z, lossGivenDefault, horizonDays } = parameters;
  const size = covariance.length;
  const issues = [
    ...checkNonNegative("z", z),
    ...checkPositive("horizonDays", horizonDays),
    ...venues.flatMap(({ equityUsd, deltaUsd }, i) => [
      ...checkFinite(`venues[${i}].equityUsd`, equityUsd),
      ...(deltaUsd.length === size
        ? []
        : [invalid(`venues[${i}].deltaUsd.length`, `${size}, like the covariance`, deltaUsd.length)]),
    ]),
  ];
  if (!(lossGivenDefault >= 0 && lossGivenDefault <= 1)) {
    issues.push(invalid("lossGivenDefault", "in [0, 1]", lossGivenDefault));
  }
  if (issues.length > 0) return fail(...issues);
  const varOf = (included: readonly VenueExposure[]) => {
    const exposures = covariance.map((_, u) => included.reduce((sum, v) => sum + (v.deltaUsd[u] ?? 0), 0));
    return covarianceRisk(exposures, covariance, z * Math.sqrt(horizonDays));
  };
  const before = varOf(venues);
  if (!before.ok) return before;
  const rows: VenueOutRow[] = [];
  for (const venue of venues) {
    const after = varOf(venues.filter((other) => other !== venue));
    if (!after.ok) return after;
    const lostEquityUsd = lossGivenDefault * Math.max(venue.equityUsd, 0);
    rows.push({
      failed: venue.venue,
      lostEquityUsd,
      varAfterUsd: after.value.risk,
      varChangeUsd: after.value.risk - before.value.risk,
      stressUsd: lostEquityUsd + after.value.risk,
    });
  }
  const worst = rows.reduce<VenueOutRow | null>(
    (most, row) => (most === null || row.stressUsd > most.stressUsd ? row : most),
    null,
  );
  return ok({ varBeforeUsd: before.value.risk, rows, worst: worst?.failed ?? null });
}
