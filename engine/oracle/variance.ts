import { SECONDS_PER_YEAR } from "../book/row.ts";

/** No price is known better than to a basis point. */
const LEAST_VARIANCE = 1e-8;
/** A widened source counts as if it were twice as uncertain. */
const WIDENED = 4;

/** What is known about how far a price may be off. Fractions of the price. */
export interface PriceUncertainty {
  /** The feed's deviation band: it need not update within. */
  readonly deviation: number;
  /** The publishers' own confidence, one standard deviation; 0 when they state none. */
  readonly confidence: number;
  readonly ageSeconds: number;
  /** Volatility of the asset a year, as a fraction: how fast an old price goes wrong. */
  readonly volatility: number;
  readonly isWidened: boolean;
}

/**
 * Relative variance of a source's price: uniform within the band, the stated confidence, and the diffusion since the price was
 * made: b^2 / 3 + c^2 + sigma^2 age / year. A feed on deviation cannot have drifted past its band unnoticed, so the smaller of
 * band and diffusion holds as long as it promises one.
 */
export function priceVariance(uncertainty: PriceUncertainty): number {
  const { deviation, confidence, ageSeconds, volatility, isWidened } = uncertainty;
  const band = deviation ** 2 / 3;
  const diffusion = (volatility ** 2 * Math.max(0, ageSeconds)) / SECONDS_PER_YEAR;
  const drift = deviation > 0 && !isWidened ? Math.min(band, diffusion) : band + diffusion;
  return Math.max(LEAST_VARIANCE, drift + confidence ** 2) * (isWidened ? WIDENED : 1);
}

/**
 * Variance of an asset's return over a horizon, per year, when its price now is itself uncertain:
 * sigma^2 + v / T. A doubtful price weighs most on short horizons.
 *
 * @param variance of the return a year
 * @param horizonYears more than 0
 * @param relativeVariance of the price, e.g. of a consensus
 */
export function inflatedVariance(variance: number, horizonYears: number, relativeVariance: number): number {
  return variance + relativeVariance / horizonYears;
}
