import { fail, invalid, ok, type Result } from "../result.ts";
import { solveRiskBudget } from "../solvers/riskBudget.ts";
import { boundedRiskBudget } from "./boundedRiskBudget.ts";
import { concentration, type Region } from "./constraints.ts";
import { nearestAllowed } from "./nearest.ts";
import type { AllocationInput, AllocationOptions, Choice } from "./request.ts";

/** Equal risk contributions: risk budgeting with equal budgets. */
export function riskParityWeights(
  input: AllocationInput,
  region: Region,
  { signs }: AllocationOptions,
): Result<Choice> {
  const budgets = new Array<number>(input.size).fill(1 / input.size);
  return riskBudgetingWeights(input, region, signs === undefined ? { budgets } : { budgets, signs });
}

/**
 * Weights whose shares of the portfolio's risk are `options.budgets`. `options.signs` asks for short assets: the
 * answer is unique for one pattern of signs, and is scaled to a gross weight of 1 since its net may be zero. Under
 * bounds or groups the shares differ from the budgets where a limit binds: compare `riskContributions`.
 *
 * Fails with INVALID_INPUT for budgets or signs outside their domain, UNSUPPORTED for signs together with constraints,
 * INFEASIBLE for limits that contradict each other. Sources: see `solveRiskBudget` and `boundedRiskBudget`.
 */
export function riskBudgetingWeights(
  input: AllocationInput,
  region: Region,
  { budgets = [], signs }: AllocationOptions,
): Result<Choice> {
  const { covariance, size } = input;
  if (budgets.length !== size) return fail(invalid("options.budgets", "one per asset", budgets.length));
  const broken = budgets.findIndex((value) => !(value > 0 && value < Infinity));
  if (broken >= 0) return fail(invalid(`options.budgets[${broken}]`, "finite and > 0", budgets[broken]));
  const shares = Float64Array.from(budgets);
  if (signs !== undefined) {
    if (signs.length !== size || signs.some((sign) => sign !== 1 && sign !== -1))
      return fail(invalid("options.signs", "+1 or -1 per asset", signs));
    if (!region.plain)
      return fail({
        code: "UNSUPPORTED",
        field: "options.signs",
        message: "signs take no other constraints",
      });
    const values = covariance.values.map(
      (value, at) => value * (signs[Math.floor(at / size)] as number) * (signs[at % size] as number),
    );
    const solved = solveRiskBudget({ size, values }, shares);
    if (!solved.ok) return solved;
    const { weights, certificate } = solved.value;
    return ok({ weights: weights.map((value, i) => value * (signs[i] as number)), certificate });
  }
  if (region.plain) return solveRiskBudget(covariance, shares);
  const bounded = boundedRiskBudget(covariance, shares, region);
  if (!bounded.ok || concentration(bounded.value.weights) <= region.maximumHhi) return bounded;
  return nearestAllowed(bounded.value.weights, region);
}
