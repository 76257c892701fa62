/** Value of an objective at `point`; writes its gradient into `gradient`. */
export type Differentiable = (point: Float64Array, gradient: Float64Array) => number;

/** Best point found by `bfgs`. */
export interface BfgsResult {
  readonly point: Float64Array;
  readonly value: number;
  /** Largest partial derivative there. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

/**
 * Quasi-Newton minimiser without constraints, deterministic: BFGS on the inverse Hessian with halving steps (Armijo).
 * Stops at a gradient of `tolerance`, when no step lowers the value any more, or after `maxIterations`; the caller
 * judges `gradientNorm`. Source: Nocedal and Wright, "Numerical Optimization", algorithm 6.1.
 */
export function bfgs(
  objective: Differentiable,
  start: ArrayLike<number>,
  tolerance: number,
  maxIterations: number,
): BfgsResult {
  const n = start.length;
  let point = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = objective(point, gradient);
  let inverse = identity(n, 1);
  let isScaled = false;
  let iteration = 0;
  for (; iteration < maxIterations && largest(gradient) > tolerance; iteration++) {
    let direction = descent(inverse, gradient);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      inverse = identity(n, 1);
      direction = gradient.map((g) => -g);
      slope = -dot(gradient, gradient);
    }
    // A first step longer than 1 in these scaled coordinates would leave the region where the gradient means anything.
    let step = isScaled ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
    const nextGradient = new Float64Array(n);
    let next = point;
    let nextValue = Number.NaN;
    for (let halving = 0; halving < 50; halving++, step /= 2) {
      next = point.map((x, i) => x + step * (direction[i] as number));
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * step * slope) break;
    }
    if (!(nextValue < value)) break;
    const move = next.map((x, i) => x - (point[i] as number));
    const change = nextGradient.map((g, i) => g - (gradient[i] as number));
    const curvature = dot(move, change);
    if (curvature > 1e-14 * Math.sqrt(dot(move, move) * dot(change, change))) {
      if (!isScaled) inverse = identity(n, curvature / dot(change, change));
      isScaled = true;
      update(inverse, move, change, curvature);
    }
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return { point, value, gradientNorm: largest(gradient), iterations: iteration };
}

/** H <- (I - s y'/c) H (I - y s'/c) + s s'/c, c = s'y. */
function update(h: Float64Array, s: Float64Array, y: Float64Array, c: number): void {
  const n = s.length;
  const hy = descent(h, y).map((x) => -x);
  const scale = 1 + dot(y, hy) / c;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const si = s[i] as number;
      const sj = s[j] as number;
      h[i * n + j] =
        (h[i * n + j] as number) + (scale * si * sj - (hy[i] as number) * sj - si * (hy[j] as number)) / c;
    }
  }
}

function descent(inverse: Float64Array, gradient: Float64Array): Float64Array {
  const n = gradient.length;
  return gradient.map((_, i) => -dot(inverse.subarray(i * n, i * n + n), gradient));
}

function identity(n: number, scale: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? scale : 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function largest(values: Float64Array): number {
  return values.reduce((top, x) => Math.max(top, Math.abs(x)), 0);
}
