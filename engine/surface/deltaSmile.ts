import { fail, invalid, ok, type Result } from "../result.ts";
import { strikeAtForwardDelta } from "./deltaStrike.ts";

/** Volatility quoted at an undiscounted forward delta: positive for a call, negative for a put, as in 25-delta put. */
export interface DeltaPillar {
  readonly delta: number;
  readonly volatility: number;
}

/** An answer in delta space always says in which delta: the price-adjusted one moves a strike by a per cent or two. */
export interface DeltaVolatility {
  readonly volatility: number;
  readonly callDelta: number;
  readonly convention: "forward";
}

const BISECTIONS = 80;

/**
 * Volatility per 1.00 of a strike from pillars in forward delta, linear in call delta between them and flat beyond the
 * outermost. A put delta d counts as the call delta 1 + d of the same strike. The strike's delta depends on its
 * volatility, so the call delta is found by bisection.
 *
 * `forward` and `strike` in USD, time in years. Fails with INVALID_INPUT on an empty or repeated pillar, a volatility
 * that is not positive, or a forward, strike or time that is not positive.
 */
export function volatilityAtStrike(
  pillars: readonly DeltaPillar[],
  forward: number,
  strike: number,
  timeToExpiry: number,
): Result<DeltaVolatility> {
  for (const [field, value] of Object.entries({ forward, strike, timeToExpiry })) {
    if (!(value > 0 && value < Infinity)) return fail(invalid(field, "positive and finite", value));
  }
  const curve = callDeltaCurve(pillars);
  if (!curve.ok) return curve;

  const rootTime = Math.sqrt(timeToExpiry);
  const strikeAt = (callDelta: number) => {
    const volatility = interpolate(curve.value, callDelta);
    const found = strikeAtForwardDelta(forward, volatility * rootTime, callDelta);
    return found.ok ? found.value : NaN;
  };
  // The strike falls as the call delta rises.
  let low = 0;
  let high = 1;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = 0.5 * (low + high);
    if (strikeAt(middle) > strike) low = middle;
    else high = middle;
  }
  const callDelta = 0.5 * (low + high);
  return ok({ volatility: interpolate(curve.value, callDelta), callDelta, convention: "forward" });
}

function callDeltaCurve(pillars: readonly DeltaPillar[]): Result<readonly DeltaPillar[]> {
  const curve = pillars
    .map(({ delta, volatility }) => ({ delta: delta < 0 ? 1 + delta : delta, volatility }))
    .sort((a, b) => a.delta - b.delta);
  if (curve.length === 0) return fail(invalid("pillars", "not empty", curve.length));
  for (const [i, pillar] of curve.entries()) {
    if (!(pillar.volatility > 0 && pillar.volatility < Infinity)) {
      return fail(invalid("pillars.volatility", "positive and finite", pillar.volatility));
    }
    if (!(pillar.delta > (curve[i - 1]?.delta ?? 0) && pillar.delta < 1)) {
      return fail(invalid("pillars.delta", "distinct and between -1 and 1", pillar.delta));
    }
  }
  return ok(curve);
}

function interpolate(curve: readonly DeltaPillar[], delta: number): number {
  const i = curve.findIndex((pillar) => pillar.delta >= delta);
  const right = curve[i === -1 ? curve.length - 1 : i];
  const left = curve[i - 1];
  if (!right) return NaN;
  if (!left || i === -1) return right.volatility;
  const share = (delta - left.delta) / (right.delta - left.delta);
  return left.volatility + share * (right.volatility - left.volatility);
}
