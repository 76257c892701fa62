import { fail, invalid, type Result } from "../result.ts";
import { type Region, withRow } from "./constraints.ts";
import { type Lp, solveLinear } from "./linear.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/**
 * Least conditional value at risk of the returns' own distribution over the constraints: min
 * `z + sum(u_t) / ((1 - confidence) T)`, `u_t >= -r_t'w - z`, `u >= 0`. Exact also when `(1 - confidence) T` is not a
 * whole number: the last loss counts in part. `options.minimumReturn` adds a row on the mean or expected return.
 * Fails with INVALID_INPUT without returns or for a confidence outside [0, 1).
 * Source: R. Rockafellar, S. Uryasev, J. Risk 2 (2000) and J. Banking & Finance 26 (2002).
 */
export async function conditionalValueAtRiskWeights(
  { size, returns, expectedReturns }: AllocationInput,
  region: Region,
  { confidence = 0.95, minimumReturn }: AllocationOptions,
  lp: Lp,
): Promise<Result<Choice>> {
  if (returns === null) return fail(invalid("returns", "given for cvar", undefined));
  if (!(confidence >= 0 && confidence < 1))
    return fail(invalid("options.confidence", "in [0, 1)", confidence));
  const limits =
    minimumReturn === undefined || expectedReturns === null
      ? region
      : withRow(region, expectedReturns, minimumReturn, Infinity);
  const share = 1 / ((1 - confidence) * returns.length);
  const columns = [{ cost: 1, lower: -Infinity }, ...returns.map(() => ({ cost: share }))];
  const rows = returns.map((row, t) => ({
    lower: 0,
    entries: [...row.map((value, i) => [i, value] as const), [size, 1] as const, [size + 1 + t, 1] as const],
  }));
  return solveLinear(lp, limits, new Float64Array(size), columns, rows);
}

/**
 * Conditional value at risk of a portfolio over rows of returns, as a loss: the mean of the worst `1 - confidence` of
 * the rows, the row at the boundary in part.
 */
export function conditionalValueAtRisk(
  returns: readonly (readonly number[])[],
  weights: readonly number[],
  confidence: number,
): number {
  const losses = returns
    .map((row) => -row.reduce((sum, value, i) => sum + value * (weights[i] as number), 0))
    .sort((a, b) => b - a);
  const tail = (1 - confidence) * losses.length;
  const whole = Math.floor(tail);
  const sum = losses.slice(0, whole).reduce((total, loss) => total + loss, 0);
  return (sum + (tail - whole) * (losses[whole] ?? 0)) / tail;
}
