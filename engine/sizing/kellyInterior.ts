import { linearSolve } from "./linearSolve.ts";
import { drawdownMeasure, growthLoss, type Scenarios } from "./scenarioGrowth.ts";

/** Primal and dual answer of the interior-point method. */
export interface KellyPoint {
  readonly weights: Float64Array;
  /** Multipliers of w >= 0, of the budget and of the drawdown bound. */
  readonly lower: Float64Array;
  readonly budget: number;
  readonly drawdown: number;
  readonly iterations: number;
}

interface State {
  readonly w: Float64Array;
  readonly z: Float64Array;
  /** Slack and multiplier of the budget, then of the drawdown bound when there is one. */
  readonly slack: readonly number[];
  readonly dual: readonly number[];
}

const MAX_ITERATIONS = 100;
const ENOUGH = 1e-14;

/**
 * Minimises the growth loss over w >= 0, sum w <= budget and drawdown measure <= 0 by a primal-dual interior-point
 * method with slacks; the two constraints border the Newton system, so a tight one does not spoil its condition.
 * Without an asset of positive mean return the answer is cash: ln E(1 + r'w) <= 0 for all w, and no start is interior.
 * Source: Boyd and Vandenberghe, "Convex Optimization", section 11.7; Nocedal and Wright, chapter 19.
 */
export function kellyInterior(scenarios: Scenarios, budget: number, lambda: number | null): KellyPoint {
  const { returns, probabilities } = scenarios;
  const n = returns[0]?.length ?? 0;
  const means = Array.from({ length: n }, (_, i) =>
    returns.reduce((sum, row, s) => sum + (probabilities[s] as number) * (row[i] as number), 0),
  );
  if (!means.some((mean) => mean > 0)) {
    // At w = 0 the gradient of the growth loss is minus the means, so they are its multipliers.
    const lower = Float64Array.from(means, (mean) => -mean);
    return { weights: new Float64Array(n), lower, budget: 0, drawdown: 0, iterations: 0 };
  }
  const start = Math.min(budget, 1) / (2 * n);
  const bounds = lambda === null ? 1 : 2;
  let state: State = {
    w: new Float64Array(n).fill(start),
    z: new Float64Array(n).fill(0.1),
    slack: [budget - start * n, 0.1].slice(0, bounds),
    dual: new Array<number>(bounds).fill(0.1),
  };
  let iterations = 0;
  for (; iterations < MAX_ITERATIONS; iterations++) {
    const products = complementarities(state);
    const mean = products.reduce((sum, x) => sum + x, 0) / products.length;
    if (mean < ENOUGH && largest(residual(scenarios, budget, lambda, state, mean)) < 10 * ENOUGH) break;
    const next = advance(scenarios, budget, lambda, state, 0.1 * mean);
    if (next === null) break;
    state = next;
  }
  const { w, z, dual } = state;
  return { weights: w, lower: z, budget: dual[0] ?? 0, drawdown: dual[1] ?? 0, iterations };
}

/** Stationarity, the constraints with their slacks, and complementarity less `mu`; infinite beyond ruin. */
function residual(
  scenarios: Scenarios,
  budget: number,
  lambda: number | null,
  state: State,
  mu: number,
): number[] {
  const { w, z, slack, dual } = state;
  const growth = growthLoss(scenarios, w);
  const measure = lambda === null ? null : drawdownMeasure(scenarios, w, lambda);
  if (!(growth.value < Number.POSITIVE_INFINITY)) return [Number.POSITIVE_INFINITY];
  const stationarity = Array.from(
    w,
    (_, i) =>
      (growth.gradient[i] as number) -
      (z[i] as number) +
      (dual[0] as number) +
      (dual[1] ?? 0) * (measure?.gradient[i] ?? 0),
  );
  const values = [w.reduce((sum, x) => sum + x, -budget), measure?.value ?? 0].slice(0, slack.length);
  const primal = values.map((value, k) => value + (slack[k] as number));
  return [...stationarity, ...primal, ...complementarities(state).map((x) => x - mu)];
}

function advance(
  scenarios: Scenarios,
  budget: number,
  lambda: number | null,
  state: State,
  mu: number,
): State | null {
  const { w, z, slack, dual } = state;
  const n = w.length;
  const bounds = slack.length;
  const size = n + bounds;
  const now = residual(scenarios, budget, lambda, state, mu);
  const { hessian } = growthLoss(scenarios, w);
  const measure = lambda === null ? null : drawdownMeasure(scenarios, w, lambda);
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      matrix[i * size + j] =
        (hessian[i * n + j] as number) + (dual[1] ?? 0) * (measure?.hessian[i * n + j] ?? 0);
    const [wi, zi] = [w[i] as number, z[i] as number];
    matrix[i * size + i] = (matrix[i * size + i] as number) + zi / wi;
    right[i] = -(now[i] as number) + mu / wi - zi;
    for (let k = 0; k < bounds; k++) {
      const slope = k === 0 ? 1 : (measure?.gradient[i] as number);
      matrix[i * size + n + k] = slope;
      matrix[(n + k) * size + i] = slope;
    }
  }
  for (let k = 0; k < bounds; k++) {
    const [s, y] = [slack[k] as number, dual[k] as number];
    matrix[(n + k) * size + n + k] = -s / y;
    right[n + k] = -(now[n + k] as number) - (mu / y - s);
  }
  const step = linearSolve(matrix, right);
  if (step === null) return null;
  const dw = step.subarray(0, n);
  const dz = dw.map((d, i) => (mu - (z[i] as number) * d) / (w[i] as number) - (z[i] as number));
  const dDual = Array.from(step.subarray(n));
  const dSlack = dDual.map(
    (d, k) => (mu - (slack[k] as number) * d) / (dual[k] as number) - (slack[k] as number),
  );

  let length = 1;
  const shorten = (x: ArrayLike<number>, dx: ArrayLike<number>) => {
    for (let i = 0; i < x.length; i++)
      if ((dx[i] as number) < 0) length = Math.min(length, (-0.995 * (x[i] as number)) / (dx[i] as number));
  };
  shorten(w, dw);
  shorten(z, dz);
  shorten(slack, dSlack);
  shorten(dual, dDual);
  const before = norm(now);
  for (let halving = 0; halving < 40; halving++, length /= 2) {
    const next: State = {
      w: w.map((x, i) => x + length * (dw[i] as number)),
      z: z.map((x, i) => x + length * (dz[i] as number)),
      slack: slack.map((x, k) => x + length * (dSlack[k] as number)),
      dual: dual.map((x, k) => x + length * (dDual[k] as number)),
    };
    if (norm(residual(scenarios, budget, lambda, next, mu)) <= (1 - 0.01 * length) * before) return next;
  }
  return null;
}

function complementarities({ w, z, slack, dual }: State): number[] {
  return [...w.map((x, i) => x * (z[i] as number)), ...slack.map((s, k) => s * (dual[k] as number))];
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
}

function largest(values: readonly number[]): number {
  return values.reduce((top, x) => Math.max(top, Math.abs(x)), 0);
}
