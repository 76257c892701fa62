import { fail, type Issue, invalid, ok, type Result } from "../result.ts";

/** A perpetual claim on spot ** exponent that pays mark minus index as funding. */
export interface PowerPerpInput {
  readonly exponent: number;
  /** USD per base unit. */
  readonly spot: number;
  /** Per 1.00, annualised. */
  readonly volatility: number;
  /** Continuous, per 1.00. */
  readonly rate: number;
  /** Years over which mark minus index is paid once. */
  readonly fundingPeriod: number;
}

/** Mark and sensitivities of one unit of the claim. */
export interface PowerPerpGreeks {
  readonly price: number;
  /** spot ** exponent. */
  readonly index: number;
  readonly delta: number;
  readonly gamma: number;
  /** Per 1.00 of volatility. */
  readonly vega: number;
  /** Funding per year, -(mark - index) / fundingPeriod. */
  readonly theta: number;
  /** Per 1.00 of rate at fixed spot. */
  readonly rhoSpot: number;
}

/**
 * Fair mark V = S^p / (2 exp(-g f) - 1), g = (p - 1)(r + p s^2 / 2): the everlasting claim as futures of terms k f in
 * weights 2^-k (White, Robinson, Koticha, Leone, Clark, "Power perpetuals", 2021; Everlasting options, 2021).
 *
 * Fails with INVALID_INPUT on a spot, exponent or funding period that is not positive, a negative volatility, or growth
 * of 2 or more over one funding period, where the series diverges and no mark is finite.
 */
export function powerPerpGreeks(input: PowerPerpInput): Result<PowerPerpGreeks> {
  const issue = outOfDomain(input);
  if (issue !== null) return fail(issue);
  const { exponent: p, spot, volatility, rate, fundingPeriod } = input;
  const growth = (p - 1) * (rate + 0.5 * p * volatility * volatility);
  const decay = Math.exp(-growth * fundingPeriod);
  const indexOverMark = 2 * decay - 1;
  if (!(indexOverMark > 0)) {
    return fail(invalid("volatility", "low enough for growth below 2 over a funding period", volatility));
  }
  const index = spot ** p;
  const price = index / indexOverMark;
  const growthSensitivity = (2 * fundingPeriod * decay * price) / indexOverMark;
  return ok({
    price,
    index,
    delta: (p * price) / spot,
    gamma: (p * (p - 1) * price) / (spot * spot),
    vega: growthSensitivity * p * (p - 1) * volatility,
    theta: -(price - index) / fundingPeriod,
    rhoSpot: growthSensitivity * (p - 1),
  });
}

/**
 * Fair mark of the claim when mark minus index is paid at every moment instead of once a period: V = S^p / (1 - g f),
 * with g as above; the two agree to first order in g f. Fails like `powerPerpGreeks`, here on growth of 1 or more over a
 * funding period.
 */
export function continuousFundingMark(input: PowerPerpInput): Result<number> {
  const issue = outOfDomain(input);
  if (issue !== null) return fail(issue);
  const { exponent: p, spot, volatility, rate, fundingPeriod } = input;
  const indexOverMark = 1 - (p - 1) * (rate + 0.5 * p * volatility * volatility) * fundingPeriod;
  return indexOverMark > 0
    ? ok(spot ** p / indexOverMark)
    : fail(invalid("volatility", "low enough for growth below 1 over a funding period", volatility));
}

function outOfDomain({ exponent, spot, volatility, rate, fundingPeriod }: PowerPerpInput): Issue | null {
  for (const [field, value] of Object.entries({ exponent, spot, fundingPeriod })) {
    if (!(value > 0 && value < Infinity)) return invalid(field, "positive and finite", value);
  }
  if (!(volatility >= 0 && volatility < Infinity)) {
    return invalid("volatility", "finite and not negative", volatility);
  }
  return Number.isFinite(rate) ? null : invalid("rate", "finite", rate);
}

/**
 * Volatility that a mark implies over its index, per 1.00: the inverse of `powerPerpGreeks`. Fails with INVALID_INPUT
 * when the mark is not positive, the exponent is 1 or 0 (no volatility in the price), or the implied variance is
 * negative.
 */
export function powerPerpImpliedVolatility(
  terms: Pick<PowerPerpInput, "exponent" | "rate" | "fundingPeriod">,
  mark: number,
  index: number,
): Result<number> {
  const { exponent: p, rate, fundingPeriod } = terms;
  if (!(mark > 0 && index > 0))
    return fail(invalid("mark", "positive, as the index", `${mark} over ${index}`));
  if (p === 0 || p === 1) return fail(invalid("exponent", "neither 0 nor 1", p));
  const growth = -Math.log(0.5 * (index / mark + 1)) / fundingPeriod;
  const variance = (2 / p) * (growth / (p - 1) - rate);
  return variance >= 0
    ? ok(Math.sqrt(variance))
    : fail(invalid("mark", "on the index's own side of fair value", `${mark} over ${index}`));
}
