import { type Issue, invalid } from "../result.ts";

/** Raw SVI slice: total variance w(k) = a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)), k = ln(strike / forward). */
export interface SviParameters {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
}

/** Total variance of a smile at one log-moneyness with its first two derivatives in k. */
export interface VariancePoint {
  readonly variance: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Any smile as total variance by log-moneyness. */
export type VarianceSlice = (k: number) => VariancePoint;

/** Total variance and derivatives of a raw SVI slice. Source: J. Gatheral, "A parsimonious arbitrage-free implied
 * volatility parameterization", 2004. */
export function sviPoint(parameters: SviParameters, k: number): VariancePoint {
  const { a, b, rho, m, sigma } = parameters;
  const offset = k - m;
  const root = Math.sqrt(offset * offset + sigma * sigma);
  return {
    variance: a + b * (rho * offset + root),
    slope: b * (rho + offset / root),
    curvature: (b * sigma * sigma) / (root * root * root),
  };
}

/** Smallest total variance of the slice, a + b sigma sqrt(1 - rho^2). */
export function sviMinimumVariance(parameters: SviParameters): number {
  const { a, b, rho, sigma } = parameters;
  return a + b * sigma * Math.sqrt(1 - rho * rho);
}

/**
 * What is wrong with a slice: parameters outside their domain, a negative variance, or wings steeper than Lee's moment
 * bound b (1 + |rho|) <= 2. Empty when none; butterflies are a separate check (`butterflyViolations`).
 */
export function sviIssues(parameters: SviParameters): Issue[] {
  const { a, b, rho, m, sigma } = parameters;
  const issues: Issue[] = [];
  for (const [field, value] of [
    ["a", a],
    ["m", m],
  ] as const) {
    if (!Number.isFinite(value)) issues.push(invalid(field, "finite", value));
  }
  if (!(b >= 0 && b < Infinity)) issues.push(invalid("b", "finite and not negative", b));
  if (!(Math.abs(rho) < 1)) issues.push(invalid("rho", "between -1 and 1", rho));
  if (!(sigma > 0 && sigma < Infinity)) issues.push(invalid("sigma", "positive and finite", sigma));
  if (issues.length > 0) return issues;
  const minimum = sviMinimumVariance(parameters);
  if (minimum < 0) issues.push(invalid("a", "high enough for a variance of at least 0", minimum));
  const wing = b * (1 + Math.abs(rho));
  if (wing > 2) issues.push(invalid("b", "at most 2 / (1 + |rho|)", b));
  return issues;
}
