import { type Issue, invalid } from "../result.ts";
import type { VariancePoint } from "./svi.ts";

/** One slice of surface SVI: theta is the at-the-money total variance, phi the curvature, rho the skew. */
export interface SsviParameters {
  readonly theta: number;
  readonly phi: number;
  readonly rho: number;
}

/**
 * w = theta / 2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)) with derivatives in k.
 * Source: J. Gatheral and A. Jacquier, "Arbitrage-free SVI volatility surfaces", arXiv:1204.0646, section 4.
 */
export function ssviPoint(parameters: SsviParameters, k: number): VariancePoint {
  const { theta, phi, rho } = parameters;
  const shifted = phi * k + rho;
  const root = Math.sqrt(shifted * shifted + 1 - rho * rho);
  return {
    variance: 0.5 * theta * (1 + rho * phi * k + root),
    slope: 0.5 * theta * phi * (rho + shifted / root),
    curvature: (0.5 * theta * phi * phi * (1 - rho * rho)) / (root * root * root),
  };
}

/**
 * Parameters outside their domain, or outside the sufficient condition for no butterflies: theta phi (1 + |rho|) < 4
 * and theta phi^2 (1 + |rho|) <= 4 (arXiv:1204.0646, theorem 4.2). Empty when none.
 */
export function ssviIssues(parameters: SsviParameters): Issue[] {
  const { theta, phi, rho } = parameters;
  const issues: Issue[] = [];
  if (!(theta > 0 && theta < Infinity)) issues.push(invalid("theta", "positive and finite", theta));
  if (!(phi > 0 && phi < Infinity)) issues.push(invalid("phi", "positive and finite", phi));
  if (!(Math.abs(rho) < 1)) issues.push(invalid("rho", "between -1 and 1", rho));
  if (issues.length > 0) return issues;
  const wing = theta * phi * (1 + Math.abs(rho));
  if (!(wing < 4)) issues.push(invalid("theta phi (1 + |rho|)", "below 4", wing));
  if (!(wing * phi <= 4)) issues.push(invalid("theta phi^2 (1 + |rho|)", "at most 4", wing * phi));
  return issues;
}
