import { fail, invalid, type Result } from "../result.ts";
import { type Region, withRow } from "./constraints.ts";
import { type Lp, solveLinear } from "./linear.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/**
 * Best worst row: max `t`, `r_s'w >= t` for every row `s` of the returns, over the constraints. Rows may be periods or
 * stress scenarios. `options.minimumReturn` adds a row on the mean or expected return.
 * Fails with INVALID_INPUT without returns. Source: M. Young, Management Science 44 (1998).
 */
export async function minimaxWeights(
  { size, returns, expectedReturns }: AllocationInput,
  region: Region,
  { minimumReturn }: AllocationOptions,
  lp: Lp,
): Promise<Result<Choice>> {
  if (returns === null) return fail(invalid("returns", "given for minimax", undefined));
  const limits =
    minimumReturn === undefined || expectedReturns === null
      ? region
      : withRow(region, expectedReturns, minimumReturn, Infinity);
  const rows = returns.map((row) => ({
    lower: 0,
    entries: [...row.map((value, i) => [i, value] as const), [size, -1] as const],
  }));
  return solveLinear(lp, limits, new Float64Array(size), [{ cost: -1, lower: -Infinity }], rows);
}
