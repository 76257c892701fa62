import { fail, invalid, ok, type Result } from "../result.ts";
import { nelderMead } from "./nelderMead.ts";
import type { SviParameters } from "./svi.ts";

/** One quote of a smile. */
export interface SmileQuote {
  /** ln(strike / forward). */
  readonly k: number;
  /** Volatility squared times time to expiry. */
  readonly totalVariance: number;
  /** Relative weight, positive; vega or the inverse of the quote's error. */
  readonly weight: number;
}

/** A fitted slice and its weighted root mean square error in total variance. */
export interface SviFit {
  readonly parameters: SviParameters;
  readonly error: number;
}

/** Lee's bound on the slope of a wing of total variance. */
const MAX_WING_SLOPE = 2;
const STARTING_WIDTHS = [0.02, 0.1, 0.4];
const MAX_ITERATIONS = 600;
const TOLERANCE = 1e-10;

/**
 * Fits a raw SVI slice to at least five quotes by the quasi-explicit method (Zeliade Systems, "Quasi-explicit
 * calibration of Gatheral's SVI model", 2009): for a given vertex m and width sigma the slice is linear in the rest, so
 * only two dimensions are searched. Both wings obey Lee's bound and the variance is never negative; butterflies are
 * not excluded, and rho reaches -1 or 1 when one wing fits best flat: check the result.
 *
 * Fails with INVALID_INPUT on too few or unusable quotes and NOT_CONVERGED when no start settles.
 */
export function fitSvi(quotes: readonly SmileQuote[]): Result<SviFit> {
  const usable = quotes.every(
    (q) => Number.isFinite(q.k) && q.totalVariance >= 0 && q.totalVariance < Infinity && q.weight > 0,
  );
  if (quotes.length < 5 || !usable) {
    return fail(invalid("quotes", "at least five with finite variance and positive weight", quotes.length));
  }
  const lowest = quotes.reduce((best, q) => (q.totalVariance < best.totalVariance ? q : best));
  const objective = ([m = 0, logSigma = 0]: readonly number[]) =>
    innerFit(quotes, m, Math.exp(logSigma)).loss;
  const runs = STARTING_WIDTHS.map((width) =>
    nelderMead(objective, [lowest.k, Math.log(width)], [0.5 * width, 0.5], TOLERANCE, MAX_ITERATIONS),
  );
  const settled = runs.filter((run) => run.converged && Number.isFinite(run.value));
  if (settled.length === 0)
    return fail({ code: "NOT_CONVERGED", message: "no start of the SVI fit settled" });
  const [m = 0, logSigma = 0] = settled.reduce((best, run) => (run.value < best.value ? run : best)).point;
  return ok(toFit(innerFit(quotes, m, Math.exp(logSigma)), m, Math.exp(logSigma)));
}

/** Level and wing slopes in units of sigma: w = level + right R(y) + left L(y), R and L = (sqrt(y^2 + 1) +- y) / 2. */
interface Inner {
  readonly level: number;
  readonly left: number;
  readonly right: number;
  /** Weighted mean square error. */
  readonly loss: number;
}

function toFit(inner: Inner, m: number, sigma: number): SviFit {
  const b = (inner.right + inner.left) / (2 * sigma);
  const rho = b > 0 ? (inner.right - inner.left) / (inner.right + inner.left) : 0;
  return { parameters: { a: inner.level, b, rho, m, sigma }, error: Math.sqrt(inner.loss) };
}

/**
 * The linear problem at a fixed vertex. In wing coordinates the constraints |rho| <= 1 and Lee's bound are the box
 * 0 <= left, right <= 2 sigma, so the optimum is the free one or lies on an edge.
 */
function innerFit(quotes: readonly SmileQuote[], m: number, sigma: number): Inner {
  const free = boxFit(quotes, m, sigma, true);
  // Minimum variance is level + sqrt(left right); a slice that dips below 0 gives way to one with level 0.
  return free.level + Math.sqrt(free.left * free.right) >= 0 ? free : boxFit(quotes, m, sigma, false);
}

function boxFit(quotes: readonly SmileQuote[], m: number, sigma: number, withLevel: boolean): Inner {
  let total = 0;
  let meanR = 0;
  let meanL = 0;
  let meanW = 0;
  for (const q of quotes) {
    const [r, l] = wings(q.k, m, sigma);
    total += q.weight;
    meanR += q.weight * r;
    meanL += q.weight * l;
    meanW += q.weight * q.totalVariance;
  }
  const centre = withLevel ? [meanR / total, meanL / total, meanW / total] : [0, 0, 0];
  const [r0 = 0, l0 = 0, w0 = 0] = centre;
  let [rr, ll, rl, rw, lw, ww] = [0, 0, 0, 0, 0, 0];
  for (const q of quotes) {
    const [r, l] = wings(q.k, m, sigma);
    const [dr, dl, dw] = [r - r0, l - l0, q.totalVariance - w0];
    const weight = q.weight / total;
    rr += weight * dr * dr;
    ll += weight * dl * dl;
    rl += weight * dr * dl;
    rw += weight * dr * dw;
    lw += weight * dl * dw;
    ww += weight * dw * dw;
  }
  const limit = MAX_WING_SLOPE * sigma;
  const clip = (value: number) => Math.min(limit, Math.max(0, value));
  const loss = (right: number, left: number) =>
    Math.max(
      0,
      ww - 2 * (right * rw + left * lw) + right * right * rr + 2 * right * left * rl + left * left * ll,
    );
  const determinant = rr * ll - rl * rl;
  const right = (rw * ll - lw * rl) / determinant;
  const left = (lw * rr - rw * rl) / determinant;
  const inside = right >= 0 && right <= limit && left >= 0 && left <= limit;
  const candidates: [number, number][] = inside
    ? [[right, left]]
    : [0, limit].flatMap((edge): [number, number][] => [
        [edge, clip((lw - edge * rl) / ll)],
        [clip((rw - edge * rl) / rr), edge],
      ]);
  let best: Inner = { level: 0, left: 0, right: 0, loss: Infinity };
  for (const [r, l] of candidates) {
    const value = loss(r, l);
    if (value < best.loss) best = { level: w0 - r * r0 - l * l0, left: l, right: r, loss: value };
  }
  return best;
}

function wings(k: number, m: number, sigma: number): [right: number, left: number] {
  const y = (k - m) / sigma;
  const root = Math.sqrt(y * y + 1);
  return [0.5 * (root + y), 0.5 * (root - y)];
}
