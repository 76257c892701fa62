import { erfcx } from "./normal.ts";

const SQRT_HALF_PI = 1.2533141373155003;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
const LOG_SQRT_TWO_PI = 0.9189385332046728;

/** Below this half-width the difference of two ratios cancels, and the Taylor series of the ratio takes over. */
const SERIES_HALF_WIDTH = 0.25;
/** From here on the forward recurrence of the derivatives is unstable, and the backward one converges at once. */
const BACKWARD_FROM = 5;
/** Odd terms up to this order are below 1e-17 at the largest half-width. */
const SERIES_ORDER = 17;
const BACKWARD_START = SERIES_ORDER + 16;

/** N(z) / n(z): distribution over density of the standard normal; no underflow for negative z. */
export function cdfOverPdf(z: number): number {
  return SQRT_HALF_PI * erfcx(-z * Math.SQRT1_2);
}

/**
 * Normalised Black value of an out-of-the-money option, beta = e^(x/2) N(h + t) - e^(-x/2) N(h - t), through its
 * ratio to vega. With h = x / s <= 0, t = s / 2 and Y = N / n, beta = n(h) n(t) sqrt(2 pi) (Y(h + t) - Y(h - t)): the
 * exponent is the vega and the bracket is this function, so neither underflows where the other matters.
 */
export function blackOverVega(h: number, t: number): number {
  return t < SERIES_HALF_WIDTH ? seriesDifference(h, t) : cdfOverPdf(h + t) - cdfOverPdf(h - t);
}

/** (e^(x/2) - beta) over vega: what is missing to the upper bound, as a sum of positive terms. */
export function complementOverVega(h: number, t: number): number {
  return cdfOverPdf(-h - t) + cdfOverPdf(h - t);
}

/** d beta / d s. */
export function normalisedVega(h: number, t: number): number {
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * (h * h + t * t));
}

/** ln(d beta / d s), finite where the vega itself underflows. */
export function logNormalisedVega(h: number, t: number): number {
  return -LOG_SQRT_TWO_PI - 0.5 * (h * h + t * t);
}

/**
 * Y(h + t) - Y(h - t) = 2 sum over odd k of Y^(k)(h) t^k / k!. The derivatives obey
 * Y^(k+1) = h Y^(k) + k Y^(k-1), Y' = 1 + h Y.
 */
function seriesDifference(h: number, t: number): number {
  const value = cdfOverPdf(h);
  return h > -BACKWARD_FROM ? forwardSeries(h, t, value) : backwardSeries(-h, t, value);
}

function forwardSeries(h: number, t: number, value: number): number {
  let even = value;
  let odd = 1 + h * value;
  let power = t;
  let sum = odd * t;
  for (let k = 1; k < SERIES_ORDER; k += 2) {
    even = h * odd + k * even;
    odd = h * even + (k + 1) * odd;
    power *= (t * t) / ((k + 1) * (k + 2));
    sum += odd * power;
  }
  return 2 * sum;
}

/**
 * For h = -a the derivatives are integrals of positive functions, Y^(k) = int u^k e^(-a u - u^2 / 2) du, the minimal
 * solution of the recurrence: their ratios r(k) = Y^(k+1) / Y^(k) come from r(k-1) = k / (a + r(k)), backwards.
 */
function backwardSeries(a: number, t: number, value: number): number {
  let ratio = 0;
  for (let k = BACKWARD_START; k > SERIES_ORDER; k--) ratio = k / (a + ratio);
  // Horner over the odd orders: sum = r0 t (1 + r1 r2 t^2 / (2 3) (1 + r3 r4 t^2 / (4 5) (...))).
  let sum = 1;
  for (let k = SERIES_ORDER; k >= 3; k -= 2) {
    const upper = k / (a + ratio);
    const lower = (k - 1) / (a + upper);
    sum = 1 + ((upper * lower * t * t) / (k * (k - 1))) * sum;
    ratio = lower;
  }
  return (2 * t * value * sum) / (a + ratio);
}
