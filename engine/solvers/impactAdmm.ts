import { cholesky, choleskySolve } from "./cholesky.ts";
import type { ImpactProgram } from "./impactProgram.ts";
import { impactProx } from "./impactProx.ts";
import { dot } from "./sparse.ts";

const ITERATIONS_PER_ROUND = 25;
const RELAXATION = 1.6;

/**
 * Alternating directions for the impact programme: a quadratic step on the budget, and the closed-form proximal step
 * of the cost clamped to the bounds. Yields its point after each round; a variable that does not trade is exactly at
 * its start. Ends early when the quadratic is not positive semidefinite.
 * Source: S. Boyd et al., Distributed Optimization via ADMM (2011), sections 3.1 and 3.4.
 */
export function* alternateImpact(
  program: ImpactProgram,
): Generator<{ readonly point: Float64Array; readonly iterations: number }, void> {
  const { start, lower, upper, linearCost, impactCost } = program;
  let z = Float64Array.from(start, (value, i) => clamp(value, lower[i] as number, upper[i] as number));
  let u: Float64Array = new Float64Array(start.length);
  let penalty = 1;
  for (let iterations = ITERATIONS_PER_ROUND; ; iterations += ITERATIONS_PER_ROUND) {
    const project = equalityStep(program, penalty);
    if (project === null) return;
    let primal = 0;
    let dual = 0;
    for (let k = 0; k < ITERATIONS_PER_ROUND; k++) {
      const x = project(z.map((value, i) => value - (u[i] as number)));
      const previous = z;
      const eased = x.map((value, i) => RELAXATION * value + (1 - RELAXATION) * (previous[i] as number));
      z = eased.map((value, i) => {
        const from = start[i] as number;
        const wanted = value + (u[i] as number) - from;
        const moved = impactProx(wanted, linearCost[i] as number, impactCost[i] as number, 1 / penalty);
        return clamp(moved === 0 ? from : from + moved, lower[i] as number, upper[i] as number);
      });
      u = u.map((value, i) => value + (eased[i] as number) - (z[i] as number));
      primal = distance(x, z);
      dual = penalty * distance(z, previous);
    }
    yield { point: z, iterations };
    // Residual balancing, a factor of at most 2 per round.
    const ratio = primal > 10 * dual ? 2 : dual > 10 * primal ? 0.5 : 1;
    penalty *= ratio;
    u = u.map((value) => value / ratio);
  }
}

/** x = argmin of the smooth part + penalty / 2 |x - target|^2 on the budget; null when the matrix is indefinite. */
function equalityStep(
  program: ImpactProgram,
  penalty: number,
): ((target: Float64Array) => Float64Array) | null {
  const { size, values } = program.quadratic;
  const shifted = Float64Array.from(values);
  for (let i = 0; i < size; i++) shifted[i * size + i] = (shifted[i * size + i] as number) + penalty;
  const factor = cholesky({ size, values: shifted });
  if (factor === null) return null;
  const along = choleskySolve(factor, program.total);
  const reach = dot(program.total, along);
  return (target) => {
    const x = choleskySolve(
      factor,
      target.map((value, i) => penalty * value - (program.linear[i] as number)),
    );
    const miss = (program.budget - dot(program.total, x)) / reach;
    return x.map((value, i) => value + miss * (along[i] as number));
  };
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
}

function clamp(value: number, lower: number, upper: number): number {
  return Math.max(lower, Math.min(upper, value));
}
