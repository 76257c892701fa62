import { inverseNormalCdf } from "../pricing/normal.ts";
import { fail, invalid, ok, type Result } from "../result.ts";
import { checkConfidence, checkFinite, checkNonNegative, type TailRisk } from "./checks.ts";
import type { NormalInput } from "./gaussian.ts";
import { logGamma, regularizedBeta } from "./specialFunctions.ts";

/** Mean and standard deviation of a P&L whose tails are those of a t distribution. */
export interface StudentTInput extends NormalInput {
  /** Degrees of freedom, above 2 so that the standard deviation exists. */
  readonly degreesOfFreedom: number;
}

/**
 * VaR and ES of a t-distributed P&L with the given standard deviation: the standard t is scaled by
 * sqrt((nu - 2)/nu). ES of the standard t at quantile t is f(t)/alpha (nu + t^2)/(nu - 1).
 * Source: McNeil, Frey, Embrechts, "Quantitative Risk Management", section 2.2.
 */
export function studentTTail(input: StudentTInput): Result<TailRisk> {
  const { mean, standardDeviation, degreesOfFreedom: nu, confidence } = input;
  const issues = [
    ...checkFinite("mean", mean),
    ...checkNonNegative("standardDeviation", standardDeviation),
    ...checkConfidence(confidence),
  ];
  if (!(nu > 2 && nu < Number.POSITIVE_INFINITY))
    issues.push(invalid("degreesOfFreedom", "finite and > 2", nu));
  if (issues.length > 0) return fail(...issues);
  const alpha = 1 - confidence;
  const t = inverseStudentTCdf(alpha, nu);
  const scale = standardDeviation * Math.sqrt((nu - 2) / nu);
  return ok({
    valueAtRisk: -(mean + scale * t),
    expectedShortfall: -mean + (scale * studentTPdf(t, nu) * (nu + t * t)) / ((nu - 1) * alpha),
  });
}

/** Density of the standard t distribution with `nu` degrees of freedom. */
export function studentTPdf(t: number, nu: number): number {
  const logScale = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(Math.PI * nu);
  return Math.exp(logScale - ((nu + 1) / 2) * Math.log1p((t * t) / nu));
}

/** P(T <= t) of the standard t distribution. */
export function studentTCdf(t: number, nu: number): number {
  const tail = 0.5 * regularizedBeta(nu / (nu + t * t), nu / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/** Quantile of the standard t distribution, p in (0, 1): Newton steps in a bracket that only shrinks. */
export function inverseStudentTCdf(p: number, nu: number): number {
  if (p > 0.5) return -inverseStudentTCdf(1 - p, nu);
  if (p === 0.5) return 0;
  let t = inverseNormalCdf(p);
  let low = t;
  while (studentTCdf(low, nu) > p) low *= 2;
  let high = 0;
  for (let step = 0; step < 200; step++) {
    const error = studentTCdf(t, nu) - p;
    if (error > 0) high = t;
    else low = t;
    const newton = t - error / studentTPdf(t, nu);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * Math.abs(t)) return next;
    t = next;
  }
  return t;
}
