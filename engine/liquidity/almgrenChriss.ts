import { fail, invalid, ok, type Result } from "../result.ts";
import { checkNonNegative, checkPositive } from "../risk/checks.ts";

/** A sale in equal steps under linear impact. Prices and impacts in USD per unit. */
export interface ExecutionInput {
  /** Units to sell. */
  readonly size: number;
  /** Days, and steps they are cut into. */
  readonly days: number;
  readonly steps: number;
  /** Standard deviation of the price in a day, USD per unit. */
  readonly dailyVolatility: number;
  /** Fixed cost per unit: half the spread and fees. */
  readonly fixedCost: number;
  /** Permanent impact per unit sold, and temporary impact per unit sold in a day. */
  readonly permanentImpact: number;
  readonly temporaryImpact: number;
  /** Risk aversion, per USD; 0 sells at an even pace. */
  readonly riskAversion: number;
}

/** The schedule with least expected cost + risk aversion * variance. */
export interface ExecutionSchedule {
  /** Decay rate of the holding per day; 0 for an even pace. */
  readonly urgency: number;
  /** Units still held after each step, from the whole size down to 0. */
  readonly holdings: readonly number[];
  readonly trades: readonly number[];
  readonly expectedCostUsd: number;
  readonly costDeviationUsd: number;
}

/**
 * Optimal execution: holdings X sinh(k (T - t)) / sinh(k T), k = acosh(risk s^2 tau^2 / (2 eta') + 1) / tau,
 * eta' = eta - gamma tau / 2. Source: Almgren and Chriss, "Optimal execution of portfolio transactions", J. Risk 3
 * (2000). Fails when permanent impact within one step outweighs temporary impact: then no schedule is optimal.
 */
export function almgrenChriss(input: ExecutionInput): Result<ExecutionSchedule> {
  const { size, days, steps, dailyVolatility, fixedCost, permanentImpact, temporaryImpact, riskAversion } =
    input;
  const issues = [
    ...checkNonNegative("size", size),
    ...checkPositive("days", days),
    ...checkNonNegative("dailyVolatility", dailyVolatility),
    ...checkNonNegative("fixedCost", fixedCost),
    ...checkNonNegative("permanentImpact", permanentImpact),
    ...checkPositive("temporaryImpact", temporaryImpact),
    ...checkNonNegative("riskAversion", riskAversion),
  ];
  if (!(Number.isInteger(steps) && steps >= 1)) issues.push(invalid("steps", "a whole number >= 1", steps));
  const tau = days / steps;
  const eta = temporaryImpact - (permanentImpact * tau) / 2;
  if (issues.length === 0 && eta <= 0) {
    issues.push(
      invalid(
        "temporaryImpact",
        `above permanentImpact * step / 2 = ${(permanentImpact * tau) / 2}`,
        temporaryImpact,
      ),
    );
  }
  if (issues.length > 0) return fail(...issues);
  const urgency = Math.acosh((riskAversion * dailyVolatility ** 2 * tau ** 2) / (2 * eta) + 1) / tau;
  const holdings = Array.from(
    { length: steps + 1 },
    (_, j) => size * share(urgency, days, j * tau, j / steps),
  );
  const trades = holdings.slice(1).map((held, j) => (holdings[j] ?? 0) - held);
  const squares = (values: readonly number[]) => values.reduce((sum, x) => sum + x * x, 0);
  return ok({
    urgency,
    holdings,
    trades,
    expectedCostUsd: 0.5 * permanentImpact * size * size + fixedCost * size + (eta / tau) * squares(trades),
    costDeviationUsd: dailyVolatility * Math.sqrt(tau * squares(holdings.slice(1))),
  });
}

/** sinh(k (T - t)) / sinh(k T), in exponentials that cannot overflow; the straight line as k goes to 0. */
function share(urgency: number, days: number, time: number, elapsed: number): number {
  if (urgency * days < 1e-8) return 1 - elapsed;
  return (
    (Math.exp(-urgency * time) * -Math.expm1(-2 * urgency * (days - time))) / -Math.expm1(-2 * urgency * days)
  );
}
