import type { Right } from "../book/instrument.ts";
import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { blackFormula, MAX_TOTAL_VOLATILITY } from "./blackFormula.ts";
import type { OptionGreeks } from "./greeks.ts";
import { normalCdf, normalPdf } from "./normal.ts";

/** A European option on an asset with a continuous cost of carry. USD, years, per 1.00. */
export interface BlackScholesInput {
  readonly right: Right;
  readonly spot: number;
  readonly strike: number;
  readonly timeToExpiry: number;
  readonly volatility: number;
  readonly rate: number;
  /** Cost of carry: rate minus yield for a spot asset, 0 for a forward (Black-76). */
  readonly carry: number;
}

/** Price in USD per base unit; assumes valid input. Zero time or volatility gives the discounted intrinsic value. */
export function blackScholesPrice(input: BlackScholesInput): number {
  const { right, spot, strike, timeToExpiry, volatility, rate, carry } = input;
  return blackFormula(
    right === "call",
    spot * Math.exp((carry - rate) * timeToExpiry),
    strike * Math.exp(-rate * timeToExpiry),
    (spot / strike) * Math.exp(carry * timeToExpiry),
    volatility * Math.sqrt(timeToExpiry),
  );
}

/**
 * Price and greeks under Black-Scholes with cost of carry, per base unit held long (Haug, "The Complete Guide to
 * Option Pricing Formulas", chapter 2). With C = exp((carry - rate) T), D = exp(-rate T), phi = +1 call, -1 put:
 * V = phi (S C N(phi d1) - K D N(phi d2)).
 *
 * Fails with INVALID_INPUT, one issue per field, on a spot or strike that is not positive, negative time or
 * volatility, or anything not finite. At zero total volatility delta is the step of the pay-off (a half at the
 * money) and the curvature greeks are 0, because the kink has no finite curvature to report.
 */
export function blackScholesGreeks(input: BlackScholesInput): Result<OptionGreeks> {
  const issues = optionIssues(input, "spot");
  return issues.length > 0 ? fail(...issues) : ok(rawBlackScholesGreeks(input));
}

/** Greeks without validation, for input that is known to be valid. */
export function rawBlackScholesGreeks(input: BlackScholesInput): OptionGreeks {
  const { spot, strike, timeToExpiry, volatility, rate, carry } = input;
  const rootTime = Math.sqrt(timeToExpiry);
  const totalVolatility = volatility * rootTime;
  if (totalVolatility === 0 || totalVolatility >= MAX_TOTAL_VOLATILITY) return limitGreeks(input);

  const isCall = input.right === "call";
  const phi = isCall ? 1 : -1;
  const carryFactor = Math.exp((carry - rate) * timeToExpiry);
  const discount = Math.exp(-rate * timeToExpiry);
  const d1 = (Math.log(spot / strike) + carry * timeToExpiry) / totalVolatility + 0.5 * totalVolatility;
  const d2 = d1 - totalVolatility;
  const assetProbability = normalCdf(phi * d1);
  const strikeProbability = normalCdf(phi * d2);
  const presentSpot = spot * carryFactor;
  const presentStrike = strike * discount;
  const density = carryFactor * normalPdf(d1);

  const price = Math.max(0, phi * (presentSpot * assetProbability - presentStrike * strikeProbability));
  const gamma = density / (spot * totalVolatility);
  const vega = spot * density * rootTime;
  const d1d2 = d1 * d2;
  return {
    price,
    delta: phi * carryFactor * assetProbability,
    gamma,
    vega,
    theta:
      (-spot * density * volatility) / (2 * rootTime) -
      phi * (carry - rate) * presentSpot * assetProbability -
      phi * rate * presentStrike * strikeProbability,
    rhoSpot: phi * timeToExpiry * presentStrike * strikeProbability,
    rhoForward: -timeToExpiry * price,
    vanna: (-density * d2) / volatility,
    volga: (vega * d1d2) / volatility,
    charm:
      -phi * (carry - rate) * carryFactor * assetProbability -
      density * (carry / totalVolatility - d2 / (2 * timeToExpiry)),
    speed: (-gamma / spot) * (1 + d1 / totalVolatility),
    zomma: (gamma * (d1d2 - 1)) / volatility,
    ultima: (-vega / (volatility * volatility)) * (d1d2 * (1 - d1d2) + d1 * d1 + d2 * d2),
    dualDelta: -phi * discount * strikeProbability,
  };
}

/** The greeks where the formula divides by zero volatility, or where the cap makes the option its own bound. */
function limitGreeks(input: BlackScholesInput): OptionGreeks {
  const { spot, strike, timeToExpiry, volatility, rate, carry } = input;
  const isCall = input.right === "call";
  const phi = isCall ? 1 : -1;
  const carryFactor = Math.exp((carry - rate) * timeToExpiry);
  const discount = Math.exp(-rate * timeToExpiry);
  const presentSpot = spot * carryFactor;
  const presentStrike = strike * discount;
  const capped = volatility * Math.sqrt(timeToExpiry) >= MAX_TOTAL_VOLATILITY;
  const inTheMoney = 0.5 + 0.5 * Math.sign(phi * (presentSpot - presentStrike));
  const assetProbability = capped ? Number(isCall) : inTheMoney;
  const strikeProbability = capped ? Number(!isCall) : inTheMoney;
  const atTheMoney = !capped && inTheMoney === 0.5;
  const price = Math.max(0, phi * (presentSpot * assetProbability - presentStrike * strikeProbability));
  return {
    price,
    delta: phi * carryFactor * assetProbability,
    gamma: 0,
    vega: atTheMoney ? presentSpot * normalPdf(0) * Math.sqrt(timeToExpiry) : 0,
    theta:
      -phi * (carry - rate) * presentSpot * assetProbability - phi * rate * presentStrike * strikeProbability,
    rhoSpot: phi * timeToExpiry * presentStrike * strikeProbability,
    rhoForward: -timeToExpiry * price,
    vanna: 0,
    volga: 0,
    charm: -phi * (carry - rate) * carryFactor * assetProbability,
    speed: 0,
    zomma: 0,
    ultima: 0,
    dualDelta: -phi * discount * strikeProbability,
  };
}

/** Every field outside its domain; `underlying` is what the caller calls the price of the underlying. */
export function optionIssues(input: BlackScholesInput, underlying: "spot" | "forward"): Issue[] {
  const { spot, strike, timeToExpiry, volatility, rate, carry } = input;
  const issues: Issue[] = [];
  for (const [field, value] of [
    [underlying, spot],
    ["strike", strike],
  ] as const) {
    if (!(value > 0 && value < Infinity)) issues.push(invalid(field, "positive and finite", value));
  }
  for (const [field, value] of [
    ["timeToExpiry", timeToExpiry],
    ["volatility", volatility],
  ] as const) {
    if (!(value >= 0 && value < Infinity)) issues.push(invalid(field, "finite and not negative", value));
  }
  for (const [field, value] of [
    ["rate", rate],
    ["carry", carry],
  ] as const) {
    if (!Number.isFinite(value)) issues.push(invalid(field, "finite", value));
  }
  return issues;
}
