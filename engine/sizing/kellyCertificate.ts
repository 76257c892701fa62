import type { KellyPoint } from "./kellyInterior.ts";
import { drawdownMeasure, growthLoss, type Scenarios } from "./scenarioGrowth.ts";

/** What was checked about a growth-optimal portfolio. No answer is given unless `passed`. */
export interface KellyCertificate {
  /** Largest violation of w >= 0, the budget and the drawdown bound. */
  readonly primalResidual: number;
  /** Largest component of gradient - multipliers, over the largest return. */
  readonly dualResidual: number;
  /** Largest multiplier times slack. */
  readonly complementarity: number;
  readonly iterations: number;
  readonly tolerance: number;
  readonly passed: boolean;
}

const TOLERANCE = 1e-8;

/** KKT conditions of the problem as stated, computed from the scenarios and not from the solver's state. */
export function kellyCertificate(
  scenarios: Scenarios,
  budget: number,
  lambda: number | null,
  { weights, lower, budget: budgetMultiplier, drawdown, iterations }: KellyPoint,
): KellyCertificate {
  const { gradient } = growthLoss(scenarios, weights);
  const measure = lambda === null ? null : drawdownMeasure(scenarios, weights, lambda);
  const slack = budget - weights.reduce((sum, w) => sum + w, 0);
  const largest = scenarios.returns.reduce((top, row) => Math.max(top, ...row.map(Math.abs)), 0);
  let dual = 0;
  let complementarity = Math.max(
    Math.abs(budgetMultiplier * slack),
    Math.abs(drawdown * (measure?.value ?? 0)),
  );
  let primal = Math.max(0, -slack, measure?.value ?? 0);
  gradient.forEach((g, i) => {
    const w = weights[i] as number;
    const multiplier = lower[i] as number;
    const stationarity = g - multiplier + budgetMultiplier + drawdown * (measure?.gradient[i] ?? 0);
    dual = Math.max(dual, Math.abs(stationarity) / (largest || 1), -multiplier);
    complementarity = Math.max(complementarity, Math.abs(multiplier * w));
    primal = Math.max(primal, -w);
  });
  const worst = Math.max(primal, dual, complementarity, -budgetMultiplier, -drawdown);
  return {
    primalResidual: primal,
    dualResidual: dual,
    complementarity,
    iterations,
    tolerance: TOLERANCE,
    passed: worst <= TOLERANCE,
  };
}
