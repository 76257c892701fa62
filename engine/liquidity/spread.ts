import { fail, ok, type Result } from "../result.ts";
import { checkFinite, checkNonNegative } from "../risk/checks.ts";

/** A position that must be sold across a constant spread. */
export interface SpreadInput {
  /** Value of the position, USD. */
  readonly positionUsd: number;
  /** Standard deviations that VaR stands for. */
  readonly z: number;
  /** Of the relative price move over the horizon. */
  readonly standardDeviation: number;
  /** Relative bid-ask spread. */
  readonly spread: number;
}

/** VaR and what leaving the position costs, USD. */
export interface LiquidityVar {
  readonly valueAtRiskUsd: number;
  readonly liquidityCostUsd: number;
  readonly totalUsd: number;
}

/** Liquidity-adjusted VaR with a constant spread: V z s + V spread / 2. Source: Dowd, "Measuring Market Risk", ch. 14. */
export function constantSpreadVar(input: SpreadInput): Result<LiquidityVar> {
  const { positionUsd, z, standardDeviation, spread } = input;
  const issues = [
    ...checkNonNegative("positionUsd", positionUsd),
    ...checkNonNegative("z", z),
    ...checkNonNegative("standardDeviation", standardDeviation),
    ...checkNonNegative("spread", spread),
  ];
  if (issues.length > 0) return fail(...issues);
  return ok(withCost(positionUsd * z * standardDeviation, (positionUsd * spread) / 2));
}

/** A position sold across a spread that widens when the market falls. */
export interface RandomSpreadInput {
  readonly positionUsd: number;
  readonly z: number;
  /** Mean and standard deviation of the log return over the horizon. */
  readonly mean: number;
  readonly standardDeviation: number;
  readonly meanSpread: number;
  readonly spreadDeviation: number;
  /** Standard deviations of the spread that go with the worst move, 2 to 4.5 in the source. */
  readonly spreadMultiple: number;
}

/**
 * Exogenous liquidity VaR: V (1 - e^(mean - z s)) + V/2 (mean spread + a sd of the spread).
 * Source: Bangia, Diebold, Schuermann, Stroughair, "Modeling Liquidity Risk" (1999).
 */
export function randomSpreadVar(input: RandomSpreadInput): Result<LiquidityVar> {
  const { positionUsd, z, mean, standardDeviation, meanSpread, spreadDeviation, spreadMultiple } = input;
  const issues = [
    ...checkFinite("mean", mean),
    ...checkNonNegative("positionUsd", positionUsd),
    ...checkNonNegative("z", z),
    ...checkNonNegative("standardDeviation", standardDeviation),
    ...checkNonNegative("meanSpread", meanSpread),
    ...checkNonNegative("spreadDeviation", spreadDeviation),
    ...checkNonNegative("spreadMultiple", spreadMultiple),
  ];
  if (issues.length > 0) return fail(...issues);
  return ok(
    withCost(
      positionUsd * -Math.expm1(mean - z * standardDeviation),
      (positionUsd * (meanSpread + spreadMultiple * spreadDeviation)) / 2,
    ),
  );
}

function withCost(valueAtRiskUsd: number, liquidityCostUsd: number): LiquidityVar {
  return { valueAtRiskUsd, liquidityCostUsd, totalUsd: valueAtRiskUsd + liquidityCostUsd };
}
