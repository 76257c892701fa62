import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "./checks.ts";

/** Distance between returns that the Wasserstein ball is measured in. */
export type TransportNorm = "l1" | "l2";

/**
 * Worst expected shortfall over all distributions within Wasserstein-1 distance `radius` of the sample, loss
 * -weights . returns, unbounded support: the sample's ES + radius / tailProbability * ||weights||_dual, where the dual
 * of l1 is the largest |weight| and l2 is its own. `radius` says how far the history is distrusted; the units of the
 * returns. Source: Mohajerin Esfahani and Kuhn, Math. Programming 171 (2018).
 */
export function wassersteinShortfall(
  sampleShortfall: number,
  weights: readonly number[],
  tailProbability: number,
  radius: number,
  norm: TransportNorm,
): Result<number> {
  const issues = [
    ...checkFinite("sampleShortfall", sampleShortfall),
    ...weights.flatMap((w, i) => checkFinite(`weights[${i}]`, w)),
    ...checkNonNegative("radius", radius),
  ];
  if (!(tailProbability > 0 && tailProbability <= 1)) {
    issues.push(invalid("tailProbability", "in (0, 1]", tailProbability));
  }
  if (issues.length > 0) return fail(...issues);
  const dual =
    norm === "l2" ? Math.hypot(...weights) : weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  return ok(sampleShortfall + (radius / tailProbability) * dual);
}
