import { inverseNormalCdf, normalCdf } from "./normal.ts";
import {
  blackOverVega,
  cdfOverPdf,
  complementOverVega,
  logNormalisedVega,
  normalisedVega,
} from "./normalisedBlack.ts";
import { controlForSecondDerivative, rationalCubic } from "./rationalCubic.ts";

const SQRT_THREE = 1.7320508075688772;
const SQRT_HALF_PI = 1.2533141373155003;
const TWO_PI_OVER_SQRT_27 = 1.2091995761561452;

/** Two steps of order four take the worst initial guess to the last attainable digit. */
const STEPS = 2;

/**
 * Total volatility s of a normalised out-of-the-money price: solves beta = e^(x/2) N(x/s + s/2) - e^(-x/2) N(x/s - s/2)
 * for x = -|ln(F / K)| <= 0 and 0 < beta < e^(x/2). NaN if the arithmetic leaves the range of doubles.
 *
 * Source: P. Jaeckel, "Let's Be Rational", Wilmott 2015 (75) 40-53: a rational guess in four regions of beta, then
 * Householder steps of convergence order four on 1 / ln beta (low prices), beta, or ln(bound - beta) (high prices).
 */
export function normalisedImpliedVolatility(beta: number, x: number): number {
  const bound = Math.exp(0.5 * x);
  const centre = pointAt(x, Math.sqrt(-2 * x));
  const low = pointAt(x, centre.s - centre.price / centre.vega);
  const high = pointAt(x, centre.s + (bound - centre.price) / centre.vega);

  if (beta < low.price) return polish(lowerGuess(beta, x, low), x, lowStep, Math.log(beta));
  if (beta < centre.price) return polish(middleGuess(beta, low, centre, "right"), x, middleStep, beta);
  if (beta <= high.price) return polish(middleGuess(beta, centre, high, "left"), x, middleStep, beta);
  const guess = upperGuess(beta, x, bound, high);
  return beta > 0.5 * bound ? polish(guess, x, highStep, bound - beta) : polish(guess, x, middleStep, beta);
}

interface Point {
  readonly s: number;
  readonly price: number;
  readonly vega: number;
}

function pointAt(x: number, s: number): Point {
  const h = s > 0 ? x / s : 0;
  const vega = normalisedVega(h, 0.5 * s);
  return { s, vega, price: vega * blackOverVega(h, 0.5 * s) };
}

function middleGuess(beta: number, left: Point, right: Point, end: "left" | "right"): number {
  const ends = {
    left: left.price,
    right: right.price,
    valueLeft: left.s,
    valueRight: right.s,
    slopeLeft: 1 / left.vega,
    slopeRight: 1 / right.vega,
  };
  // The inflection point lies at the centre, so the second derivative to match there is 0.
  return rationalCubic(ends, beta, controlForSecondDerivative(ends, end, 0, false));
}

/** Interpolates f(beta) = 2 pi |x| / sqrt 27 * N(-|x| / (s sqrt 3))^3, which is asymptotic to beta near 0. */
function lowerGuess(beta: number, x: number, low: Point): number {
  const { s } = low;
  const z = -x / (SQRT_THREE * s);
  const square = z * z;
  const probability = normalCdf(-z);
  const ratio = cdfOverPdf(-z);
  const value = TWO_PI_OVER_SQRT_27 * -x * probability ** 3;
  const second =
    ((Math.PI / 6) *
      square *
      probability *
      Math.exp(2 * square + 0.25 * s * s) *
      (8 * SQRT_THREE * s * -x + (3 * s * s * (s * s - 8) - 8 * x * x) * ratio)) /
    (s * s * s);
  const ends = {
    left: 0,
    right: low.price,
    valueLeft: 0,
    valueRight: value,
    slopeLeft: 1,
    slopeRight: square * ratio * ratio * Math.exp(0.125 * s * s),
  };
  const f = rationalCubic(ends, beta, controlForSecondDerivative(ends, "right", second, true));
  const t = beta / low.price;
  const positive = f > 0 ? f : (value * t + low.price * (1 - t)) * t;
  return Math.abs(x / (SQRT_THREE * inverseNormalCdf(Math.cbrt(positive / (TWO_PI_OVER_SQRT_27 * -x)))));
}

/** Interpolates f(beta) = N(-s / 2), which reaches 0 with slope -1/2 at the bound. */
function upperGuess(beta: number, x: number, bound: number, high: Point): number {
  const { s } = high;
  const h = x / s;
  const value = normalCdf(-0.5 * s);
  const second = (SQRT_HALF_PI * Math.exp(h * h + 0.125 * s * s) * h * h) / s;
  const ends = {
    left: high.price,
    right: bound,
    valueLeft: value,
    valueRight: 0,
    slopeLeft: -0.5 * Math.exp(0.5 * h * h),
    slopeRight: -0.5,
  };
  const f = rationalCubic(ends, beta, controlForSecondDerivative(ends, "left", second, true));
  const width = bound - high.price;
  const t = (beta - high.price) / width;
  const positive = f > 0 ? f : (value * (1 - t) + 0.5 * width * t) * (1 - t);
  return -2 * inverseNormalCdf(positive);
}

/** Newton step and the ratios of the objective's second and third to first derivative, at total volatility s. */
type Step = (h: number, t: number, target: number, second: number, third: number) => number;

function polish(guess: number, x: number, step: Step, target: number): number {
  let s = guess;
  for (let i = 0; i < STEPS; i++) {
    const h = x / s;
    const second = (h * h) / s - 0.25 * s;
    const third = second * second - 3 * (h / s) ** 2 - 0.25;
    s += Math.max(-0.5 * s, step(h, 0.5 * s, target, second, third));
  }
  return s;
}

/** Householder's method of order four from the Newton step and the two derivative ratios. */
function householder(newton: number, halley: number, third: number): number {
  return (newton * (1 + 0.5 * halley * newton)) / (1 + newton * (halley + (third * newton) / 6));
}

/** Objective 1 / ln b(s) - 1 / ln beta; target is ln beta. */
const lowStep: Step = (h, t, logBeta, second, third) => {
  const ratio = blackOverVega(h, t);
  const slope = 1 / ratio;
  const logPrice = logNormalisedVega(h, t) + Math.log(ratio);
  const newton = (((logBeta - logPrice) * logPrice) / logBeta) * ratio;
  const inverse = 1 / logPrice;
  return householder(
    newton,
    second - slope * (1 + 2 * inverse),
    third + 2 * slope * slope * (1 + 3 * inverse * (1 + inverse)) - 3 * second * slope * (1 + 2 * inverse),
  );
};

/** Objective b(s) - beta. */
const middleStep: Step = (h, t, beta, second, third) =>
  householder(beta / normalisedVega(h, t) - blackOverVega(h, t), second, third);

/** Objective ln((bound - beta) / (bound - b(s))); target is bound - beta. */
const highStep: Step = (h, t, missing, second, third) => {
  const ratio = complementOverVega(h, t);
  const slope = 1 / ratio;
  const newton = -Math.log(missing / (normalisedVega(h, t) * ratio)) * ratio;
  return householder(newton, second + slope, third + slope * (2 * slope + 3 * second));
};
