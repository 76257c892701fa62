import { fail, invalid, ok, type Result } from "../result.ts";
import { multiplySquare } from "../solvers/dense.ts";
import { blackLittermanWeights } from "./blackLitterman.ts";
import { conditionalValueAtRiskWeights } from "./conditionalValueAtRisk.ts";
import { type Region, readConstraints } from "./constraints.ts";
import { hercWeights } from "./herc.ts";
import { hrpWeights } from "./hrp.ts";
import { readInput } from "./input.ts";
import type { Lp } from "./linear.ts";
import { maximumSharpeWeights } from "./maximumSharpe.ts";
import { meanVarianceWeights } from "./meanVariance.ts";
import { minimaxWeights } from "./minimax.ts";
import { minimumVarianceWeights } from "./minimumVariance.ts";
import type {
  Allocation,
  AllocationInput,
  AllocationOptions,
  AllocationRequest,
  Choice,
  Strategy,
} from "./request.ts";
import { riskBudgetingWeights, riskParityWeights } from "./riskBudgeting.ts";
import type { Uncertainty } from "./robust/uncertainty.ts";
import { worstCase } from "./robust/worstCase.ts";
import { capitalisationWeights, equalWeights, inverseVolatilityWeights } from "./simpleRules.ts";

type Rule = (
  input: AllocationInput,
  region: Region,
  options: AllocationOptions,
  lp: Lp,
) => Result<Choice> | Promise<Result<Choice>>;

/** Every strategy and its rule: a new one is added here and to the list of names. */
const RULES: Readonly<Record<Strategy, Rule>> = {
  equal: equalWeights,
  capitalisation: capitalisationWeights,
  "inverse-volatility": inverseVolatilityWeights,
  "minimum-variance": minimumVarianceWeights,
  "mean-variance": meanVarianceWeights,
  "maximum-sharpe": maximumSharpeWeights,
  "risk-parity": riskParityWeights,
  "risk-budgeting": riskBudgetingWeights,
  hrp: hrpWeights,
  herc: hercWeights,
  cvar: conditionalValueAtRiskWeights,
  "black-litterman": blackLittermanWeights,
  minimax: minimaxWeights,
};

/** Share of the unhedged variance below which what is left is rounding, and below zero still passes for it. */
const RISKLESS = 1e-15;
const NEGATIVE = 1e-10;

/**
 * Weights of a strategy over its constraints, with what each asset contributes to the risk. Long-only and fully
 * invested unless the constraints say otherwise; all figures per period of the data. `lp` solves the linear
 * programmes of `cvar` and `minimax`; the other strategies leave it alone.
 *
 * Fails with INVALID_INPUT for data outside its domain, INFEASIBLE for limits that contradict each other, and
 * NOT_CONVERGED without a certificate. Never rejects unless `lp` does.
 */
export async function allocate(request: AllocationRequest, lp: Lp): Promise<Result<Allocation>> {
  const rule = RULES[request.strategy];
  if (rule === undefined)
    return fail(invalid("strategy", `one of ${Object.keys(RULES).join(", ")}`, request.strategy));
  const input = readInput(request);
  if (!input.ok) return input;
  const region = readConstraints(request.constraints ?? {}, input.value.size);
  if (!region.ok) return region;
  const options = request.options ?? {};
  const choice =
    options.uncertainty === undefined
      ? await rule(input.value, region.value, options, lp)
      : await robust(request.strategy, options.uncertainty, input.value, region.value, options, lp);
  return choice.ok ? report(input.value, choice.value) : choice;
}

/** The strategies whose objective has a worst case over errors of the estimates. */
const ROBUST: ReadonlySet<Strategy> = new Set(["minimum-variance", "mean-variance", "maximum-sharpe"]);

async function robust(
  strategy: Strategy,
  uncertainty: Uncertainty,
  input: AllocationInput,
  region: Region,
  options: AllocationOptions,
  lp: Lp,
): Promise<Result<Choice>> {
  if (!ROBUST.has(strategy))
    return fail({
      code: "UNSUPPORTED",
      field: "options.uncertainty",
      message: `${strategy} takes no uncertainty; ${[...ROBUST].join(", ")} do`,
    });
  if (options.minimumReturn !== undefined && uncertainty.returnEllipsoid !== undefined)
    return fail({
      code: "UNSUPPORTED",
      field: "options.minimumReturn",
      message: "a least return takes no return ellipsoid; a return box it does",
    });
  const worst = worstCase(input, region, uncertainty);
  if (!worst.ok) return worst;
  const choice = await RULES[strategy](worst.value.input, worst.value.region, options, lp);
  return choice.ok ? ok({ ...choice.value, weights: worst.value.weightsOf(choice.value.weights) }) : choice;
}

function report(
  { covariance }: AllocationInput,
  { weights, certificate, issues = [] }: Choice,
): Result<Allocation> {
  const product = multiplySquare(covariance, weights);
  const contributions = weights.map((value, i) => value * (product[i] as number));
  const variance = contributions.reduce((sum, value) => sum + value, 0);
  // The variance of the same book with every correlation at 1: what rounding is relative to.
  const size = covariance.size;
  const gross =
    weights.reduce(
      (sum, value, i) => sum + Math.abs(value) * Math.sqrt(covariance.values[i * (size + 1)] as number),
      0,
    ) ** 2;
  if (variance < -NEGATIVE * gross)
    return fail(invalid("covariance", "positive semidefinite (see the repair of estimates)", variance));
  const riskless = !(variance > RISKLESS * gross);
  return ok({
    weights: Array.from(weights, (value) => value + 0),
    riskContributions: Array.from(contributions, (value) => (riskless ? 0 : value / variance)),
    volatility: riskless ? 0 : Math.sqrt(variance),
    certificate,
    issues,
  });
}
