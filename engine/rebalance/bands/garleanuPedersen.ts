import { fail, invalid, ok, type Result } from "../../result.ts";
import { checkNonNegative, checkPositive, checkSample } from "../../risk/checks.ts";

/** Preferences and cost of a portfolio that is traded every period. */
export interface AimInput {
  /** Risk aversion: w' S w risk aversion / 2 is charged a period. */
  readonly riskAversion: number;
  /** Trading dx costs cost / 2 dx' S dx. */
  readonly cost: number;
  /** Discount rate a period, from 0 to under 1. */
  readonly discountRate: number;
}

/**
 * Share of the way to the aim that is traded in a period when costs are quadratic and proportional to risk: a / cost,
 * a = [-q + sqrt(q^2 + 4 g c (1 - d)^2)] / (2 (1 - d)), q = g (1 - d) + c d, the root of
 * a = c q' / (c + q'), q' = (1 - d)(g + a). Near 0 when trading is dear, near 1 when it is cheap.
 * Source: Garleanu and Pedersen, J. Finance 68 (2013) 2309-2340, proposition 2 with Lambda = cost * Sigma.
 */
export function tradingRate(input: AimInput): Result<number> {
  const { riskAversion: g, cost: c, discountRate: d } = input;
  const issues = [
    ...checkPositive("riskAversion", g),
    ...checkPositive("cost", c),
    ...checkNonNegative("discountRate", d),
  ];
  if (!(d < 1)) issues.push(invalid("discountRate", "< 1", d));
  if (issues.length > 0) return fail(...issues);
  const q = g * (1 - d) + c * d;
  // The root times its conjugate over the conjugate: no digits cancel when trading is dear.
  const product = 4 * g * c * (1 - d) ** 2;
  return ok(product / (q + Math.sqrt(q * q + product)) / (2 * (1 - d)) / c);
}

/**
 * Holdings after one period's trade: (1 - rate) held + rate aim.
 *
 * @param held now, and `aim`: what would be held without costs, both one per asset in any one unit
 */
export function towardsAim(held: readonly number[], aim: readonly number[], rate: number): Result<number[]> {
  const issues = [...checkSample("held", held, 1), ...checkSample("aim", aim, held.length)];
  if (aim.length !== held.length) issues.push(invalid("aim.length", `${held.length}`, aim.length));
  if (!(rate >= 0 && rate <= 1)) issues.push(invalid("rate", "in [0, 1]", rate));
  if (issues.length > 0) return fail(...issues);
  return ok(held.map((x, i) => x + rate * ((aim[i] as number) - x)));
}
