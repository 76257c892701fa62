import { ActiveFactors, type HalfSpace } from "./activeFactors.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import type { SquareMatrix } from "./dense.ts";
import { dot } from "./sparse.ts";

export type DualActiveSet =
  /** Multipliers are one per half-space: >= 0 for inequalities, of either sign for equalities. */
  | {
      readonly kind: "optimum";
      readonly x: Float64Array;
      readonly multipliers: Float64Array;
      readonly iterations: number;
    }
  | { readonly kind: "infeasible" }
  | { readonly kind: "limit" }
  | { readonly kind: "singular" };

/** Share of squared length below which what is left of a normal is rounding: (1e-11) ** 2. */
const DEPENDENCE = 1e-22;
const IMPLIED = 1e-10;

/**
 * Minimises `x'Gx / 2 + c'x` over half-spaces for positive definite `G` with a diagonal near 1. Starts at the
 * unconstrained minimum and takes in the most violated half-space until none is left, dropping those whose multiplier
 * reaches zero on the way; the dual objective rises with each step, so it is finite.
 * Source: D. Goldfarb and A. Idnani, Mathematical Programming 27 (1983) 1-33.
 */
export function dualActiveSet(
  quadratic: SquareMatrix,
  linear: Float64Array,
  spaces: readonly HalfSpace[],
): DualActiveSet {
  const { size } = quadratic;
  const factor = cholesky(quadratic);
  if (factor === null) return { kind: "singular" };
  const state = new ActiveFactors(factor, spaces);
  const x = choleskySolve(
    factor,
    linear.map((value) => -value),
  );
  const limit = 100 + 20 * (size + spaces.length);
  let iterations = 0;
  for (;;) {
    const entering = state.mostViolated(x);
    if (entering === null) return { kind: "optimum", x, multipliers: state.multipliers(), iterations };
    const space = spaces[entering] as HalfSpace;
    let slack = dot(space.normal, x) - space.bound;
    // An equality may be missed from either side: turn it so that it is missed from below.
    const sign = slack > 0 ? -1 : 1;
    const normal = sign === 1 ? space.normal : space.normal.map((value) => -value);
    slack = -Math.abs(slack);
    let multiplier = 0;
    for (;;) {
      iterations += 1;
      if (iterations > limit) return { kind: "limit" };
      const { step, rates, projected, curvature } = state.directions(normal);
      const dependent = curvature <= DEPENDENCE * dot(projected, projected);
      const blocking = state.firstToDrop(rates);
      const full = dependent ? Infinity : -slack / curvature;
      const partial = blocking?.ratio ?? Infinity;
      const length = Math.min(full, partial);
      if (length === Infinity) {
        // Implied by the active ones up to rounding, as the last cap when the caps just add up to the budget.
        const magnitude = space.normal.reduce((sum, value, i) => sum + Math.abs(value * (x[i] as number)), 1);
        if (slack > -IMPLIED * magnitude) {
          state.skip(entering);
          break;
        }
        return { kind: "infeasible" };
      }
      multiplier += length;
      state.move(rates, length);
      if (!dependent) {
        for (let i = 0; i < size; i++) x[i] = (x[i] as number) + length * (step[i] as number);
        slack += length * curvature;
      }
      if (full <= partial) {
        state.add(entering, sign, multiplier, projected);
        break;
      }
      if (blocking !== null) state.drop(blocking.position);
    }
  }
}
