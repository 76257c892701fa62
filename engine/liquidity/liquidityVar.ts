import { fail, ok, type Result } from "../result.ts";
import { checkPositive } from "../risk/checks.ts";
import { type ImpactInput, squareRootImpact } from "./impact.ts";
import { constantSpreadVar } from "./spread.ts";

/** A position that moves the market when it is closed. The trade is the position itself. */
export interface EndogenousInput extends Omit<ImpactInput, "tradeUsd"> {
  readonly positionUsd: number;
  readonly z: number;
  /** Relative bid-ask spread. */
  readonly spread: number;
}

/** One-day VaR, half the spread and the impact of the own exit, USD. */
export interface EndogenousVar {
  readonly valueAtRiskUsd: number;
  readonly spreadCostUsd: number;
  readonly impactCostUsd: number;
  readonly totalUsd: number;
}

/** Liquidity-adjusted VaR: V z s + V spread / 2 + 2/3 Y s sqrt(V / ADV) V, s the daily volatility. */
export function endogenousVar(input: EndogenousInput): Result<EndogenousVar> {
  const { positionUsd, z, dailyVolatility, spread } = input;
  const base = constantSpreadVar({ positionUsd, z, standardDeviation: dailyVolatility, spread });
  const impact = squareRootImpact({ ...input, tradeUsd: positionUsd });
  if (!base.ok) return base;
  if (!impact.ok) return impact;
  return ok({
    valueAtRiskUsd: base.value.valueAtRiskUsd,
    spreadCostUsd: base.value.liquidityCostUsd,
    impactCostUsd: impact.value.costUsd,
    totalUsd: base.value.totalUsd + impact.value.costUsd,
  });
}

/**
 * Factor on a one-day VaR when a position is sold in equal parts over `days` >= 1: sqrt((1 + h)(1 + 2h) / (6h)), the
 * root of the mean square of what is still held.
 */
export function linearLiquidationScale(days: number): Result<number> {
  const issues = checkPositive("days", days);
  if (issues.length > 0) return fail(...issues);
  return ok(Math.sqrt(((1 + days) * (1 + 2 * days)) / (6 * days)));
}
