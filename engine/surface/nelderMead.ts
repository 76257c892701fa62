/** Best point found by `nelderMead`, and whether the simplex shrank to its tolerance. */
export interface SimplexResult {
  readonly point: readonly number[];
  readonly value: number;
  readonly converged: boolean;
}

interface Vertex {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * Downhill simplex without derivatives (J. A. Nelder and R. Mead, Comput. J. 7 (1965) 308-313), deterministic: the
 * first simplex is `start` and one step along each axis. Stops when every vertex lies within `tolerance` of the best
 * one along each axis, or after `maxIterations`. The values are not compared: near a perfect fit they are rounding.
 */
export function nelderMead(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  tolerance: number,
  maxIterations: number,
): SimplexResult {
  const evaluate = (point: readonly number[]): Vertex => ({ point, value: objective(point) });
  const origin = evaluate(start);
  let simplex = [
    origin,
    ...steps.map((step, axis) => evaluate(start.map((x, i) => (i === axis ? x + step : x)))),
  ].sort(byValue);

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const best = simplex[0] ?? origin;
    const worst = simplex.at(-1) ?? origin;
    if (isSmall(simplex, best, tolerance)) return { ...best, converged: true };

    const kept = simplex.slice(0, -1);
    const centre = start.map((_, i) => kept.reduce((sum, v) => sum + (v.point[i] ?? 0), 0) / kept.length);
    const along = (t: number) => evaluate(centre.map((c, i) => c + t * (c - (worst.point[i] ?? c))));
    const reflected = along(1);
    const secondWorst = kept.at(-1) ?? best;
    let replacement: Vertex | undefined;
    if (reflected.value < best.value) {
      const expanded = along(2);
      replacement = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < secondWorst.value) {
      replacement = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) replacement = contracted;
    }
    simplex = (
      replacement
        ? [...kept, replacement]
        : simplex.map((v) => evaluate(v.point.map((x, i) => 0.5 * (x + (best.point[i] ?? x)))))
    ).sort(byValue);
  }
  return { ...(simplex[0] ?? origin), converged: false };
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value - b.value;
}

function isSmall(simplex: readonly Vertex[], best: Vertex, tolerance: number): boolean {
  return simplex.every((v) => v.point.every((x, i) => Math.abs(x - (best.point[i] ?? x)) <= tolerance));
}
