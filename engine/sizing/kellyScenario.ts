import { fail, type Issue, invalid, ok, type Result } from "../result.ts";
import { checkPositive, checkSample } from "../risk/checks.ts";
import { notConverged } from "../solvers/qp.ts";
import { type KellyCertificate, kellyCertificate } from "./kellyCertificate.ts";
import { DEFAULT_KELLY_FRACTION, fractionIssues } from "./kellyFraction.ts";
import { kellyInterior } from "./kellyInterior.ts";
import { growthLoss, type Scenarios } from "./scenarioGrowth.ts";

/** P(wealth ever falls below `level` of its start) < `probability`. */
export interface DrawdownBound {
  readonly level: number;
  readonly probability: number;
}

/** What the size must respect. */
export interface ScenarioKellyOptions {
  /** Most that the weights may add up to; 1 is fully invested, the rest is cash. Default 1. */
  readonly maximumInvested?: number;
  readonly drawdown?: DrawdownBound;
  /** Share of the growth-optimal weights to take. Default 1/2. */
  readonly fraction?: number;
  /** One per scenario, adding to 1. Default: all alike. */
  readonly probabilities?: readonly number[];
}

/** Weights that maximise expected log growth over scenarios. */
export interface ScenarioKelly {
  /** Growth-optimal weights under the constraints, long only. */
  readonly full: readonly number[];
  /** The full weights times the fraction; a drawdown bound that holds for them holds for any fraction. */
  readonly weights: readonly number[];
  /** Expected log growth per period at `full` and at `weights`. */
  readonly fullGrowth: number;
  readonly growth: number;
  readonly certificate: KellyCertificate;
}

/** Exponent of the drawdown bound: E (1 + r'w)^-lambda <= 1 with lambda = ln(probability) / ln(level). */
export function drawdownExponent({ level, probability }: DrawdownBound): number {
  return Math.log(probability) / Math.log(level);
}

/**
 * Growth-optimal portfolio over scenarios: max E ln(1 + r'w), w >= 0, sum w <= maximumInvested, and with a drawdown
 * bound E (1 + r'w)^-lambda <= 1, which is sufficient for it. A primal-dual interior-point method; the answer is checked
 * against the KKT conditions of the original problem before it is given.
 * Sources: Kelly (1956); Busseti, Ryu and Boyd, "Risk-constrained Kelly gambling", J. Investing 25 (2016) 118-134.
 *
 * @param returns one row a scenario, one simple return an asset, each >= -1
 */
export function kellyScenario(
  returns: readonly (readonly number[])[],
  options: ScenarioKellyOptions = {},
): Result<ScenarioKelly> {
  const { maximumInvested = 1, drawdown, fraction = DEFAULT_KELLY_FRACTION } = options;
  const probabilities = options.probabilities ?? returns.map(() => 1 / returns.length);
  const issues = [
    ...scenarioIssues(returns, probabilities),
    ...checkPositive("maximumInvested", maximumInvested),
    ...fractionIssues(fraction),
    ...(drawdown === undefined ? [] : drawdownIssues(drawdown)),
  ];
  if (issues.length > 0) return fail(...issues);
  const scenarios: Scenarios = { returns, probabilities };
  const lambda = drawdown === undefined ? null : drawdownExponent(drawdown);
  const found = kellyInterior(scenarios, maximumInvested, lambda);
  const certificate = kellyCertificate(scenarios, maximumInvested, lambda, found);
  if (!certificate.passed)
    return fail(
      notConverged(
        "scenario Kelly",
        `KKT residual ${Math.max(certificate.dualResidual, certificate.complementarity)}`,
      ),
    );
  const weights = found.weights.map((w) => fraction * w);
  return ok({
    full: [...found.weights],
    weights: [...weights],
    fullGrowth: -growthLoss(scenarios, found.weights).value,
    growth: -growthLoss(scenarios, weights).value,
    certificate,
  });
}

function scenarioIssues(returns: readonly (readonly number[])[], probabilities: readonly number[]): Issue[] {
  const width = returns[0]?.length ?? 0;
  const issues: Issue[] = width === 0 ? [invalid("returns", "a table of at least one number", width)] : [];
  returns.forEach((row, s) => {
    if (row.length !== width || !row.every((r) => r >= -1 && r < Number.POSITIVE_INFINITY))
      issues.push(invalid(`returns[${s}]`, `${width} finite returns >= -1`, row.join(" ")));
  });
  issues.push(...checkSample("probabilities", probabilities, returns.length));
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  if (
    probabilities.length !== returns.length ||
    probabilities.some((p) => p <= 0) ||
    Math.abs(total - 1) > 1e-9
  )
    issues.push(invalid("probabilities", "positive, one per scenario, adding to 1", total));
  return issues;
}

function drawdownIssues({ level, probability }: DrawdownBound): Issue[] {
  const inside = (x: number) => x > 0 && x < 1;
  return [
    ...(inside(level) ? [] : [invalid("drawdown.level", "between 0 and 1", level)]),
    ...(inside(probability) ? [] : [invalid("drawdown.probability", "between 0 and 1", probability)]),
  ];
}
