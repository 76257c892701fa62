import { fail, invalid, ok, type Result } from "../result.ts";
import { type SviParameters, sviMinimumVariance, sviPoint } from "./svi.ts";

/** SVI in the traders' terms of Gatheral and Jacquier: variances are per year, slopes scaled by root variance. */
export interface SviJumpWings {
  /** At-the-money variance. */
  readonly v: number;
  /** At-the-money skew. */
  readonly psi: number;
  /** Slope of the put (left) wing. */
  readonly p: number;
  /** Slope of the call (right) wing. */
  readonly c: number;
  /** Minimum variance. */
  readonly vTilde: number;
}

/** Raw to jump wings for an expiry in years. Assumes a valid slice. Source: arXiv:1204.0646, section 3.3. */
export function sviToJumpWings(parameters: SviParameters, timeToExpiry: number): SviJumpWings {
  const { b, rho } = parameters;
  const { variance, slope } = sviPoint(parameters, 0);
  const root = Math.sqrt(variance);
  return {
    v: variance / timeToExpiry,
    psi: (0.5 * slope) / root,
    p: (b * (1 - rho)) / root,
    c: (b * (1 + rho)) / root,
    vTilde: sviMinimumVariance(parameters) / timeToExpiry,
  };
}

/**
 * Jump wings to raw (arXiv:1204.0646, lemma 3.2). Fails with INVALID_INPUT when the wings are both flat, the skew lies
 * outside the wings, or the minimum variance exceeds the at-the-money one.
 */
export function jumpWingsToSvi(wings: SviJumpWings, timeToExpiry: number): Result<SviParameters> {
  const { v, psi, p, c, vTilde } = wings;
  if (!(timeToExpiry > 0 && v > 0)) return fail(invalid("v", "positive, as the time to expiry", v));
  if (!(vTilde >= 0 && vTilde <= v)) return fail(invalid("vTilde", "between 0 and v", vTilde));
  const root = Math.sqrt(v * timeToExpiry);
  const b = 0.5 * root * (c + p);
  if (!(p >= 0 && c >= 0 && b > 0)) return fail(invalid("p + c", "positive", p + c));
  const rho = 1 - (p * root) / b;
  const beta = rho - (2 * psi * root) / b;
  if (!(Math.abs(beta) <= 1)) return fail(invalid("psi", "between the wings, -p <= 2 psi <= c", psi));

  const spread = Math.sqrt(1 - rho * rho);
  const excess = ((v - vTilde) * timeToExpiry) / b;
  if (beta === 0) {
    // The vertex sits at the money: only the height above the minimum fixes its width.
    const sigma = excess / (1 - spread);
    if (!(sigma > 0 && sigma < Infinity))
      return fail(invalid("psi", "non-zero, or the smile is symmetric", psi));
    return ok({ a: vTilde * timeToExpiry - b * sigma * spread, b, rho, m: 0, sigma });
  }
  const alpha = Math.sign(beta) * Math.sqrt(1 / (beta * beta) - 1);
  const m = excess / (-rho + Math.sign(alpha) * Math.sqrt(1 + alpha * alpha) - alpha * spread);
  const sigma = alpha * m;
  if (!(sigma > 0)) return fail(invalid("vTilde", "below v unless the skew is flat", vTilde));
  return ok({ a: vTilde * timeToExpiry - b * sigma * spread, b, rho, m, sigma });
}
