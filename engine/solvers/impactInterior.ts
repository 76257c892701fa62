import { cholesky, choleskySolve } from "./cholesky.ts";
import { multiplySquare } from "./dense.ts";
import type { ImpactProgram } from "./impactProgram.ts";
import { dot } from "./sparse.ts";

const MAX_STEPS = 120;
const TO_BOUNDARY = 0.99;
/** Complementarity at which the active set is beyond doubt. */
const TARGET = 1e-19;

/** A quantity that stays positive, with its multiplier and the directions of both. */
interface Positive {
  readonly value: Float64Array;
  readonly multiplier: Float64Array;
  /** False where there is no such quantity, as at an infinite bound. */
  readonly exists: (i: number) => boolean;
}

/** Where the method stands. The trade is `bought - sold`; `above` and `below` are the distances to the bounds. */
interface State {
  readonly x: Float64Array;
  readonly above: Positive;
  readonly below: Positive;
  readonly bought: Positive;
  readonly sold: Positive;
  /** Of the budget. */
  price: number;
}

/** Directions of the variables, of the four positive families in the order of `families`, and of the price. */
interface Direction {
  readonly dx: Float64Array;
  readonly steps: readonly Float64Array[];
  readonly priceStep: number;
}

const families = (state: State) => [state.above, state.below, state.bought, state.sold];

/**
 * Primal-dual interior point for the impact programme, with the trade split into a bought and a sold part; each step
 * factors one matrix of the size of the problem. Slower than alternating directions on easy problems and indifferent
 * to units: the way out when volatilities span many decades. Returns a point whose variables at a bound or at their
 * start are exactly there; null when a factor fails. Source: S. Wright, Primal-Dual Interior-Point Methods (1997).
 */
export function interiorImpact(program: ImpactProgram): Float64Array | null {
  const state = begin(program);
  for (let step = 0; step < MAX_STEPS; step++) {
    const mu = complementarity(families(state));
    if (mu < TARGET) break;
    const target = mu * (step % 2 === 0 ? 0.05 : 0.2);
    const direction = newton(program, state, target);
    if (direction === null) return null;
    const length = advance(families(state), direction.steps, target);
    for (let i = 0; i < state.x.length; i++) {
      state.x[i] = (state.x[i] as number) + length * (direction.dx[i] as number);
    }
    state.price += length * direction.priceStep;
    if (!Number.isFinite(state.price)) return null;
  }
  return settle(program, state);
}

const isFixed = ({ lower, upper }: ImpactProgram, i: number) =>
  !((upper[i] as number) - (lower[i] as number) > 1e-13);

/** A point well inside the bounds, with multipliers of 1. */
function begin(program: ImpactProgram): State {
  const { start, lower, upper } = program;
  const x = Float64Array.from(start, (value, i) => inside(value, lower[i] as number, upper[i] as number));
  const positive = (initial: (i: number) => number, exists: Positive["exists"]): Positive => ({
    value: x.map((_, i) => (exists(i) ? initial(i) : 1)),
    multiplier: x.map((_, i) => (exists(i) ? 1 : 0)),
    exists,
  });
  const free = (i: number) => !isFixed(program, i);
  const traded = (i: number) => 1e-3 + Math.abs((x[i] as number) - (start[i] as number));
  return {
    x,
    above: positive(
      (i) => (x[i] as number) - (lower[i] as number),
      (i) => free(i) && lower[i] !== -Infinity,
    ),
    below: positive(
      (i) => (upper[i] as number) - (x[i] as number),
      (i) => free(i) && upper[i] !== Infinity,
    ),
    bought: positive(traded, free),
    sold: positive(traded, free),
    price: 0,
  };
}

