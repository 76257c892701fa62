import { multiplySquare, type SquareMatrix } from "./dense.ts";
import { impactCost } from "./impactProx.ts";
import { dot } from "./sparse.ts";

/**
 * Minimise `x'Qx / 2 + c'x + sum(a_i |x_i - start_i| + b_i |x_i - start_i|^1.5)` with `total . x = budget` and
 * `lower <= x <= upper`: mean-variance with linear costs and square-root market impact. `Q` is positive semidefinite
 * with a positive diagonal, `a` and `b` are >= 0.
 */
export interface ImpactProgram {
  readonly quadratic: SquareMatrix;
  readonly linear: Float64Array;
  readonly linearCost: Float64Array;
  readonly impactCost: Float64Array;
  readonly start: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Coefficients of the one equality, and its right-hand side. */
  readonly total: Float64Array;
  readonly budget: number;
}

/** Value of the objective at a point. */
export function impactObjective(program: ImpactProgram, x: Float64Array): number {
  const quadratic = dot(x, multiplySquare(program.quadratic, x)) / 2 + dot(program.linear, x);
  return x.reduce(
    (sum, value, i) =>
      sum +
      impactCost(
        value - (program.start[i] as number),
        program.linearCost[i] as number,
        program.impactCost[i] as number,
      ),
    quadratic,
  );
}

/** A programme in units where it is well conditioned, and the way back: `x = unit * x'`. */
export interface ScaledImpact {
  readonly inner: ImpactProgram;
  readonly unit: Float64Array;
  /** Inner price of the budget per own price. */
  readonly priceScale: number;
}

/** Scales to unit curvature and a budget of 1. */
export function scaleImpact(program: ImpactProgram): ScaledImpact {
  const { quadratic, total } = program;
  const { size } = quadratic;
  const own = Float64Array.from(total, (_, i) => 1 / Math.sqrt(quadratic.values[i * size + i] as number));
  const longest =
    total.reduce((most, value, i) => Math.max(most, Math.abs(value * (own[i] as number))), 0) || 1;
  // A budget of 1 after scaling, or the size of the start when the budget is 0.
  const reach =
    program.start.reduce((most, value, i) => Math.max(most, Math.abs(value / (own[i] as number))), 0) || 1;
  const beta = program.budget === 0 ? reach : Math.abs(program.budget) / longest;
  const unit = own.map((value) => value * beta);
  const values = quadratic.values.map(
    (value, at) => value * (own[Math.floor(at / size)] as number) * (own[at % size] as number),
  );
  const by = (numbers: Float64Array, factor: (unit: number) => number) =>
    numbers.map((value, i) => value * factor(unit[i] as number));
  const objectiveScale = 1 / (beta * beta);
  const inner: ImpactProgram = {
    quadratic: { size, values },
    linear: by(program.linear, (one) => one * objectiveScale),
    linearCost: by(program.linearCost, (one) => one * objectiveScale),
    impactCost: by(program.impactCost, (one) => one * Math.sqrt(one) * objectiveScale),
    start: by(program.start, (one) => 1 / one),
    lower: by(program.lower, (one) => 1 / one),
    upper: by(program.upper, (one) => 1 / one),
    total: total.map((value, i) => (value * (own[i] as number)) / longest),
    budget: program.budget / (beta * longest),
  };
  return { inner, unit, priceScale: objectiveScale * beta * longest };
}
