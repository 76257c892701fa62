import { inverseNormalCdf, normalCdf } from "../pricing/normal.ts";
import { cdfOverPdf, logNormalisedVega } from "../pricing/normalisedBlack.ts";
import { fail, invalid, ok, type Result } from "../result.ts";

/** Enough Newton steps even at the flat top of the price-adjusted delta. */
const MAX_STEPS = 200;

/**
 * Strike with the given undiscounted forward delta phi N(phi d1): F exp(-phi N^-1(|delta|) s + s^2 / 2), s the total
 * volatility (volatility times root time). Delta > 0 is a call, < 0 a put, |delta| < 1. Fails with INVALID_INPUT.
 */
export function strikeAtForwardDelta(
  forward: number,
  totalVolatility: number,
  delta: number,
): Result<number> {
  const issue = deltaIssue(forward, totalVolatility, delta);
  if (issue) return fail(issue);
  if (!(Math.abs(delta) < 1)) return fail(invalid("delta", "between -1 and 1", delta));
  const shift = -Math.sign(delta) * inverseNormalCdf(Math.abs(delta)) * totalVolatility;
  return ok(forward * Math.exp(shift + 0.5 * totalVolatility * totalVolatility));
}

/**
 * Strike with the given price-adjusted (coin) delta phi (K / F) N(phi d2). A call's has a maximum in K, hence two
 * strikes for one delta; this is the one above the maximum, as FX and coin markets quote. Fails with INVALID_INPUT on
 * the domain and INFEASIBLE when no strike has so large a call delta.
 */
export function strikeAtPriceAdjustedDelta(
  forward: number,
  totalVolatility: number,
  delta: number,
): Result<number> {
  const issue = deltaIssue(forward, totalVolatility, delta);
  if (issue) return fail(issue);
  const s = totalVolatility;
  const phi = Math.sign(delta);
  const target = Math.log(Math.abs(delta));
  // In u = phi d2 the log of |delta| is -phi u s - s^2 / 2 + ln N(u): concave, so Newton's method from the far
  // out-of-the-money side climbs to the first root without passing it.
  const logDelta = (u: number) => -phi * u * s - 0.5 * s * s + logNormalCdf(u);
  let u = -1;
  while (logDelta(u) > target) u *= 2;
  for (let i = 0; i < MAX_STEPS; i++) {
    const gap = target - logDelta(u);
    const slope = -phi * s + 1 / cdfOverPdf(u);
    if (!(slope > 0)) break;
    const step = gap / slope;
    u += step;
    if (Math.abs(step) <= 4 * Number.EPSILON * Math.max(1, Math.abs(u))) {
      return ok(forward * Math.exp(-phi * u * s - 0.5 * s * s));
    }
  }
  return fail({
    code: "INFEASIBLE",
    field: "delta",
    message: `no strike has a price-adjusted delta of ${delta}`,
  });
}

function logNormalCdf(u: number): number {
  // ln N = ln (N / n) + ln n stays finite where N underflows, and plain N where N / n overflows.
  return u > 0 ? Math.log(normalCdf(u)) : Math.log(cdfOverPdf(u)) + logNormalisedVega(u, 0);
}

function deltaIssue(forward: number, totalVolatility: number, delta: number) {
  if (!(forward > 0 && forward < Infinity)) return invalid("forward", "positive and finite", forward);
  if (!(totalVolatility > 0 && totalVolatility < Infinity)) {
    return invalid("totalVolatility", "positive and finite", totalVolatility);
  }
  return delta !== 0 && Number.isFinite(delta) ? undefined : invalid("delta", "finite and not 0", delta);
}
