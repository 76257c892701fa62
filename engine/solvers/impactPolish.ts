import { cholesky, choleskySolve } from "./cholesky.ts";
import { multiplySquare } from "./dense.ts";
import type { ImpactProgram } from "./impactProgram.ts";
import { dot } from "./sparse.ts";

const MAX_STEPS = 12;
/** Cut steps after which the active set counts as wrong: a variable wants to cross its wall. */
const MAX_CUTS = 2;

/**
 * Newton's method on the variables that trade and touch no bound, the others held: the last digits of a point whose
 * active set is right. A step never crosses a variable's start or bound, where the cost has a kink. Null when nothing
 * is free or a factor fails. Whether the point is optimal is for the caller's certificate to say.
 */
export function polishImpact(program: ImpactProgram, point: Float64Array): Float64Array | null {
  const { quadratic, linear, linearCost, impactCost, start, lower, upper, total, budget } = program;
  const free = [...point.keys()].filter(
    (i) => point[i] !== start[i] && point[i] !== lower[i] && point[i] !== upper[i],
  );
  const count = free.length;
  if (count === 0) return null;
  const x = Float64Array.from(point);
  const weights = Float64Array.from(free, (i) => total[i] as number);
  let cuts = 0;
  for (let step = 0; step < MAX_STEPS && cuts <= MAX_CUTS; step++) {
    const product = multiplySquare(quadratic, x);
    const gradient = new Float64Array(count);
    const values = new Float64Array(count * count);
    free.forEach((i, a) => {
      const d = (x[i] as number) - (start[i] as number);
      const root = Math.sqrt(Math.abs(d));
      const b = impactCost[i] as number;
      gradient[a] =
        (product[i] as number) +
        (linear[i] as number) +
        Math.sign(d) * ((linearCost[i] as number) + 1.5 * b * root);
      for (let c = 0; c <= a; c++)
        values[a * count + c] = quadratic.values[i * quadratic.size + (free[c] as number)] as number;
      values[a * count + a] = (values[a * count + a] as number) + (0.75 * b) / root;
    });
    const factor = cholesky({ size: count, values });
    if (factor === null) return null;
    const descent = choleskySolve(factor, gradient);
    const along = choleskySolve(factor, weights);
    const reach = dot(weights, along);
    // Steps stay on the budget, whatever it is missed by now.
    const price = reach > 0 ? (budget - dot(total, x) + dot(weights, descent)) / reach : 0;
    const move = descent.map((value, a) => price * (along[a] as number) - value);
    let length = 1;
    let largest = 0;
    free.forEach((i, a) => {
      const by = move[a] as number;
      const value = x[i] as number;
      largest = Math.max(largest, Math.abs(by));
      for (const wall of [start[i] as number, lower[i] as number, upper[i] as number]) {
        const gap = wall - value;
        // Up to nine tenths of the way to a wall, as interior-point methods do.
        if (by * gap > 0 && Number.isFinite(wall)) length = Math.min(length, (0.9 * gap) / by);
      }
    });
    free.forEach((i, a) => {
      x[i] = (x[i] as number) + length * (move[a] as number);
    });
    if (length < 1) cuts += 1;
    if (largest <= 1e-14) break;
  }
  return x;
}
