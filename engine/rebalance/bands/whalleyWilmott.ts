import { fail, ok, type Result } from "../../result.ts";
import { checkFinite } from "../../risk/checks.ts";
import { type HedgeBand, type HedgeTerms, termIssues } from "./band.ts";

/**
 * No-trade band around the Black-Scholes delta for small proportional costs: half-width
 * (3/2 exp(-r T) cost S gamma^2 / risk aversion)^(1/3).
 * Source: Whalley and Wilmott, Mathematical Finance 7 (1997) 307-324.
 */
export function whalleyWilmottBand(delta: number, terms: HedgeTerms): Result<HedgeBand> {
  const issues = [...checkFinite("delta", delta), ...termIssues(terms)];
  if (issues.length > 0) return fail(...issues);
  const { spot, timeToExpiry, rate, gamma, cost, riskAversion } = terms;
  const cube = (1.5 * Math.exp(-rate * timeToExpiry) * cost * spot * gamma * gamma) / riskAversion;
  return ok({ centre: delta, halfWidth: Math.cbrt(cube) });
}