/** Newton's direction towards complementarity `target`, everything but the variables eliminated. */
function newton(program: ImpactProgram, state: State, target: number): Direction | null {
  const { quadratic, linear, linearCost, impactCost, start, total, budget } = program;
  const { x, above, below, bought, sold, price } = state;
  const { size } = quadratic;
  const marginal = multiplySquare(quadratic, x).map((value, i) => {
    const bounds = (below.multiplier[i] as number) - (above.multiplier[i] as number);
    return value + (linear[i] as number) - price * (total[i] as number) + bounds;
  });
  const pull = (side: Positive, sign: 1 | -1) =>
    side.value.map((amount, i) => {
      const slope = (linearCost[i] as number) + 1.5 * (impactCost[i] as number) * Math.sqrt(amount);
      return target / amount - slope - sign * (marginal[i] as number);
    });
  const stiffness = (side: Positive) =>
    side.value.map((amount, i) => {
      const impact = (0.75 * (impactCost[i] as number)) / Math.sqrt(amount);
      return impact + (side.multiplier[i] as number) / amount;
    });
  const buyPull = pull(bought, 1);
  const sellPull = pull(sold, -1);
  const buy = stiffness(bought);
  const sell = stiffness(sold);
  const weight = buy.map((value, i) => 1 / (1 / value + 1 / (sell[i] as number)));
  const shift = buy.map((value, i) => {
    const gap =
      (start[i] as number) + (bought.value[i] as number) - (sold.value[i] as number) - (x[i] as number);
    return (buyPull[i] as number) / value - (sellPull[i] as number) / (sell[i] as number) + gap;
  });
  const values = Float64Array.from(quadratic.values);
  const right = weight.map((value, i) => value * (shift[i] as number));
  for (let i = 0; i < size; i++) {
    const at = i * size + i;
    values[at] = isFixed(program, i) ? 1e30 : (values[at] as number) + (weight[i] as number);
    for (const { value, multiplier, exists } of [above, below]) {
      if (!exists(i)) continue;
      const distance = value[i] as number;
      values[at] = (values[at] as number) + (multiplier[i] as number) / distance;
      const force = target / distance - (multiplier[i] as number);
      right[i] = (right[i] as number) + (value === above.value ? force : -force);
    }
  }
  const factor = cholesky({ size, values });
  if (factor === null) return null;
  const plain = choleskySolve(factor, right);
  const along = choleskySolve(factor, total);
  const priceStep = (budget - dot(total, x) - dot(total, plain)) / dot(total, along);
  const dx = plain.map((value, i) => (isFixed(program, i) ? 0 : value + priceStep * (along[i] as number)));
  const rise = dx.map((value, i) => (weight[i] as number) * ((shift[i] as number) - value));
  const steps = [
    dx,
    dx.map((value) => -value),
    rise.map((value, i) => ((buyPull[i] as number) - value) / (buy[i] as number)),
    rise.map((value, i) => ((sellPull[i] as number) + value) / (sell[i] as number)),
  ];
  return { dx, steps, priceStep };
}

/** The point with every variable that is as good as at its start or a bound put exactly there. */
function settle(program: ImpactProgram, { x, above, below, bought, sold }: State): Float64Array {
  // In scaled units a quantity that vanishes is far smaller than its multiplier, one that stays far larger.
  const vanishes = ({ value, multiplier, exists }: Positive, i: number) =>
    exists(i) && (value[i] as number) < (multiplier[i] as number);
  return x.map((value, i) => {
    if (isFixed(program, i)) return program.lower[i] as number;
    if (vanishes(bought, i) && vanishes(sold, i)) return program.start[i] as number;
    if (vanishes(above, i)) return program.lower[i] as number;
    return vanishes(below, i) ? (program.upper[i] as number) : value;
  });
}

function inside(value: number, lower: number, upper: number): number {
  if (lower === -Infinity && upper === Infinity) return value;
  if (upper === Infinity) return Math.max(value, lower + 1e-2);
  if (lower === -Infinity) return Math.min(value, upper - 1e-2);
  const margin = 1e-2 * (upper - lower);
  return Math.max(lower + margin, Math.min(upper - margin, value));
}

function complementarity(families: readonly Positive[]): number {
  let sum = 0;
  let count = 0;
  for (const { value, multiplier, exists } of families) {
    for (let i = 0; i < value.length; i++) {
      if (!exists(i)) continue;
      sum += (value[i] as number) * (multiplier[i] as number);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Moves every quantity and its multiplier as far as all of them stay positive; returns the common step length. */
function advance(families: readonly Positive[], steps: readonly Float64Array[], target: number): number {
  const multiplierSteps = families.map(({ value, multiplier }, f) =>
    value.map((amount, i) => {
      const m = multiplier[i] as number;
      return (target - m * ((steps[f]?.[i] as number) + amount)) / amount;
    }),
  );
  let length = 1;
  families.forEach(({ value, multiplier, exists }, f) => {
    for (let i = 0; i < value.length; i++) {
      if (!exists(i)) continue;
      const primal = steps[f]?.[i] as number;
      const dual = multiplierSteps[f]?.[i] as number;
      if (primal < 0) length = Math.min(length, (-TO_BOUNDARY * (value[i] as number)) / primal);
      if (dual < 0) length = Math.min(length, (-TO_BOUNDARY * (multiplier[i] as number)) / dual);
    }
  });
  families.forEach(({ value, multiplier, exists }, f) => {
    for (let i = 0; i < value.length; i++) {
      if (!exists(i)) continue;
      value[i] = (value[i] as number) + length * (steps[f]?.[i] as number);
      multiplier[i] = (multiplier[i] as number) + length * (multiplierSteps[f]?.[i] as number);
    }
  });
  return length;
}
