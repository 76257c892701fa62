import { fail, invalid, ok, type Result } from "../../result.ts";
import { checkPositive } from "../../risk/checks.ts";
import { type HedgeTerms, termIssues } from "./band.ts";

/** Terms of the double-asymptotic rule. */
export interface ZakamoulineTerms extends HedgeTerms {
  /** Volatility a year. */
  readonly volatility: number;
  readonly side: "long" | "short";
}

/** Band and the volatility at which the hedger takes the delta it lies around. */
export interface ZakamoulineBand {
  /** H0 + H1. */
  readonly halfWidth: number;
  /** H0: width that is left where gamma vanishes. */
  readonly fixedWidth: number;
  /** H1: width that grows with the root of gamma. */
  readonly gammaWidth: number;
  /** K, below 0: relative change of variance, +K long and -K short. */
  readonly volatilityShift: number;
  /** sigma sqrt(1 +- K); the band's centre is the delta at this volatility. */
  readonly hedgeVolatility: number;
}

/**
 * Band fitted to the exact utility-based hedge: H0 = cost / (a S sigma^2 T),
 * H1 = 1.12 cost^.31 T^.05 (e^-rT / sigma)^.25 (|gamma| / a)^.5,
 * K = -4.76 cost^.78 T^-.02 (e^-rT / sigma)^.25 (a S^2 |gamma|)^.15.
 * The published fit holds for costs of up to a few percent; where it would turn variance negative it is refused.
 * Source: Zakamouline, European Financial Management 12 (2006) 435-466; constants as in
 * liamfayle/zakamouline zakamouline.py.
 */
export function zakamoulineBand(terms: ZakamoulineTerms): Result<ZakamoulineBand> {
  const { spot, timeToExpiry, rate, gamma, cost, riskAversion, volatility, side } = terms;
  const issues = [...termIssues(terms), ...checkPositive("volatility", volatility)];
  if (issues.length > 0) return fail(...issues);
  const discounted = (Math.exp(-rate * timeToExpiry) / volatility) ** 0.25;
  const size = Math.abs(gamma);
  const fixedWidth = cost / (riskAversion * spot * volatility ** 2 * timeToExpiry);
  const gammaWidth = 1.12 * cost ** 0.31 * timeToExpiry ** 0.05 * discounted * Math.sqrt(size / riskAversion);
  const volatilityShift =
    -4.76 * cost ** 0.78 * timeToExpiry ** -0.02 * discounted * (riskAversion * spot ** 2 * size) ** 0.15;
  const factor = side === "long" ? 1 + volatilityShift : 1 - volatilityShift;
  if (!(factor > 0)) return fail(invalid("cost", `so small that 1 + K > 0, K = ${volatilityShift}`, cost));
  return ok({
    halfWidth: fixedWidth + gammaWidth,
    fixedWidth,
    gammaWidth,
    volatilityShift,
    hedgeVolatility: volatility * Math.sqrt(factor),
  });
}
