/**
 * argmin over `d` of `a |d| + b |d|^1.5 + (d - v)^2 / (2 step)`, for `a, b >= 0`, `step > 0`.
 * With `u = |v| - step a`: 0 when `u <= 0`, else `sign(v) s^2` where `s^2 + 1.5 b step s - u = 0`; the root is written
 * so that nothing cancels when `b` is large.
 */
export function impactProx(v: number, a: number, b: number, step: number): number {
  const u = Math.abs(v) - step * a;
  if (!(u > 0)) return 0;
  const half = 0.75 * b * step;
  const root = u / (half + Math.sqrt(half * half + u));
  return Math.sign(v) * root * root;
}

/** Cost of trading `d`: `a |d| + b |d|^1.5`. */
export function impactCost(d: number, a: number, b: number): number {
  const size = Math.abs(d);
  return a * size + b * size * Math.sqrt(size);
}
