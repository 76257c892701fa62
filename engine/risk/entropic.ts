import { fail, ok, type Result } from "../result.ts";
import { checkConfidence, checkPositive, checkSample } from "./checks.ts";

/**
 * Entropic risk of a sample of returns at risk aversion 1/theta, against the tail alpha = 1 - confidence:
 * theta ln(mean(exp(-r/theta)) / alpha). Source: Ahmadi-Javid, J. Optim. Theory Appl. 155 (2012).
 */
export function entropicRisk(sample: readonly number[], theta: number, confidence: number): Result<number> {
  const issues = [
    ...checkSample("sample", sample, 1),
    ...checkPositive("theta", theta),
    ...checkConfidence(confidence),
  ];
  if (issues.length > 0) return fail(...issues);
  return ok(bound(sample, theta, 1 - confidence));
}

/**
 * Entropic value at risk: the least entropic risk over theta, the tightest Chernoff bound on VaR and ES. The bound is
 * convex in theta, so golden-section search finds it; as theta goes to 0 it approaches the worst loss.
 */
export function entropicValueAtRisk(sample: readonly number[], confidence: number): Result<number> {
  const issues = [...checkSample("sample", sample, 1), ...checkConfidence(confidence)];
  if (issues.length > 0) return fail(...issues);
  const alpha = 1 - confidence;
  const worst = worstLoss(sample);
  const spread = worst + sample.reduce((best, r) => Math.max(best, r), Number.NEGATIVE_INFINITY);
  // Too narrow to search: theta would underflow, and every risk measure is the worst loss to rounding.
  if (spread < Math.max(1e-250, 1e-12 * Math.abs(worst))) return ok(worst);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = spread * 1e-9;
  let high = spread * 1e3;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (bound(sample, left, alpha) <= bound(sample, right, alpha)) high = right;
    else low = left;
  }
  return ok(Math.min(worst, bound(sample, (low + high) / 2, alpha)));
}

function bound(sample: readonly number[], theta: number, alpha: number): number {
  const worst = worstLoss(sample);
  const mean = sample.reduce((sum, r) => sum + Math.exp((-r - worst) / theta), 0) / sample.length;
  return worst + theta * Math.log(mean / alpha);
}

function worstLoss(sample: readonly number[]): number {
  return sample.reduce((worst, r) => Math.max(worst, -r), Number.NEGATIVE_INFINITY);
}
