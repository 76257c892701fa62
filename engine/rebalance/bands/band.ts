import type { Issue } from "../../result.ts";
import { checkFinite, checkNonNegative, checkPositive } from "../../risk/checks.ts";

/** Interval of hedge deltas within which no trade pays, in units of the underlying per option. */
export interface HedgeBand {
  /** Option delta that the band is around; the hedge holds its negative. */
  readonly centre: number;
  readonly halfWidth: number;
}

/** Terms of a hedge against which a band is set. */
export interface HedgeTerms {
  readonly spot: number;
  /** Years to expiry. */
  readonly timeToExpiry: number;
  /** Riskless rate a year, continuous. */
  readonly rate: number;
  /** Change of delta per unit of price, of one option. */
  readonly gamma: number;
  /** One-way proportional cost of a hedge trade: 0.0005 for 5 basis points. */
  readonly cost: number;
  /** Absolute risk aversion, per unit of money. */
  readonly riskAversion: number;
}

/** Issues of terms outside their domain. */
export function termIssues(terms: HedgeTerms): Issue[] {
  return [
    ...checkPositive("spot", terms.spot),
    ...checkPositive("timeToExpiry", terms.timeToExpiry),
    ...checkFinite("rate", terms.rate),
    ...checkFinite("gamma", terms.gamma),
    ...checkNonNegative("cost", terms.cost),
    ...checkPositive("riskAversion", terms.riskAversion),
  ];
}
