import { inverseNormalCdf, normalPdf } from "../pricing/normal.ts";
import { fail, ok, type Result } from "../result.ts";
import { checkConfidence, checkFinite, checkNonNegative, type TailRisk } from "./checks.ts";

/** Mean and standard deviation of a P&L or return over the horizon. */
export interface NormalInput {
  readonly mean: number;
  readonly standardDeviation: number;
  /** Such as 0.99. */
  readonly confidence: number;
}

/**
 * VaR and ES of a normal P&L: VaR = -(mean + z sd), ES = -mean + sd n(z) / alpha, with alpha = 1 - confidence and
 * z = N^-1(alpha). Source: McNeil, Frey, Embrechts, "Quantitative Risk Management", section 2.2.
 */
export function gaussianTail(input: NormalInput): Result<TailRisk> {
  const { mean, standardDeviation, confidence } = input;
  const issues = [
    ...checkFinite("mean", mean),
    ...checkNonNegative("standardDeviation", standardDeviation),
    ...checkConfidence(confidence),
  ];
  if (issues.length > 0) return fail(...issues);
  const alpha = 1 - confidence;
  const z = inverseNormalCdf(alpha);
  return ok({
    valueAtRisk: -(mean + z * standardDeviation),
    expectedShortfall: -mean + (standardDeviation * normalPdf(z)) / alpha,
  });
}
