import { inverseNormalCdf, normalCdf } from "../pricing/normal.ts";
import { fail, invalid, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "./checks.ts";

/** A price that follows geometric Brownian motion. */
export interface LognormalInput {
  /** Drift and volatility per year; E[price] grows by exp(drift * years). */
  readonly drift: number;
  readonly volatility: number;
  readonly years: number;
  /** Tail probability, such as 0.01. */
  readonly tailProbability: number;
}

/**
 * Expected shortfall of one unit of price, held long and held short, as a fraction of the price: with
 * s = volatility sqrt(years) and z = N^-1(tail), long = 1 - e^(drift years) N(z - s)/tail and
 * short = e^(drift years) N(z + s)/tail - 1. The risk factors of Vega's margin model.
 */
export function lognormalShortfall(
  input: LognormalInput,
): Result<{ readonly long: number; readonly short: number }> {
  const { drift, volatility, years, tailProbability: tail } = input;
  const issues = [
    ...checkFinite("drift", drift),
    ...checkNonNegative("volatility", volatility),
    ...checkNonNegative("years", years),
  ];
  if (!(tail > 0 && tail < 1)) issues.push(invalid("tailProbability", "in (0, 1)", tail));
  if (issues.length > 0) return fail(...issues);
  const spread = volatility * Math.sqrt(years);
  const z = inverseNormalCdf(tail);
  const growth = Math.exp(drift * years);
  return ok({
    long: 1 - (growth * normalCdf(z - spread)) / tail,
    short: (growth * normalCdf(z + spread)) / tail - 1,
  });
}
