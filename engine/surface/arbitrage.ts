import type { VariancePoint, VarianceSlice } from "./svi.ts";

/**
 * Durrleman's function g(k) = (1 - k w' / (2 w))^2 - w'^2 / 4 (1 / w + 1 / 4) + w'' / 2. The implied density has the
 * sign of g, so a butterfly is free where g < 0. Source: arXiv:1204.0646, equation 2.1.
 */
export function durrleman(point: VariancePoint, k: number): number {
  const { variance: w, slope, curvature } = point;
  return (1 - (0.5 * k * slope) / w) ** 2 - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature;
}

/** A stretch of log-moneyness over which a no-arbitrage condition fails. */
export interface Violation {
  readonly from: number;
  readonly to: number;
  /** Where the condition fails worst among the points looked at, and by how much (negative). */
  readonly worstAt: number;
  readonly worst: number;
}

/**
 * Stretches of [from, to] with a negative implied density, looked for at `steps` equal steps and their ends then
 * bisected to 1e-9. A stretch narrower than a step can be missed.
 */
export function butterflyViolations(
  slice: VarianceSlice,
  from: number,
  to: number,
  steps: number,
): readonly Violation[] {
  return negativeStretches((k) => durrleman(slice(k), k), from, to, steps);
}

/**
 * Stretches where the far expiry has less total variance than the near one at the same forward log-moneyness, so that
 * a calendar spread is free. `worst` is far minus near.
 */
export function calendarViolations(
  near: VarianceSlice,
  far: VarianceSlice,
  from: number,
  to: number,
  steps: number,
): readonly Violation[] {
  return negativeStretches((k) => far(k).variance - near(k).variance, from, to, steps);
}

/** Rounding of equal variances must not read as arbitrage. */
const TOLERANCE = -1e-14;

function negativeStretches(f: (k: number) => number, from: number, to: number, steps: number): Violation[] {
  const found: Violation[] = [];
  let open: { from: number; worstAt: number; worst: number } | undefined;
  let previous = from;
  for (let i = 0; i <= steps; i++) {
    const k = from + ((to - from) * i) / steps;
    const value = f(k);
    if (value < TOLERANCE) {
      if (!open) open = { from: i === 0 ? k : crossing(f, previous, k), worstAt: k, worst: value };
      else if (value < open.worst) open = { ...open, worstAt: k, worst: value };
    } else if (open) {
      found.push({ ...open, to: crossing(f, k, previous) });
      open = undefined;
    }
    previous = k;
  }
  if (open) found.push({ ...open, to });
  return found;
}

/** Point between a sound and a violating k where the condition turns. */
function crossing(f: (k: number) => number, sound: number, violating: number): number {
  let [good, bad] = [sound, violating];
  while (Math.abs(bad - good) > 1e-9) {
    const middle = 0.5 * (good + bad);
    if (f(middle) < TOLERANCE) bad = middle;
    else good = middle;
  }
  return bad;
}
