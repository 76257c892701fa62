import { inverseNormalCdf, normalPdf } from "../pricing/normal.ts";
import { fail, ok, type Result } from "../result.ts";
import { checkConfidence, checkFinite, checkNonNegative, type TailRisk } from "./checks.ts";
import type { NormalInput } from "./gaussian.ts";

/** Moments of a P&L or return, the kurtosis in excess of the normal's 3. */
export interface CornishFisherInput extends NormalInput {
  readonly skewness: number;
  readonly excessKurtosis: number;
}

/** Tail risk, and whether the expansion is a proper quantile function at these moments. */
export interface CornishFisherTail extends TailRisk {
  /** False where the corrected quantile is not increasing in the probability: then prefer another method. */
  readonly monotone: boolean;
}

/**
 * VaR and ES from the fourth-order Cornish-Fisher quantile
 * z + (z^2 - 1) S/6 + (z^3 - 3z) K/24 - (2z^3 - 5z) S^2/36; ES is the exact mean of that quantile over the tail,
 * n(z)/alpha (1 + z S/6 + (z^2 - 1) K/24 - (2z^2 - 1) S^2/36) standard deviations.
 * Sources: Zangari (1996); domain of validity: Maillard, "A User's Guide to the Cornish Fisher Expansion" (2012).
 */
export function cornishFisherTail(input: CornishFisherInput): Result<CornishFisherTail> {
  const { mean, standardDeviation, skewness: S, excessKurtosis: K, confidence } = input;
  const issues = [
    ...checkFinite("mean", mean),
    ...checkNonNegative("standardDeviation", standardDeviation),
    ...checkFinite("skewness", S),
    ...checkFinite("excessKurtosis", K),
    ...checkConfidence(confidence),
  ];
  if (issues.length > 0) return fail(...issues);
  const alpha = 1 - confidence;
  const z = inverseNormalCdf(alpha);
  const corrected =
    z + ((z ** 2 - 1) * S) / 6 + ((z ** 3 - 3 * z) * K) / 24 - ((2 * z ** 3 - 5 * z) * S ** 2) / 36;
  const tail = 1 + (z * S) / 6 + ((z ** 2 - 1) * K) / 24 - ((2 * z ** 2 - 1) * S ** 2) / 36;
  // The quantile's slope is the parabola a z^2 + b z + c; it has no real root below the vertex exactly then.
  const a = K / 8 - S ** 2 / 6;
  const b = S / 3;
  const c = 1 - K / 8 + (5 * S ** 2) / 36;
  return ok({
    valueAtRisk: -(mean + standardDeviation * corrected),
    expectedShortfall: -mean + (standardDeviation * normalPdf(z) * tail) / alpha,
    monotone: a >= 0 && c > 0 && b ** 2 <= 4 * a * c,
  });
}
