import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { finite, issuesOf, nonNegative, positive } from "./checks.ts";

/** A perpetual or future under risk factors that come from an expected shortfall, such as `lognormalShortfall`'s. */
export interface ShortfallLadderInput {
  /** Signed base units. */
  readonly size: number;
  readonly markPriceUsd: number;
  /** Loss of one unit of price in the tail, held long and held short. */
  readonly riskFactors: { readonly long: number; readonly short: number };
  /** Share of the notional that closing out costs. */
  readonly slippageFactor: number;
  /** Multiples of maintenance: 1 <= search <= initial <= release. */
  readonly multiples: { readonly search: number; readonly initial: number; readonly release: number };
}

/**
 * The four levels of one position, USD. Below maintenance it is closed, below search the account is asked for more,
 * at initial it is opened, and above release collateral is given back.
 */
export interface ShortfallLadder {
  readonly maintenanceUsd: number;
  readonly searchUsd: number;
  readonly initialUsd: number;
  readonly releaseUsd: number;
}

/**
 * Margin levels from risk factors: maintenance = notional x (slippage + risk factor of the side), the others multiples
 * of it. Unrounded; Vega rounds maintenance up to the asset's last decimal before it multiplies.
 *
 * Fails with INVALID_INPUT naming each field. Source: vegaprotocol/specs 0019-MCAL.
 */
export function shortfallLadder(input: ShortfallLadderInput): Result<ShortfallLadder> {
  const { size, markPriceUsd, riskFactors, slippageFactor, multiples } = input;
  const issues = issuesOf(
    finite("size", size),
    positive("markPriceUsd", markPriceUsd),
    nonNegative("riskFactors.long", riskFactors.long),
    nonNegative("riskFactors.short", riskFactors.short),
    nonNegative("slippageFactor", slippageFactor),
    atLeast("multiples.search", multiples.search, 1),
    atLeast("multiples.initial", multiples.initial, multiples.search),
    atLeast("multiples.release", multiples.release, multiples.initial),
  );
  if (issues.length > 0) return fail(...issues);
  const factor = size >= 0 ? riskFactors.long : riskFactors.short;
  const maintenanceUsd = Math.abs(size) * markPriceUsd * (slippageFactor + factor);
  return ok({
    maintenanceUsd,
    searchUsd: multiples.search * maintenanceUsd,
    initialUsd: multiples.initial * maintenanceUsd,
    releaseUsd: multiples.release * maintenanceUsd,
  });
}

function atLeast(field: string, value: number, least: number): Issue | null {
  const isLess = !(value >= least && value < Infinity);
  return isLess ? invalid(field, `finite and at least ${least}`, value) : null;
}
